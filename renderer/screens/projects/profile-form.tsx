// Names of months and days in the calendar, and the week that begins on Monday.
import 'dayjs/locale/zh-cn';
import { DatePicker, Form, Input, Radio, type FormInstance } from 'antd';
import type { Field } from '#shared/catalogue/field-schema.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { walkText } from '#renderer/text/walk-text.ts';
import { faultOfTyped, type ProfileValues } from './profile-values.ts';

interface Props {
  readonly form: FormInstance<ProfileValues>;
  readonly catalogue: Catalogue | null;
  readonly disabled: boolean;
  readonly initial?: ProfileValues;
  readonly onChange?: () => void;
}

/** Who is inspected, by whom, when; with the community's figures as the catalogue asks for them. */
export function ProfileForm({ form, catalogue, disabled, initial = {}, onChange }: Props) {
  const needed = (label: string) => [{ required: true, whitespace: true, message: profileText.required(label) }];
  return (
    <Form
      form={form}
      initialValues={initial}
      layout="vertical"
      requiredMark={false}
      disabled={disabled}
      className="profile"
      autoComplete="off"
      onValuesChange={() => onChange?.()}
    >
      <h3>{profileText.basics}</h3>
      <div className="pair">
        <Form.Item name="community" label={profileText.community} rules={needed(profileText.community)}>
          <Input maxLength={60} placeholder={profileText.communityHint} />
        </Form.Item>
        <Form.Item name="street" label={profileText.street}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="applicant" label={profileText.applicant} rules={needed(profileText.applicant)}>
          <Input maxLength={60} placeholder={profileText.applicantHint} />
        </Form.Item>
        <Form.Item name="authority" label={profileText.authority} rules={needed(profileText.authority)}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="basis" label={profileText.basis} rules={needed(profileText.basis)} className="both">
          <Input maxLength={200} placeholder={profileText.basisHint} />
        </Form.Item>
        <Form.Item
          name="period"
          label={profileText.period}
          rules={[{ required: true, message: profileText.periodRequired }]}
        >
          <DatePicker.RangePicker className="full" />
        </Form.Item>
        <Form.Item name="noticeDate" label={profileText.noticeDate}>
          <DatePicker className="full" placeholder={profileText.noticeDateHint} />
        </Form.Item>
      </div>
      {catalogue !== null && catalogue.profileFields.length > 0 && (
        <>
          <h3>
            {profileText.facts}
            <small>{profileText.factsHint}</small>
          </h3>
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
      <Input
        suffix={'unit' in field ? field.unit : ''}
        inputMode={kind === 'text' ? 'text' : 'decimal'}
        className="num"
      />
    </Form.Item>
  );
}
