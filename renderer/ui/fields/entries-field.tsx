import { useState } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import type { Answer, Entry } from '#shared/facts/schema.ts';
import { boxesOf } from '#shared/log/slots.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { Icon } from '../icons.tsx';
import { addressKey, answerDraft, useAnswer, type Address } from './address.ts';
import { Checklist } from './checklist-field.tsx';
import { EntryText } from './entry-text.tsx';
import { Flag } from './flag-field.tsx';
import { FieldHint } from './number-field.tsx';
import { isTyped } from './parse-answer.ts';

interface Props {
  readonly field: FieldOf<'entries'>;
  readonly address: Address;
  readonly disabled: boolean;
}

const NONE: ReadonlySet<string> = new Set();
const notPending = () => false;

/** A list of named things, each with answers of its own; recorded as one list. */
export function EntriesField({ field, address, disabled }: Props) {
  const record = useSession((state) => state.record);
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const answer = useAnswer(address);
  const entries = Array.isArray(answer) ? answer : [];
  const write = (next: readonly Entry[]) => void record([answerDraft(address, next.length === 0 ? null : [...next])]);
  return (
    <fieldset className={`f wide entries${pending ? ' pending' : ''}`}>
      <legend>
        {field.label}
        <b className="num">{entries.length}</b>
      </legend>
      {entries.map((entry, index) => (
        <EntryRow
          // Rows have no identity beyond their place: the list is one value.
          key={`${index} ${entries.length}`}
          field={field}
          entry={entry}
          disabled={disabled}
          onChange={(next) => write(entries.map((old, at) => (at === index ? next : old)))}
          onRemove={() => write(entries.filter((_, at) => at !== index))}
        />
      ))}
      {!disabled && <NewEntry label={field.itemLabel} onAdd={(name) => write([...entries, { name, answers: {} }])} />}
      <FieldHint fault={null} hint={field.hint} />
    </fieldset>
  );
}

interface RowProps {
  readonly field: FieldOf<'entries'>;
  readonly entry: Entry;
  readonly disabled: boolean;
  readonly onChange: (entry: Entry) => void;
  readonly onRemove: () => void;
}

function EntryRow({ field, entry, disabled, onChange, onRemove }: RowProps) {
  const setAnswer = (id: string, value: Exclude<Answer, Entry[]> | null) => {
    const others = Object.entries(entry.answers).filter(([key]) => key !== id);
    onChange({ ...entry, answers: Object.fromEntries(value === null ? others : [...others, [id, value]]) });
  };
  return (
    <div className={field.fields.length === 0 ? 'entry bare' : 'entry'}>
      <EntryText
        kind="text"
        label={field.itemLabel}
        unit=""
        value={entry.name}
        disabled={disabled}
        onSet={(value) => {
          if (typeof value === 'string') onChange({ ...entry, name: value });
        }}
      />
      {field.fields.map((part) => {
        const value = entry.answers[part.id] ?? null;
        if (part.kind === 'flag') {
          const flag = typeof value === 'boolean' ? value : null;
          return (
            <div className="f" key={part.id}>
              <Flag
                label={part.label}
                value={flag}
                disabled={disabled}
                pending={false}
                onSet={(next) => setAnswer(part.id, next)}
              />
            </div>
          );
        }
        if (part.kind === 'checklist') {
          return (
            <Checklist
              key={part.id}
              field={part}
              boxes={boxesOf(value)}
              disabled={disabled}
              notApplicable={NONE}
              isPending={notPending}
              onSet={(option, next) => setAnswer(part.id, withBox(value, { [option]: next }))}
              onSetAll={(options) =>
                setAnswer(part.id, withBox(value, Object.fromEntries(options.map((option) => [option, true]))))
              }
            />
          );
        }
        return isTyped(part) ? (
          <EntryText
            key={part.id}
            kind={part.kind}
            label={part.label}
            unit={'unit' in part ? part.unit : ''}
            value={value}
            disabled={disabled}
            onSet={(next) => setAnswer(part.id, next)}
          />
        ) : null;
      })}
      {!disabled && (
        <button
          type="button"
          className="btn icon"
          aria-label={`${walkText.removeEntry} ${entry.name}`}
          title={walkText.removeEntry}
          onClick={onRemove}
        >
          <Icon name="trash" size={16} />
        </button>
      )}
    </div>
  );
}

/** A checklist answer with some boxes set (null: unanswered again). */
function withBox(value: unknown, boxes: Readonly<Record<string, boolean | null>>): Record<string, boolean> {
  const merged = { ...boxesOf(value), ...boxes };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([label, box]) => (typeof box === 'boolean' ? [[label, box] as const] : [])),
  );
}

function NewEntry({ label, onAdd }: { readonly label: string; readonly onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  const add = () => {
    if (name.trim() === '') return;
    onAdd(name.trim());
    setName('');
  };
  return (
    <div className="entry new">
      <input
        className="line"
        value={name}
        maxLength={100}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
        }}
      />
      <button type="button" className="btn" disabled={name.trim() === ''} onClick={add}>
        <Icon name="plus" size={14} />
        {walkText.addEntry}
      </button>
    </div>
  );
}
