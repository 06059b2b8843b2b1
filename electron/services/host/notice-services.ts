import type { JobProduct } from '#electron/services/jobs/jobs.ts';
import {
  certificateKeeping,
  forgetCertificate,
  keepCertificate,
  takeCertificate,
} from '#electron/services/vault/kept-certificate.ts';
import type { PublishedNotice } from '#electron/services/inspections/inspections.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostParsedInput } from '#shared/host/contract.ts';
import type { Services } from '#shared/host/dispatch.ts';
import type { Notice } from '#shared/host/records.ts';
import type { Sha256 } from '#shared/ids.ts';
import { factsHash } from '#shared/log/standing.ts';
import { publishable } from '#shared/publication/publishable.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { PublishPort } from '#electron/services/publish/publish-port.ts';
import type { HostParts } from './host-parts.ts';
import { hashText } from '#electron/services/disk/hash.ts';

type NoticeServices = Pick<Services, Extract<keyof Services, `notice:${string}` | `certificate:${string}`>>;

/** Calls about notices and certificates; without a publisher they answer `publication.not-found`. */
export function noticeServices(parts: HostParts): NoticeServices {
  const { publish, inspections } = parts;
  const unavailable = async () => err('publication.not-found' as const);
  const finalise: NoticeServices['notice:finalise'] = ({ inspection, by, accepted, date }) =>
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

function keeping({ vault }: HostParts): Pick<NoticeServices, 'certificate:kept' | 'certificate:forget'> {
  return {
    'certificate:kept': async () => ok(await certificateKeeping(vault)),
    'certificate:forget': () => forgetCertificate(vault),
  };
}

type Started = Promise<Result<{ job: string }, ErrorCode>>;

async function preview(
  parts: HostParts,
  publish: PublishPort,
  { inspection, edition }: HostParsedInput<'notice:preview'>,
): Started {
  const opened = await parts.inspections.open(inspection);
  if (!opened.ok) return opened;
  const { state, catalogue } = opened.value;
  // What came past the 定稿 was finalised by nobody: its notice is a 预览稿 like any other.
  const shown = publishable(state, catalogue, hashText).ok ? state : { ...state, finalised: null };
  const request = { state: shown, catalogue, inspection, edition };
  return ok({ job: parts.jobs.start('notice', async (job) => asProduct(await publish.preview(request, job))) });
}

async function sign(
  parts: HostParts,
  publish: PublishPort,
  { inspection, edition, role, name, password, certificate }: HostParsedInput<'notice:sign'>,
  p12: Uint8Array,
): Started {
  const opened = await parts.inspections.open(inspection);
  if (!opened.ok) return opened;
  const { state, catalogue } = opened.value;
  const settled = publishable(state, catalogue, hashText);
  if (!settled.ok) return settled;
  const factsSha256 = factsHash(state.facts, hashText);
  const request = { ...opened.value, inspection, edition, role, name, password, certificate, p12 };
  const job = parts.jobs.start('notice', async (context) => {
    const notice = await publish.sign(request, context);
    if (!notice.ok) return notice;
    const made = publishedNotice(notice.value, factsSha256);
    const recorded = await parts.inspections.recordPublication(inspection, made);
    return recorded.ok ? asProduct(notice) : recorded;
  });
  return ok({ job });
}

const asProduct = (made: Result<Notice, ErrorCode>): Result<JobProduct, ErrorCode> =>
  made.ok ? ok({ notice: made.value }) : made;

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
