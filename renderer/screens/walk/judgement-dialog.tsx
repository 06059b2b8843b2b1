import { Radio, Select } from 'antd';
import { VERDICTS } from '#shared/facts/schema.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { useForms, useSession, useSettings } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { judgementText, walkText } from '#renderer/text/walk-text.ts';
import { selectName } from '#renderer/ui/select-name.ts';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import type { JudgementKind } from './clause-card.tsx';

export interface Asking {
  readonly kind: JudgementKind;
  readonly target: string;
}

interface Props {
  readonly indicator: Indicator;
  readonly asking: Asking | null;
  readonly onClose: () => void;
}

/** 不涉及 and 人工认定, for the whole indicator or one clause, each with reason and name. */
export function JudgementDialog({ indicator, asking, onClose }: Props) {
  const record = useSession((state) => state.record);
  const inspection = useSession((state) => state.inspection?.id ?? '');
  const author = useSettings((state) => state.settings.author);
  const form = `${asking?.kind ?? ''}/${inspection}/${asking?.target ?? ''}`;
  const chosen = useForms((state) => keptText(state, form, 'target'));
  const result = useForms((state) => keptText(state, form, 'result'));
  const keep = useForms((state) => state.keep);
  const verdict = VERDICTS.find((known) => known === result) ?? null;
  const waive = asking?.kind === 'waive';
  const targets = [
    { value: String(indicator.no), label: `${walkText.wholeIndicator} ${indicator.no} ${indicator.name}` },
    ...indicator.clauses.map((clause) => ({ value: clause.id, label: `${clauseNumber(clause.id)} ${clause.label}` })),
  ];
  const target = targets.find(({ value }) => value === chosen)?.value ?? asking?.target ?? String(indicator.no);
  const decide = ({ reason, by }: { readonly reason: string; readonly by: string }) => {
    if (waive) void record([{ type: 'waiver.set', payload: { target, waiver: { reason, by } } }]);
    else if (verdict !== null)
      void record([{ type: 'override.set', payload: { target, override: { result: verdict, reason, by } } }]);
    onClose();
  };
  return (
    <ReasonDialog
      open={asking !== null}
      title={waive ? judgementText.waiveTitle : judgementText.overrideTitle}
      hint={waive ? judgementText.waiveHint : judgementText.overrideHint}
      okText={waive ? judgementText.confirmWaive : judgementText.confirmOverride}
      published
      form={form}
      unchosen={!waive && verdict === null ? judgementText.resultWanted : null}
      name={author}
      onOk={decide}
      onCancel={onClose}
    >
      <label>
        {judgementText.target}
        <Select
          value={target}
          onChange={(value) => keep(form, 'target', value)}
          aria-label={selectName(judgementText.target, targets.find(({ value }) => value === target)?.label)}
          options={targets}
        />
      </label>
      {!waive && (
        <Radio.Group
          value={verdict}
          onChange={(event) => keep(form, 'result', String(event.target.value))}
          options={VERDICTS.map((known) => ({ value: known, label: known }))}
          optionType="button"
          aria-label={judgementText.result}
        />
      )}
    </ReasonDialog>
  );
}
