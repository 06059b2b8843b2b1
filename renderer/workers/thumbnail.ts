import * as v from 'valibot';

const Drawn = v.object({ id: v.number(), picture: v.nullable(v.instance(Blob)) });

type Waiting = (picture: Blob | null) => void;

/** The one worker that draws pictures, and who waits for which; begun with the first picture. */
function startWorker() {
  const waiting = new Map<number, Waiting>();
  const worker = new Worker(new URL('./thumbnail-worker.ts', import.meta.url), { type: 'module' });
  const settle = (id: number, picture: Blob | null) => {
    waiting.get(id)?.(picture);
    waiting.delete(id);
  };
  worker.addEventListener('message', ({ data }) => {
    const drawn = v.safeParse(Drawn, data);
    if (drawn.success) settle(drawn.output.id, drawn.output.picture);
  });
  // A worker that cannot be loaded draws nothing; nobody must wait for it.
  worker.addEventListener('error', () => {
    for (const id of waiting.keys()) settle(id, null);
  });
  let last = 0;
  return (picture: Blob, size: 'small' | 'whole'): Promise<Blob | null> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      worker.postMessage({ id: last, picture, size });
    });
}

let draw: ReturnType<typeof startWorker> | null = null;

/** A small upright JPEG (`thumbnailSize`); null where none can be drawn here (PDF, a broken file, HEIC without a decoder). */
export function makeThumbnail(picture: Blob, mime: string): Promise<Blob | null> {
  return drawn(picture, mime, 'small');
}

/** An upright JPEG of the whole picture, for what the browser does not show by itself; null as for a thumbnail. */
export function makeWhole(picture: Blob, mime: string): Promise<Blob | null> {
  return drawn(picture, mime, 'whole');
}

async function drawn(picture: Blob, mime: string, size: 'small' | 'whole'): Promise<Blob | null> {
  if (!mime.startsWith('image/') || typeof Worker === 'undefined') return null;
  draw ??= startWorker();
  return draw(picture, size);
}
