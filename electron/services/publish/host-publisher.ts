import type { NoticeRequest, PublishPort, PublishSurroundings } from './publish-port.ts';
import type { Sha256 } from '#shared/ids.ts';
import { noticeInputOf } from '#shared/publication/notice-input.ts';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import { ok } from '#shared/result.ts';
import { openNoticeStore } from './notice-store.ts';
import { createNoticeRenderer } from './render-notice.ts';

// Half of all modules of the host are those of PDF files and certificates: they are read when the first notice is asked for.
const service = () => import('./publish-service.ts');
const certificates = () => import('./certificates.ts');

/** Makes the notices of a host: rendered in a worker thread, signed and verified, stored below its notices folder. */
export function createPublisher({ noticesFolder, earlierNotices, now }: PublishSurroundings): PublishPort {
  const store = openNoticeStore(noticesFolder, earlierNotices);
  const renderer = createNoticeRenderer();
  const toolsFor = ({ state }: NoticeRequest) => ({ renderer, store, named: namedIn(state) });
  return {
    preview: async (request, job) => {
      const { publishUnsigned } = await service();
      return publishUnsigned(toolsFor(request), request.inspection, inputOf(request, now()), job);
    },
    sign: async (request, job) => {
      const { publishSigned } = await service();
      const at = now();
      const { role, name, p12, password, certificate } = request;
      const signer = { role, name, p12, password, certificate, at: new Date(at) };
      return publishSigned(toolsFor(request), request.inspection, inputOf(request, at), signer, job);
    },
    latest: (inspection) => store.latest(inspection),
    inspectCertificate: async (p12, password) => {
      const { inspectCertificate } = await certificates();
      return inspectCertificate(p12, password, new Date(now()));
    },
    makeTestCertificate: async (name, organisation) => {
      const { testCertificateFile } = await certificates();
      return ok(await testCertificateFile({ name, organisation }, new Date(now())));
    },
  };
}

const namedIn = ({ published }: NoticeRequest['state']): ReadonlySet<Sha256> =>
  new Set(published.flatMap(({ pdfSha256, xlsxSha256 }) => [pdfSha256, xlsxSha256]));

function inputOf({ state, catalogue, edition, settled }: NoticeRequest, now: number): NoticeInput {
  const { facts, catalogueRef } = state;
  return noticeInputOf({ catalogue, catalogueSha256: catalogueRef.sha256, facts, edition, settled }, now);
}
