import { Form, Radio, type FormInstance } from 'antd';
import { useRef, type ReactNode } from 'react';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { FormLine } from '#renderer/parts/fields/form-line.tsx';
import { DayInput } from './day-input.tsx';
import {
  faultOfDay,
  faultOfPosition,
  faultOfRadius,
  faultOfText,
  faultOfTyped,
  settledPosition,
  type ProfileText,
  type ProfileValues,
} from './profile-values.ts';

interface Props {
  readonly form: FormInstance<ProfileValues>;
  readonly catalogue: Catalogue | null;
  readonly disabled: boolean;
  readonly initial?: ProfileValues;
  readonly onChange?: () => void;
}

/** Who is inspected, by whom, when; with the community's figures as the catalogue asks for them. */
export function ProfileForm({ form, catalogue, disabled, initial = {}, onChange }: Props) {
  const end = useRef<HTMLInputElement>(null);
  const text = (name: ProfileText, required: boolean) => [
    { validator: checkOf((value) => faultOfText(name, value, required)) },
  ];
  const day = (required: boolean) => [{ validator: checkOf((value) => faultOfDay(value, required)) }];
  return (
    <Form
      form={form}
      initialValues={initial}
      layout="vertical"
      requiredMark={markOf}
      disabled={disabled}
      className="profile"
      autoComplete="off"
      onValuesChange={() => onChange?.()}
    >
      <h2>
        {profileText.basics}
        <small>{profileText.requiredHint}</small>
      </h2>
      <div className="pair">
        <Form.Item name="community" label={profileText.community} required rules={text('community', true)}>
          <FormLine autoFocus placeholder={profileText.communityHint} />
        </Form.Item>
        <Form.Item name="street" label={profileText.street} rules={text('street', false)}>
          <FormLine />
        </Form.Item>
        <Form.Item name="applicant" label={profileText.applicant} required rules={text('applicant', true)}>
          <FormLine placeholder={profileText.applicantHint} />
        </Form.Item>
        <Form.Item name="authority" label={profileText.authority} required rules={text('authority', true)}>
          <FormLine />
        </Form.Item>
        <Form.Item name="basis" label={profileText.basis} required rules={text('basis', true)} className="both">
          <FormLine placeholder={profileText.basisHint} />
        </Form.Item>
        <Form.Item label={profileText.period} required className="days">
          <Form.Item name={['period', 'from']} required rules={day(true)} noStyle>
            <DayInput
              placeholder={profileText.periodFrom}
              label={profileText.periodFrom}
              disabled={disabled}
              onEnter={() => end.current?.focus()}
            />
          </Form.Item>
          <Form.Item name={['period', 'to']} required rules={day(true)} noStyle>
            <DayInput placeholder={profileText.periodTo} label={profileText.periodTo} disabled={disabled} ref={end} />
          </Form.Item>
        </Form.Item>
        <Form.Item name="noticeDate" label={profileText.noticeDate} rules={day(false)}>
          <DayInput placeholder={profileText.noticeDateHint} disabled={disabled} />
        </Form.Item>
      </div>
      <SiteItems form={form} onSettle={() => onChange?.()} />
      {catalogue !== null && catalogue.profileFields.length > 0 && (
        <>
          <h2>
            {profileText.facts}
            <small>{profileText.factsHint}</small>
          </h2>
          <div className="pair">
            {catalogue.profileFields.map((field) => (
              <FactItem key={field.id} field={field} />
            ))}
          </div>
        </>
      )}
    </Form>
  );
}

interface SiteProps {
  readonly form: FormInstance<ProfileValues>;
  /** What was understood stands there as it will be saved. */
  readonly onSettle: () => void;
}

/** Where the community is, by which photos taken elsewhere are found. */
function SiteItems({ form, onSettle }: SiteProps) {
  const position: ['site', 'position'] = ['site', 'position'];
  const settle = () => {
    const typed: unknown = form.getFieldValue(position);
    const settled = typeof typed === 'string' ? settledPosition(typed) : '';
    if (typeof typed !== 'string' || settled === typed) return;
    form.setFieldValue(position, settled);
    onSettle();
  };
  return (
    <>
      <h3>
        {profileText.site}
        <small>{profileText.siteHint}</small>
      </h3>
      <div className="pair">
        <Form.Item
          name={position}
          label={profileText.position}
          rules={[{ validator: checkOf(faultOfPosition) }]}
          extra={profileText.coordinates}
        >
          <FormLine className="num" placeholder={profileText.positionHint} onBlur={settle} />
        </Form.Item>
        <Form.Item
          name={['site', 'radius']}
          label={profileText.radius}
          rules={[{ validator: checkOf(faultOfRadius) }]}
          extra={profileText.radiusNote}
        >
          <FormLine
            className="num"
            inputMode="decimal"
            placeholder={profileText.radiusHint}
            suffix={profileText.metres}
          />
        </Form.Item>
      </div>
    </>
  );
}

/** Marked for the eye; who hears the form is told by the field itself. */
function markOf(label: ReactNode, { required }: { readonly required: boolean }) {
  if (!required) return label;
  return (
    <>
      {label}
      <span className="must" aria-hidden="true">
        *
      </span>
    </>
  );
}

/** A rule of the form's from what says what is wrong with a value. */
function checkOf(faultOf: (value: string) => string | null) {
  return async (_: unknown, value: unknown): Promise<void> => {
    const fault = faultOf(typeof value === 'string' ? value : '');
    if (fault !== null) throw new Error(fault);
  };
}

const UNKNOWN = 'unknown';

function FactItem({ field }: { readonly field: Field }) {
  if (field.kind === 'flag') {
    return (
      <Form.Item
        name={['facts', field.id]}
        label={field.label}
        // A radio button has no value that is null.
        getValueProps={(value: unknown) => ({ value: value ?? UNKNOWN })}
        normalize={(value: unknown) => (value === UNKNOWN ? null : value)}
      >
        <Radio.Group
          aria-label={field.label}
          optionType="button"
          options={[
            { value: true, label: walkText.holds },
            { value: false, label: walkText.fails },
            { value: UNKNOWN, label: walkText.unknown },
          ]}
        />
      </Form.Item>
    );
  }
  if (field.kind !== 'count' && field.kind !== 'quantity' && field.kind !== 'rate' && field.kind !== 'text')
    return null;
  const { kind } = field;
  const check = async (_: unknown, value: unknown) => {
    const fault = faultOfTyped(field, value);
    if (fault !== null) throw new Error(fault);
  };
  return (
    <Form.Item name={['facts', field.id]} label={field.label} rules={[{ validator: check }]}>
      <FormLine
        suffix={'unit' in field ? field.unit : ''}
        inputMode={kind === 'text' ? 'text' : 'decimal'}
        className="num"
      />
    </Form.Item>
  );
}
