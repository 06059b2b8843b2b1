import { Radio, Select } from 'antd';
import { useState } from 'react';
import { VERDICTS, type Verdict } from '#shared/facts/schema.ts';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { useSession, useSettings } from '#renderer/stores/context.ts';
import { clauseNumber } from '#renderer/text/format.ts';
import { judgementText, walkText } from '#renderer/text/walk-text.ts';
import { ReasonDialog } from '#renderer/ui/reason-dialog.tsx';
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
  const [chosen, setChosen] = useState<string | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const waive = asking?.kind === 'waive';
  const target = chosen ?? asking?.target ?? String(indicator.no);
  const close = () => {
    setChosen(null);
    setVerdict(null);
    onClose();
  };
  const decide = ({ reason, by }: { readonly reason: string; readonly by: string }) => {
    if (waive) void record([{ type: 'waiver.set', payload: { target, waiver: { reason, by } } }]);
    else if (verdict !== null)
      void record([{ type: 'override.set', payload: { target, override: { result: verdict, reason, by } } }]);
    close();
  };
  return (
    <ReasonDialog
      open={asking !== null}
      title={waive ? judgementText.waiveTitle : judgementText.overrideTitle}
      hint={waive ? judgementText.waiveHint : judgementText.overrideHint}
      okText={waive ? judgementText.confirmWaive : judgementText.confirmOverride}
      published
      form={`${asking?.kind ?? ''}/${inspection}/${asking?.target ?? ''}`}
      unchosen={!waive && verdict === null}
      name={author}
      onOk={decide}
      onCancel={close}
    >
      <label>
        {judgementText.target}
        <Select
          value={target}
          onChange={setChosen}
          aria-label={judgementText.target}
          options={[
            { value: String(indicator.no), label: `${walkText.wholeIndicator} ${indicator.no} ${indicator.name}` },
            ...indicator.clauses.map((clause) => ({
              value: clause.id,
              label: `${clauseNumber(clause.id)} ${clause.label}`,
            })),
          ]}
        />
      </label>
      {!waive && (
        <Radio.Group
          value={verdict}
          onChange={(event) => setVerdict(VERDICTS.find((known) => known === event.target.value) ?? null)}
          options={VERDICTS.map((known) => ({ value: known, label: known }))}
          optionType="button"
          aria-label={judgementText.result}
        />
      )}
    </ReasonDialog>
  );
}
