import type { NoticeRequest, PublishPort, PublishSurroundings } from '#electron/services/host/publish-port.ts';
import { ok } from '#shared/result.ts';
import { inspectCertificate, testCertificateFile } from './certificates.ts';
import type { NoticeInput } from './notice-input.ts';
import { openNoticeStore } from './notice-store.ts';
import { publishSigned, publishUnsigned } from './publish-service.ts';

/** Makes the host's notices: from an inspection as it stands on disk, into the data folder, in a worker thread. */
export function createPublisher({ noticesFolder, now }: PublishSurroundings): PublishPort {
  const store = openNoticeStore(noticesFolder);
  const clock = (): Date => new Date(now());
  return {
    preview: (request, job) => publishUnsigned(store, request.inspection, noticeInput(request, clock()), job),
    sign: ({ role, name, p12, password, ...request }, job) => {
      const signer = { role, name, p12, password, at: clock() };
      return publishSigned(store, request.inspection, noticeInput(request, signer.at), signer, job);
    },
    latest: async (inspection) => ok(await store.latest(inspection)),
    inspectCertificate: (p12, password) => inspectCertificate(p12, password, clock()),
    makeTestCertificate: async (name, organisation) => ok(await testCertificateFile({ name, organisation }, clock())),
  };
}

/** The date under the notice is the stated one, else the day of 定稿, else (a preview) today; the files carry it too. */
function noticeInput({ state, catalogue, edition }: NoticeRequest, now: Date): NoticeInput {
  const { facts, finalised, catalogueRef } = state;
  const date = facts.profile.noticeDate ?? localDay(finalised === null ? now : new Date(finalised.event.hlc.wall));
  const accepted = finalised?.accepted.map((acceptance) => ({ ...acceptance, by: finalised.by })) ?? [];
  return {
    catalogue,
    catalogueSha256: catalogueRef.sha256,
    facts,
    edition,
    date,
    final: finalised !== null,
    accepted,
    createdAt: `${date}T00:00:00.000Z`,
  };
}

function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
