import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeFileAtomic } from '#electron/services/disk/atomic-file.ts';
import { renameFile } from '#electron/services/disk/rename-file.ts';
import { Notice } from '#shared/host/notice-records.ts';
import type { NoticeFile } from '#shared/host/notice-records.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';
import type { Result } from '#shared/result.ts';
import { createSerial } from '#shared/serial.ts';
import type { RenderedNotice } from './rendered-notice.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';
import { makeDurableFolder } from '#electron/services/disk/folders.ts';
import { hashBytes } from '#electron/services/disk/hash.ts';
import { fileStanding } from '#electron/services/disk/file-standing.ts';

/** Which signed notice came last; while none is signed, which preview. Journal and backup hold what truly was published. */
const LATEST = 'latest.json';
/** Which preview came last since a notice was signed. */
const PREVIEW = 'preview.json';

/** What is to be kept of a notice: unsigned as rendered, or with its signed bytes. */
export interface NoticeToStore {
  readonly rendered: RenderedNotice;
  readonly pdf: Uint8Array;
  readonly signatures: Notice['signatures'];
  readonly final: boolean;
}

type Latest = Promise<
  Result<Notice | null, 'publication.damaged' | 'publication.not-found' | 'publication.unreadable'>
>;

export interface NoticeStore {
  /**
   * Writes both files under their hashes, then notes them: until then the former notice stands. A former preview goes,
   * but never a file that the journal has `named` or a signed notice needs, and no preview takes a signed notice's place.
   */
  put(
    inspection: InspectionId,
    notice: NoticeToStore,
    named?: ReadonlySet<Sha256>,
  ): Promise<Result<Notice, 'publication.failed'>>;
  /**
   * The notice signed last, without one the last preview, its files read and held against their names
   * (`publication.damaged`, `publication.not-found`); null: none was made. `publication.unreadable`: the note of it is broken.
   */
  latest(inspection: InspectionId): Latest;
  /** Path of a stored file by its hash and inspection; null where there is none. */
  fileOf(inspection: InspectionId, sha256: Sha256): Promise<string | null>;
}

/**
 * Notices below a folder, one folder per inspection. Signed notices stay; a preview goes when the next notice comes. `earlier`:
 * a folder of notices that is only read; what was signed there stands before any preview made since.
 */
export function openNoticeStore(folder: string, earlier: string | null = null): NoticeStore {
  const serial = createSerial();
  return {
    latest: async (inspection) => {
      const own = await checkedLatest(join(folder, inspection));
      if (earlier === null) return own;
      const former = await checkedLatest(join(earlier, inspection));
      const isSigned = former.ok && former.value !== null && former.value.signatures.length > 0;
      return !former.ok || isSigned || (own.ok && own.value === null) ? former : own;
    },
    put: (inspection, notice, named = new Set()) =>
      serial.run(inspection, async () => {
        try {
          return ok(await put(join(folder, inspection), notice, named));
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

async function checkedLatest(folder: string): Latest {
  const noted = await readNote(join(folder, LATEST));
  if (!noted.ok || noted.value === null) return noted;
  for (const [{ sha256 }, ending] of filesOf(noted.value)) {
    const { is } = await fileStanding(join(folder, `${sha256}.${ending}`), sha256);
    if (is === 'damaged') return err('publication.damaged', { sha256: sha256.slice(0, 12) });
    if (is === 'missing') return err('publication.not-found');
  }
  return noted;
}

/** A note of a notice; null: there is none. */
async function readNote(path: string): Promise<Result<Notice | null, 'publication.unreadable'>> {
  try {
    const text = await readOrNull(path);
    if (text === null) return ok(null);
    const parsed = v.safeParse(Notice, parseJson(text));
    return parsed.success ? ok(parsed.output) : err('publication.unreadable', { reason: LATEST });
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('publication.unreadable', { reason: reasonOf(fault) });
  }
}

const filesOf = ({ pdf, xlsx }: Notice) =>
  [
    [pdf, 'pdf'],
    [xlsx, 'xlsx'],
  ] as const;

async function put(folder: string, notice: NoticeToStore, named: ReadonlySet<Sha256>): Promise<Notice> {
  const latest = await noteOrNull(join(folder, LATEST));
  const hasSigned = latest !== null && latest.signatures.length > 0;
  const place = join(folder, notice.signatures.length === 0 && hasSigned ? PREVIEW : LATEST);
  const former = await noteOrNull(place);
  const stored = await write(folder, place, notice);
  const signed = hasSigned ? filesOf(latest) : [];
  const kept = new Set([...named, ...[...signed, ...filesOf(stored)].map(([{ sha256 }]) => sha256)]);
  if (former !== null && former.signatures.length === 0) await discard(folder, former, kept);
  return stored;
}

/** A note that cannot be read names nothing that would have to go. */
async function noteOrNull(path: string): Promise<Notice | null> {
  const noted = await readNote(path);
  return noted.ok ? noted.value : null;
}

async function write(folder: string, place: string, { rendered, pdf, signatures, final }: NoticeToStore) {
  await makeDurableFolder(folder);
  const file = async (bytes: Uint8Array, name: string, ending: string, pages: number | null): Promise<NoticeFile> => {
    const sha256 = hashBytes(bytes);
    await writeFileAtomic(join(folder, `${sha256}.${ending}`), bytes);
    return { sha256, name, size: bytes.length, pages };
  };
  const notice: Notice = {
    xlsx: await file(rendered.xlsx, rendered.names.xlsx, 'xlsx', null),
    pdf: await file(pdf, rendered.names.pdf, 'pdf', rendered.pages),
    signatures: [...signatures],
    final,
  };
  // Whatever stands in the note's place and is no file must not keep notices from being made.
  const standing = await stat(place).catch(() => null);
  if (standing !== null && !standing.isFile()) await renameFile(place, `${place}.aside`);
  await writeFileAtomic(place, `${JSON.stringify(notice)}\n`);
  return notice;
}

/** Removes the files of a former preview that are not `kept`. */
async function discard(folder: string, former: Notice, kept: ReadonlySet<Sha256>): Promise<void> {
  for (const [{ sha256 }, ending] of filesOf(former)) {
    if (!kept.has(sha256)) await rm(join(folder, `${sha256}.${ending}`), { force: true });
  }
}
