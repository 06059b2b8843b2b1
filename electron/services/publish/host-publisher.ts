import type { NoticeRequest, PublishPort, PublishSurroundings } from '#electron/services/host/publish-port.ts';
import type { Sha256 } from '#shared/ids.ts';
import { chinaDay } from '#shared/publication/chinese-date.ts';
import { ok } from '#shared/result.ts';
import { inspectCertificate, testCertificateFile } from './certificates.ts';
import type { NoticeInput } from './notice-input.ts';
import { openNoticeStore } from './notice-store.ts';
import { publishSigned, publishUnsigned } from './publish-service.ts';
import { createNoticeRenderer } from './render-notice.ts';

/** Makes the notices of a host: rendered in a worker thread, signed and verified, stored below its notices folder. */
export function createPublisher({ noticesFolder, now }: PublishSurroundings): PublishPort {
  const store = openNoticeStore(noticesFolder);
  const renderer = createNoticeRenderer();
  const toolsFor = ({ state }: NoticeRequest) => ({ renderer, store, named: namedIn(state) });
  return {
    preview: (request, job) => publishUnsigned(toolsFor(request), request.inspection, noticeInput(request, now()), job),
    sign: (request, job) => {
      const at = now();
      const { role, name, p12, password, certificate } = request;
      const signer = { role, name, p12, password, certificate, at: new Date(at) };
      return publishSigned(toolsFor(request), request.inspection, noticeInput(request, at), signer, job);
    },
    latest: async (inspection) => ok(await store.latest(inspection)),
    inspectCertificate: (p12, password) => inspectCertificate(p12, password, new Date(now())),
    makeTestCertificate: async (name, organisation) =>
      ok(await testCertificateFile({ name, organisation }, new Date(now()))),
  };
}

const namedIn = ({ published }: NoticeRequest['state']): ReadonlySet<Sha256> =>
  new Set(published.flatMap(({ pdfSha256, xlsxSha256 }) => [pdfSha256, xlsxSha256]));

/** A finalised notice carries the time of 定稿, so that making it again gives the same bytes; a preview that of now. */
function noticeInput({ state, catalogue, edition }: NoticeRequest, now: number): NoticeInput {
  const { facts, finalised, catalogueRef } = state;
  const time = finalised?.event.hlc.wall ?? now;
  return {
    catalogue,
    catalogueSha256: catalogueRef.sha256,
    facts,
    edition,
    date: facts.profile.noticeDate ?? chinaDay(time),
    final: finalised !== null,
    accepted: finalised === null ? [] : finalised.accepted.map((one) => ({ ...one, by: finalised.by })),
    // No file is older than its signature (ISO 32000-1, 14.3.3), though 定稿 was recorded while the clock was ahead.
    createdAt: new Date(Math.min(time, now)).toISOString(),
  };
}
