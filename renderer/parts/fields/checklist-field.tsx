import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { FieldOf } from '#shared/catalogue/field-schema.ts';
import { boxesOf } from '#shared/facts/boxes.ts';
import { useSession } from '#renderer/stores/context.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { addressKey, answerDraft, askedFor, useAnswer, type Address } from './address.ts';
import { FieldHint } from './field-hint.tsx';
import { LineFault, lineControl, type LineText } from './line-text.tsx';
import { useOtherBox } from './use-other-box.ts';

export type BoxValue = boolean | null;

interface Props {
  readonly field: FieldOf<'checklist'>;
  readonly address: Address;
  readonly disabled: boolean;
  /** Labels of boxes whose own condition is false. */
  readonly notApplicable: ReadonlySet<string>;
}

/** A checklist recorded box by box, so that two people at different boxes never collide. */
export function ChecklistField({ field, address, disabled, notApplicable }: Props) {
  const record = useSession((state) => state.record);
  const pending = useSession((state) => state.unsavedKeys);
  const boxes = boxesOf(useAnswer(address));
  const other = useOtherBox(address, disabled);
  const set = (option: string, value: BoxValue) => void record([answerDraft(address, value, option)]);
  const setAll = (options: readonly string[]) => {
    void record(options.map((option) => answerDraft(address, true, option)));
  };
  return (
    <Checklist
      field={field}
      asked={askedFor(address)}
      boxes={boxes}
      disabled={disabled}
      notApplicable={notApplicable}
      isPending={(option) => pending.has(addressKey(address, option))}
      onSet={set}
      onSetAll={setAll}
      other={other.line}
      onOther={other.open}
    />
  );
}

interface ChecklistProps {
  readonly field: FieldOf<'checklist'>;
  readonly asked: ReturnType<typeof askedFor>;
  readonly boxes: Readonly<Record<string, unknown>>;
  readonly disabled: boolean;
  readonly notApplicable: ReadonlySet<string>;
  readonly isPending: (option: string) => boolean;
  readonly onSet: (option: string, value: BoxValue) => void;
  readonly onSetAll: (options: readonly string[]) => void;
  /** The name of a further box as it is being typed; null: none is. */
  readonly other: LineText | null;
  /** Begins to name a further box. */
  readonly onOther: () => void;
}

/** The boxes themselves, wherever their values are kept. */
export function Checklist({
  field,
  asked,
  boxes,
  disabled,
  notApplicable,
  isPending,
  onSet,
  onSetAll,
  other,
  onOther,
}: ChecklistProps) {
  const listed = field.options.map((option) => option.label);
  const others = Object.keys(boxes).filter((label) => !listed.includes(label));
  const applicable = listed.filter((label) => !notApplicable.has(label));
  const open = applicable.filter((label) => typeof boxes[label] !== 'boolean');
  const yes = [...applicable, ...others].filter((label) => boxes[label] === true).length;
  return (
    <fieldset className="f wide" {...asked}>
      <legend>
        {field.label}
        <b className="num">
          {yes} / {applicable.length + others.length}
        </b>
        {open.length >= 2 && !disabled && (
          <button type="button" className="all" onClick={() => onSetAll(open)}>
            {walkText.allYes}
          </button>
        )}
      </legend>
      <div className="ticks">
        {[...listed, ...others].map((label) => (
          <Box
            key={label}
            label={label}
            value={boxOf(boxes[label])}
            off={notApplicable.has(label)}
            disabled={disabled}
            pending={isPending(label)}
            onSet={(value) => onSet(label, value)}
          />
        ))}
        {field.others === true && !disabled && <OtherBox line={other} onOpen={onOther} />}
      </div>
      <FieldHint fault={null} hint={field.hint} />
    </fieldset>
  );
}

const boxOf = (value: unknown): BoxValue => (typeof value === 'boolean' ? value : null);

const STATES = {
  yes: { word: walkText.yes, checked: true },
  no: { word: walkText.no, checked: false },
  unknown: { word: walkText.unknown, checked: 'mixed' },
} as const;

interface BoxProps {
  readonly label: string;
  readonly value: BoxValue;
  readonly off: boolean;
  readonly disabled: boolean;
  readonly pending: boolean;
  readonly onSet: (value: BoxValue) => void;
}

/** One box of three states: 未答 → 有 → 无 → 未答. */
function Box({ label, value, off, disabled, pending, onSet }: BoxProps) {
  const state = value === null ? 'unknown' : value ? 'yes' : 'no';
  const { word, checked } = STATES[state];
  const onKeyDown = (event: KeyboardEvent) => {
    const meant = KEYS[event.key];
    if (meant === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSet(meant.value);
  };
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={checked}
      aria-label={`${label}：${off ? walkText.notApplicableOption : word}`}
      title={off ? walkText.notApplicableOption : word}
      className={`tick ${off ? 'off' : state}${pending ? ' pending' : ''}`}
      disabled={disabled || off}
      onClick={() => onSet(value === null ? true : value ? false : null)}
      onKeyDown={onKeyDown}
    >
      <i aria-hidden="true">
        {state === 'yes' && <Icon name="check" size={14} />}
        {state === 'no' && <Icon name="cross" size={14} />}
      </i>
      {label}
      {state === 'no' && <em>{walkText.no}</em>}
    </button>
  );
}

const KEYS: Readonly<Record<string, { readonly value: BoxValue }>> = {
  1: { value: true },
  0: { value: false },
  Delete: { value: null },
  Backspace: { value: null },
};

/** A further box: its name is typed in place of the button, and is a box once the field is left. */
function OtherBox({ line, onOpen }: { readonly line: LineText | null; readonly onOpen: () => void }) {
  const fault = useId();
  const wanted = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const open = line !== null;
  useEffect(() => {
    if (open && wanted.current) input.current?.focus();
    wanted.current = false;
  }, [open]);
  if (line === null) {
    return (
      <button
        type="button"
        className="tick unknown"
        onClick={() => {
          wanted.current = true;
          onOpen();
        }}
      >
        <i aria-hidden="true">
          <Icon name="plus" size={14} />
        </i>
        {walkText.addOther}
      </button>
    );
  }
  const control = lineControl(line);
  return (
    <>
      <input
        ref={input}
        className={`line other${line.fault === null ? '' : ' wrong'}`}
        placeholder={walkText.otherName}
        aria-label={walkText.otherName}
        aria-describedby={line.fault === null ? undefined : fault}
        {...control}
        onKeyDown={(event) => {
          control.onKeyDown(event);
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          // Of nothing typed there is nothing to keep; anything else stays until it is given up.
          event.currentTarget.blur();
        }}
      />
      {line.fault !== null && <LineFault id={fault} line={line} offer={null} />}
    </>
  );
}
