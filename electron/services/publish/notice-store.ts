import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { parseJson, readOrNull } from '#electron/services/journal/data-folder.ts';
import { makeDurableFolder, reasonOf } from '#electron/services/disk/disk.ts';
import { Notice } from '#shared/host/records.ts';
import type { NoticeFile } from '#shared/host/records.ts';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { RenderedNotice } from './notice-input.ts';

const LATEST = 'latest.json';

/** What is to be kept of a notice: unsigned as rendered, or with its signed bytes. */
export interface NoticeToStore {
  readonly rendered: RenderedNotice;
  readonly pdf: Uint8Array;
  readonly signatures: Notice['signatures'];
  readonly final: boolean;
}

export interface NoticeStore {
  /**
   * Writes both files under their hashes, then names them the latest: until then the former notice stands. A former
   * preview goes, but never a file that the journal has `named`: equal facts give a preview and a signed notice one annex.
   */
  put(
    inspection: InspectionId,
    notice: NoticeToStore,
    named?: ReadonlySet<Sha256>,
  ): Promise<Result<Notice, 'publication.failed'>>;
  /** The latest notice of an inspection; null: none, or its record cannot be read. */
  latest(inspection: InspectionId): Promise<Notice | null>;
  /** Path of a stored file by its hash and inspection; null where there is none. */
  fileOf(inspection: InspectionId, sha256: Sha256): Promise<string | null>;
}

const hashOf = (bytes: Uint8Array): Sha256 => v.parse(Sha256, createHash('sha256').update(bytes).digest('hex'));

/** Notices below a folder, one folder per inspection. Signed notices stay; a preview goes when the next notice comes. */
export function openNoticeStore(folder: string): NoticeStore {
  const serial = createSerial();
  const latest = async (inspection: InspectionId): Promise<Notice | null> => {
    const text = await readOrNull(join(folder, inspection, LATEST));
    const parsed = text === null ? null : v.safeParse(Notice, parseJson(text));
    return parsed?.success === true ? parsed.output : null;
  };
  return {
    latest,
    put: (inspection, notice, named = new Set()) =>
      serial.run(inspection, async () => {
        try {
          const former = await latest(inspection);
          const stored = await write(join(folder, inspection), notice);
          const kept = new Set([...named, stored.pdf.sha256, stored.xlsx.sha256]);
          if (former !== null && former.signatures.length === 0) await discard(join(folder, inspection), former, kept);
          return ok(stored);
        } catch (fault) {
          return err('publication.failed', { reason: reasonOf(fault) });
        }
      }),
    fileOf: async (inspection, sha256) => {
      const names = await readdir(join(folder, inspection)).catch(() => []);
      const name = names.find((one) => one === `${sha256}.pdf` || one === `${sha256}.xlsx`);
      return name === undefined ? null : join(folder, inspection, name);
    },
  };
}

async function write(folder: string, { rendered, pdf, signatures, final }: NoticeToStore): Promise<Notice> {
  await makeDurableFolder(folder);
  const file = async (bytes: Uint8Array, name: string, ending: string, pages: number | null): Promise<NoticeFile> => {
    const sha256 = hashOf(bytes);
    await writeFileAtomic(join(folder, `${sha256}.${ending}`), bytes);
    return { sha256, name, size: bytes.length, pages };
  };
  const notice: Notice = {
    xlsx: await file(rendered.xlsx, rendered.names.xlsx, 'xlsx', null),
    pdf: await file(pdf, rendered.names.pdf, 'pdf', rendered.pages),
    signatures: [...signatures],
    final,
  };
  await writeFileAtomic(join(folder, LATEST), `${JSON.stringify(notice)}\n`);
  return notice;
}

/** Removes the files of a former preview that are not `kept`. */
async function discard(folder: string, former: Notice, kept: ReadonlySet<Sha256>): Promise<void> {
  for (const [file, ending] of [
    [former.pdf, 'pdf'],
    [former.xlsx, 'xlsx'],
  ] as const) {
    if (!kept.has(file.sha256)) await rm(join(folder, `${file.sha256}.${ending}`), { force: true });
  }
}
