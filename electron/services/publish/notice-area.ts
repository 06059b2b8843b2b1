import type { Inspections, PublishedNotice } from '#electron/services/inspections/inspections.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import {
  certificateKeeping,
  forgetCertificate,
  keepCertificate,
  takeCertificate,
} from '#electron/services/vault/kept-certificate.ts';
import type { Vault } from '#electron/services/vault/vault.ts';
import type { HostParsedInput } from '#shared/host/contract.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { Started } from '#shared/host/job-records.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';
import { factsHash } from '#shared/log/standing.ts';
import { publishable } from '#shared/publication/publishable.ts';
import { err, ok } from '#shared/result.ts';
import type { Answer } from '#shared/result.ts';
import type { PublishPort, PublishSurroundings } from './publish-port.ts';

type NoticeCalls = Pick<HostCalls, Extract<keyof HostCalls, `notice:${string}` | `certificate:${string}`>>;

export interface NoticeNeeds extends PublishSurroundings {
  /** Absent: no notices are made. */
  readonly publish: ((surroundings: PublishSurroundings) => PublishPort) | undefined;
  readonly vault: Vault;
  readonly inspections: Pick<Inspections, 'open' | 'finalise' | 'recordPublication'>;
  readonly jobs: Pick<Jobs, 'start'>;
  readonly hash: HashText;
}

/** The notices of a data folder with the certificates they are signed with, and the calls about them. */
export function openNoticeArea({ publish, vault, inspections, jobs, hash, ...surroundings }: NoticeNeeds) {
  const port = publish?.(surroundings) ?? null;
  return { publish: port, calls: noticeCalls({ publish: port, vault, inspections, jobs, hash }) };
}

/** What the calls about notices are answered with. */
interface NoticeParts extends Pick<NoticeNeeds, 'vault' | 'inspections' | 'jobs' | 'hash'> {
  readonly publish: PublishPort | null;
}

/** Calls about notices and certificates; without a publisher they answer `publication.not-found`. */
export function noticeCalls(parts: NoticeParts): NoticeCalls {
  const { publish, inspections } = parts;
  const unavailable = async () => err('publication.not-found' as const);
  const finalise: NoticeCalls['notice:finalise'] = ({ inspection, by, accepted, date }) =>
    inspections.finalise(inspection, by, accepted, date);
  if (publish === null) {
    return {
      'notice:preview': unavailable,
      'notice:finalise': finalise,
      'notice:sign': unavailable,
      'notice:sign-kept': unavailable,
      'notice:latest': async () => ok(null),
      'certificate:inspect': unavailable,
      'certificate:keep': unavailable,
      'certificate:make-test': unavailable,
      ...keeping(parts),
    };
  }
  return {
    'notice:preview': (input) => preview(parts, publish, input),
    'notice:finalise': finalise,
    'notice:sign': (input, bytes) => sign(parts, publish, input, bytes),
    'notice:sign-kept': async (input) => {
      const kept = await takeCertificate(parts.vault);
      if (!kept.ok) return kept;
      const { password, certificate, p12 } = kept.value;
      return sign(parts, publish, { ...input, password, certificate }, p12);
    },
    'notice:latest': ({ inspection }) => publish.latest(inspection),
    'certificate:inspect': ({ password }, bytes) => publish.inspectCertificate(bytes, password),
    'certificate:keep': ({ password, unprotected, certificate }, p12) => {
      const inspect = () => publish.inspectCertificate(p12, password);
      return keepCertificate(parts.vault, { p12, password, certificate }, inspect, unprotected);
    },
    ...keeping(parts),
    'certificate:make-test': ({ name, organisation }) => publish.makeTestCertificate(name, organisation),
  };
}

function keeping({ vault }: NoticeParts): Pick<NoticeCalls, 'certificate:kept' | 'certificate:forget'> {
  return {
    'certificate:kept': async () => ok(await certificateKeeping(vault)),
    'certificate:forget': () => forgetCertificate(vault),
  };
}

async function preview(
  parts: NoticeParts,
  publish: PublishPort,
  { inspection, edition }: HostParsedInput<'notice:preview'>,
): Answer<Started<'notice'>> {
  const opened = await parts.inspections.open(inspection);
  if (!opened.ok) return opened;
  const { state, catalogue } = opened.value;
  // What came past the 定稿 was finalised by nobody: its notice is a 预览稿 like any other.
  const settled = publishable(state, catalogue, parts.hash);
  const request = { state, catalogue, inspection, edition, settled: settled.ok ? settled.value : null };
  return ok(parts.jobs.start('notice', (job) => publish.preview(request, job)));
}

async function sign(
  parts: NoticeParts,
  publish: PublishPort,
  { inspection, edition, role, name, password, certificate }: HostParsedInput<'notice:sign'>,
  p12: Uint8Array,
): Answer<Started<'notice'>> {
  const opened = await parts.inspections.open(inspection);
  if (!opened.ok) return opened;
  const { state, catalogue } = opened.value;
  const settled = publishable(state, catalogue, parts.hash);
  if (!settled.ok) return settled;
  const factsSha256 = factsHash(state.facts, parts.hash);
  const asked = { inspection, edition, role, name, password, certificate, p12 };
  const request = { ...opened.value, ...asked, settled: settled.value };
  const started = parts.jobs.start('notice', async (context) => {
    const notice = await publish.sign(request, context);
    if (!notice.ok) return notice;
    const made = publishedNotice(notice.value, factsSha256);
    const recorded = await parts.inspections.recordPublication(inspection, made);
    return recorded.ok ? notice : recorded;
  });
  return ok(started);
}

function publishedNotice({ pdf, xlsx, signatures }: Notice, factsSha256: Sha256): PublishedNotice {
  return {
    factsSha256,
    pdfSha256: pdf.sha256,
    xlsxSha256: xlsx.sha256,
    signatures: signatures.map(({ role, name, at, test, holder, warnings }) => ({
      role,
      name,
      at,
      test,
      holder,
      warnings,
    })),
  };
}
