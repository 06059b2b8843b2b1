import { Drawer } from 'antd';
import { useMemo, useState } from 'react';
import { useFrozen, useInspection, useNavigation } from '#renderer/stores/context.ts';
import { boardText } from '#renderer/text/board-text.ts';
import { FINDING_NAMES } from '#renderer/text/walk-text.ts';
import type { Finding, FindingKind } from '#shared/assess/types.ts';
import { attentionOf } from './attention.ts';
import { FindingRow } from '#renderer/parts/finding-row.tsx';
import { ReplyDialog } from '#renderer/parts/reply-dialog.tsx';

/** 需要处理: contradictions one by one, notices bundled by kind. */
export function AttentionList() {
  const { findings } = useInspection((inspection) => inspection.assessment);
  const conflicts = useInspection((inspection) => inspection.folded.conflicts.length);
  const finalised = useFrozen();
  const goTo = useNavigation((state) => state.goTo);
  const attention = useMemo(() => attentionOf(findings), [findings]);
  const [replying, setReplying] = useState<Finding | null>(null);
  const [opened, setOpened] = useState<FindingKind | null>(null);
  const bundle = attention.notices.find(({ kind }) => kind === opened);
  const onReply = finalised ? null : setReplying;
  const quiet = conflicts === 0 && attention.contradictions.length === 0 && attention.notices.length === 0;
  return (
    <section className="attention" aria-label={boardText.attention}>
      <h2>
        {boardText.attention}
        {attention.answered > 0 && <span>{boardText.attentionAnswered(attention.answered)}</span>}
      </h2>
      {quiet && <p className="na">{boardText.attentionNone}</p>}
      <ul>
        {conflicts > 0 && (
          <li>
            <i className="dot unmet" aria-hidden="true" />
            <span className="what">{boardText.conflicts(conflicts)}</span>
            <button type="button" className="btn link" onClick={() => goTo('publish')}>
              {boardText.jump}
            </button>
          </li>
        )}
        {attention.contradictions.map((finding) => (
          <FindingRow key={finding.key} finding={finding} onReply={onReply} />
        ))}
      </ul>
      {attention.notices.length > 0 && (
        <div className="bundles">
          {attention.notices.map(({ kind, findings: bundled }) => (
            <button key={kind} type="button" onClick={() => setOpened(kind)}>
              <i className="dot und" aria-hidden="true" />
              {boardText.noticeGroup(FINDING_NAMES[kind], bundled.length)}
            </button>
          ))}
        </div>
      )}
      <Drawer
        open={bundle !== undefined}
        onClose={() => setOpened(null)}
        title={bundle === undefined ? '' : boardText.noticeGroup(FINDING_NAMES[bundle.kind], bundle.findings.length)}
        size={460}
      >
        <ul className="attention-drawer">
          {bundle?.findings.map((finding) => (
            <FindingRow key={finding.key} finding={finding} onReply={onReply} />
          ))}
        </ul>
      </Drawer>
      <ReplyDialog finding={replying} onClose={() => setReplying(null)} />
    </section>
  );
}
