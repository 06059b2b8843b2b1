import type { Sha256 } from '#shared/ids.ts';
import { makeThumbnail } from '../workers/thumbnail.ts';
import type { WindowMeans } from './services.ts';

/** Small pictures of originals. */
export interface Pictures {
  /** The one of an original: as drawn, as kept, or drawn now; null where there is none to draw. */
  readonly of: (sha256: Sha256, name: string, mime: string) => Promise<Blob | null>;
  /** Draws the one of a file at hand and keeps it. */
  readonly draw: (sha256: Sha256, file: Blob, mime: string) => Promise<Blob | null>;
}

/** Each is drawn once; one that could not be drawn (the host was away) is tried again when it is asked for again. */
export function createPictures(services: WindowMeans): Pictures {
  const known = new Map<Sha256, Promise<Blob | null>>();
  const once = (sha256: Sha256, make: () => Promise<Blob | null>): Promise<Blob | null> => {
    const picture = known.get(sha256) ?? make();
    known.set(sha256, picture);
    void picture.then((made) => {
      if (made === null) known.delete(sha256);
    });
    return picture;
  };
  return {
    of: (sha256, name, mime) => once(sha256, () => pictureOf(services, sha256, name, mime)),
    draw: (sha256, file, mime) => once(sha256, () => drawAndKeep(services, sha256, file, mime)),
  };
}

async function pictureOf(services: WindowMeans, sha256: Sha256, name: string, mime: string): Promise<Blob | null> {
  const kept = await services.db.thumbnails.get(sha256).catch(() => undefined);
  if (kept !== undefined) return kept.blob;
  if (!mime.startsWith('image/')) return null;
  const original = await fetch(services.fileUrl(sha256, name))
    .then((answer) => (answer.ok ? answer.blob() : null))
    .catch(() => null);
  return original === null ? null : drawAndKeep(services, sha256, original, mime);
}

/** A lost thumbnail can be made again, so a full index must not stop the evidence itself. */
async function drawAndKeep({ db }: WindowMeans, sha256: Sha256, file: Blob, mime: string): Promise<Blob | null> {
  const blob = await makeThumbnail(file, mime);
  if (blob !== null) await db.thumbnails.put({ sha256, blob }).catch(() => undefined);
  return blob;
}
