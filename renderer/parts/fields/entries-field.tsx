import { useId, useRef } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { hasMarks, markedNames } from '#shared/facts/one-line.ts';
import type { Answer, Entry } from '#shared/facts/schema.ts';
import { boxesOf } from '#shared/facts/boxes.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { addressKey, askedFor, askedOfEntry, type Address } from './address.ts';
import { Checklist } from './checklist-field.tsx';
import {
  faultIn,
  giveUp,
  splitName,
  splitWords,
  typeIn,
  withAnswer,
  withBoxes,
  type Row,
  type RowPart,
} from './entry-rows.ts';
import { EntryText } from './entry-text.tsx';
import { FieldHint } from './field-hint.tsx';
import { Flag } from './flag-field.tsx';
import { LineFault, lineControl, type LineText, type SplitOffer } from './line-text.tsx';
import { isTyped, typedOf } from './parse-answer.ts';
import { useEntryRows, type EntryRows } from './use-entry-rows.ts';

interface Props {
  readonly field: FieldOf<'entries'>;
  readonly address: Address;
  readonly disabled: boolean;
}

const NONE: ReadonlySet<string> = new Set();
const notPending = () => false;

/** A list of named things, each with answers of its own; recorded as one list. */
export function EntriesField({ field, address, disabled }: Props) {
  const pending = useSession((state) => state.unsavedKeys.has(addressKey(address)));
  const rows = useEntryRows(field, address, disabled);
  const { list } = rows;
  return (
    <fieldset className={`f wide entries${pending ? ' pending' : ''}`} {...askedFor(address)}>
      <legend>
        {field.label}
        <b className="num">{list.rows.filter((row) => row.entry !== null).length}</b>
      </legend>
      {list.rows.map((row) => (
        <EntryRow key={row.id} field={field} row={row} rows={rows} disabled={disabled} />
      ))}
      {!disabled && <NewEntry field={field} rows={rows} />}
      <FieldHint fault={null} hint={field.hint} />
    </fieldset>
  );
}

interface RowProps {
  readonly field: FieldOf<'entries'>;
  readonly row: Row;
  readonly rows: EntryRows;
  readonly disabled: boolean;
}

/** A text of a row as a line: kept with every keystroke, recorded with its list. */
function lineOf({ field, row, rows }: Omit<RowProps, 'disabled'>, part: RowPart, saved: string): LineText {
  const { list } = rows;
  const typed = row.typed[part];
  return {
    name: rows.name,
    text: typed ?? saved,
    fault: typed === undefined || typed === saved ? null : faultIn(field, part, typed),
    onType: (text) => rows.onType(typeIn(list, row.id, part, text)),
    onComposing: rows.onComposing,
    onLeave: () => rows.onSettle(list),
    giveUp: () => rows.onSettle(giveUp(list, row.id, part)),
  };
}

function EntryRow({ field, row, rows, disabled }: RowProps) {
  const { list } = rows;
  const name = lineOf({ field, row, rows }, 'name', row.entry?.name ?? '');
  const setAnswer = (id: string, value: Exclude<Answer, Entry[]> | null) =>
    rows.onSettle({
      ...list,
      rows: list.rows.map((one) =>
        one.id === row.id && one.entry !== null ? { ...one, entry: withAnswer(one.entry, id, value) } : one,
      ),
    });
  return (
    <div className={field.fields.length === 0 ? 'entry bare' : 'entry'}>
      <EntryText
        label={field.itemLabel}
        unit=""
        line={name}
        disabled={disabled}
        offer={{
          words: (text) => splitWords(field, text),
          onSplit: (text) => rows.onSettle(splitName(field, list, row.id, text)),
        }}
      />
      {row.entry !== null &&
        field.fields.map((part) => (
          <RowAnswer
            key={part.id}
            part={part}
            field={field}
            row={row}
            rows={rows}
            disabled={disabled}
            onSet={setAnswer}
          />
        ))}
      {!disabled && (
        <button
          type="button"
          className="btn icon"
          aria-label={`${walkText.removeEntry} ${row.entry?.name ?? name.text}`}
          title={walkText.removeEntry}
          onClick={() => rows.onSettle({ ...list, rows: list.rows.filter((one) => one.id !== row.id) })}
        >
          <Icon name="trash" size={16} />
        </button>
      )}
    </div>
  );
}

interface AnswerProps extends RowProps {
  readonly part: FieldOf<'entries'>['fields'][number];
  readonly onSet: (id: string, value: Exclude<Answer, Entry[]> | null) => void;
}

function RowAnswer({ part, field, row, rows, disabled, onSet }: AnswerProps) {
  const value = row.entry?.answers[part.id] ?? null;
  const asked = askedOfEntry(row.entry?.name ?? '', part.id);
  if (part.kind === 'flag') {
    const flag = typeof value === 'boolean' ? value : null;
    return (
      <div className="f" {...asked}>
        <Flag
          label={part.label}
          value={flag}
          disabled={disabled}
          pending={false}
          onSet={(next) => onSet(part.id, next)}
        />
      </div>
    );
  }
  if (part.kind === 'checklist') {
    return (
      <Checklist
        field={part}
        asked={asked}
        boxes={boxesOf(value)}
        disabled={disabled}
        notApplicable={NONE}
        isPending={notPending}
        onSet={(option, next) => onSet(part.id, withBoxes(value, { [option]: next }))}
        onSetAll={(options) =>
          onSet(part.id, withBoxes(value, Object.fromEntries(options.map((option) => [option, true]))))
        }
        other={
          row.typed[`other ${part.id}`] === undefined ? null : lineOf({ field, row, rows }, `other ${part.id}`, '')
        }
        onOther={() => rows.onType(typeIn(rows.list, row.id, `other ${part.id}`, ''))}
      />
    );
  }
  if (!isTyped(part)) return null;
  return (
    <EntryText
      label={part.label}
      unit={'unit' in part ? part.unit : ''}
      line={lineOf({ field, row, rows }, `answer ${part.id}`, typedOf(part.kind, value))}
      disabled={disabled}
      offer={null}
      asked={asked}
    />
  );
}

/**
 * The row for a further entry: what is written there is one as soon as the row is left, or Enter or 添加一项 pressed. With
 * Enter, Tab or the button the caret goes on in the new entry, to what is asked of it; where nothing is, it stays.
 */
function NewEntry({ field, rows }: { readonly field: FieldOf<'entries'>; readonly rows: EntryRows }) {
  const { list } = rows;
  const fault = useId();
  const blank = list.fresh.trim() === '';
  const row = useRef<HTMLDivElement>(null);
  const settle = () => rows.onSettle(list);
  const takesOn = !blank && field.fields.length > 0;
  const add = () => {
    settle();
    if (takesOn) enterLast(row.current);
  };
  const line: LineText = {
    name: rows.name,
    text: list.fresh,
    fault: blank ? null : faultIn(field, 'name', list.fresh),
    onType: (fresh) => rows.onType({ ...list, fresh }),
    onComposing: rows.onComposing,
    onLeave: settle,
    giveUp: () => rows.onSettle({ ...list, fresh: '' }),
  };
  const offer: SplitOffer = {
    words: (text) => splitWords(field, text),
    onSplit: (text) => rows.onSettle(splitName(field, list, null, text)),
  };
  const control = lineControl(line);
  const severalNames = hasMarks(list.fresh) && markedNames(list.fresh).length > 1;
  return (
    <>
      <div className="entry new" ref={row}>
        <input
          data-land
          className={`line${line.fault === null ? '' : ' wrong'}`}
          placeholder={field.itemLabel}
          aria-label={field.itemLabel}
          aria-describedby={line.fault === null ? undefined : fault}
          {...control}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            const leads = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey);
            if (!leads || !takesOn || line.fault !== null) return control.onKeyDown(event);
            event.preventDefault();
            add();
          }}
        />
        <button type="button" className="btn" disabled={blank || severalNames} onClick={add}>
          <Icon name="plus" size={14} />
          {walkText.addEntry}
        </button>
      </div>
      {line.fault !== null && <LineFault id={fault} line={line} offer={offer} />}
    </>
  );
}

/** The caret into the entry that was just made, which stands above the row for a further one. */
function enterLast(row: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const made = row?.previousElementSibling;
    const asked = made?.querySelector<HTMLElement>('[data-asked]');
    asked?.querySelector<HTMLElement>('[tabindex="0"], [aria-checked="mixed"], input')?.focus();
  });
}
