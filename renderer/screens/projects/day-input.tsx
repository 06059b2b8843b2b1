// Names of months and days in the calendar, and the week that begins on Monday.
import 'dayjs/locale/zh-cn';
import { Calendar, Popover } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState, type Ref } from 'react';
import { readDate } from '#shared/reading/days.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { formControl } from '#renderer/parts/fields/form-control.ts';
import '#renderer/parts/fields/fields.css';

interface Props {
  /** Given by the form's item. */
  readonly id?: string;
  readonly 'aria-required'?: boolean | 'true';
  readonly 'aria-invalid'?: boolean | 'true';
  readonly 'aria-describedby'?: string;
  readonly value?: string;
  readonly onChange?: (text: string) => void;
  readonly placeholder: string;
  /** What the day is, where no label of the form says it. */
  readonly label?: string;
  readonly disabled?: boolean;
  readonly onEnter?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/**
 * A day, typed or chosen from a calendar. What is understood stands there as it will be saved once the field is left;
 * anything else stays as it was typed.
 */
export function DayInput({
  id,
  value = '',
  onChange,
  placeholder,
  label,
  disabled = false,
  onEnter,
  ref,
  ...told
}: Props) {
  const [choosing, setChoosing] = useState(false);
  const day = readDate(value);
  const settle = () => {
    if (day.ok && day.value !== value) onChange?.(day.value);
  };
  return (
    <span className="day">
      <input
        id={id}
        ref={ref}
        className="line num"
        autoComplete="off"
        {...formControl(value, null, (text) => onChange?.(text))}
        {...told}
        placeholder={placeholder}
        aria-label={label}
        disabled={disabled}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          settle();
          onEnter?.();
        }}
      />
      <Popover
        trigger="click"
        open={choosing && !disabled}
        onOpenChange={setChoosing}
        placement="bottomRight"
        content={
          <div className="day-calendar" role="dialog" aria-label={profileText.choose(placeholder)}>
            <Calendar
              fullscreen={false}
              headerRender={({ value: month, onChange: show }) => <MonthLine month={month} onShow={show} />}
              {...(day.ok ? { defaultValue: dayjs(day.value) } : {})}
              onSelect={(chosen, { source }) => {
                if (source !== 'date') return;
                onChange?.(chosen.format('YYYY-MM-DD'));
                setChoosing(false);
              }}
            />
          </div>
        }
      >
        <button
          type="button"
          className="btn icon"
          disabled={disabled}
          tabIndex={-1}
          aria-label={profileText.choose(placeholder)}
        >
          <Icon name="projects" size={16} />
        </button>
      </Popover>
    </span>
  );
}

interface MonthProps {
  readonly month: Dayjs;
  readonly onShow: (month: Dayjs) => void;
}

/** The month in view, between the ways to the one before and the one after. */
function MonthLine({ month, onShow }: MonthProps) {
  const step = (by: 1 | -1, name: string, sign: string) => (
    <button type="button" className="btn icon" aria-label={name} onClick={() => onShow(month.add(by, 'month'))}>
      {sign}
    </button>
  );
  return (
    <div className="month">
      {step(-1, profileText.monthBefore, '‹')}
      <b className="num" aria-live="polite">
        {month.format('YYYY年M月')}
      </b>
      {step(1, profileText.monthAfter, '›')}
    </div>
  );
}
