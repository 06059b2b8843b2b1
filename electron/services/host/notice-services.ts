import type { ErrorCode } from '#shared/errors.ts';
import type { HostParsedInput } from '#shared/host/contract.ts';
import type { Services } from '#shared/host/dispatch.ts';
import type { Notice } from '#shared/host/records.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import type { PublishPort } from './publish-port.ts';
import type { HostParts } from './host-parts.ts';

type NoticeServices = Pick<Services, Extract<keyof Services, `notice:${string}` | `certificate:${string}`>>;

/** Calls about notices and certificates; without a publisher they answer `publication.not-found`. */
export function noticeServices(parts: HostParts): NoticeServices {
  const { publish, inspections } = parts;
  const unavailable = async () => err('publication.not-found' as const);
  const finalise: NoticeServices['notice:finalise'] = ({ inspection, by, accepted }) =>
    inspections.finalise(inspection, by, accepted);
  if (publish === null) {
    return {
      'notice:preview': unavailable,
      'notice:finalise': finalise,
      'notice:sign': unavailable,
      'notice:latest': async () => ok(null),
      'certificate:inspect': unavailable,
      'certificate:make-test': unavailable,
    };
  }
  return {
    'notice:preview': (input) => preview(parts, publish, input),
    'notice:finalise': finalise,
    'notice:sign': (input, bytes) => sign(parts, publish, input, bytes),
    'notice:latest': ({ inspection }) => publish.latest(inspection),
    'certificate:inspect': ({ password }, bytes) => publish.inspectCertificate(bytes, password),
    'certificate:make-test': ({ name, organisation }) => publish.makeTestCertificate(name, organisation),
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
  const request = { ...opened.value, inspection, edition };
  return ok({ job: parts.jobs.start('notice', (job) => publish.preview(request, job)) });
}

async function sign(
  parts: HostParts,
  publish: PublishPort,
  { inspection, edition, role, name, password }: HostParsedInput<'notice:sign'>,
  p12: Uint8Array,
): Started {
  const opened = await parts.inspections.open(inspection);
  if (!opened.ok) return opened;
  if (opened.value.state.finalised === null) return err('inspection.not-finalised');
  const request = { ...opened.value, inspection, edition, role, name, password, p12 };
  const job = parts.jobs.start('notice', async (context) => {
    const notice = await publish.sign(request, context);
    if (!notice.ok) return notice;
    const edition = opened.value.state.published.length + 1;
    const recorded = await parts.inspections.recordPublication(inspection, publishedPayload(notice.value, edition));
    return recorded.ok ? notice : recorded;
  });
  return ok({ job });
}

function publishedPayload({ pdf, xlsx, signatures }: Notice, edition: number) {
  return {
    edition,
    pdfSha256: pdf.sha256,
    xlsxSha256: xlsx.sha256,
    signatures: signatures.map(({ role, name, at, test }) => ({ role, name, at, test })),
  };
}
