import { FINDING_KINDS, type Finding, type FindingKind } from '#shared/assess/types.ts';

/** What the board asks somebody to look at. */
export interface Attention {
  /** Contradictions without a reply, in the catalogue's order. */
  readonly contradictions: readonly Finding[];
  /** Contradictions that somebody has explained. */
  readonly answered: number;
  /** Notices without a reply, by kind. */
  readonly notices: readonly { readonly kind: FindingKind; readonly findings: readonly Finding[] }[];
}

/** Sorts findings: contradictions first and one by one, notices bundled by kind. */
export function attentionOf(findings: readonly Finding[]): Attention {
  const contradictions = findings.filter(({ severity }) => severity === 'contradiction');
  const open = findings.filter(({ severity, reply }) => severity === 'notice' && reply === null);
  return {
    contradictions: contradictions.filter(({ reply }) => reply === null),
    answered: contradictions.filter(({ reply }) => reply !== null).length,
    notices: FINDING_KINDS.map((kind) => ({ kind, findings: open.filter((finding) => finding.kind === kind) })).filter(
      ({ findings: bundled }) => bundled.length > 0,
    ),
  };
}
