import * as v from 'valibot';

const Drawn = v.object({ id: v.number(), picture: v.nullable(v.instance(Blob)) });

type Waiting = (picture: Blob | null) => void;

/** The one worker that draws thumbnails, and who waits for which; begun with the first picture. */
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
  return (picture: Blob): Promise<Blob | null> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      worker.postMessage({ id: last, picture });
    });
}

let draw: ReturnType<typeof startWorker> | null = null;

/** A small upright JPEG (`thumbnailSize`); null where the browser can't read the picture (HEIC, PDF, a broken file). */
export async function makeThumbnail(picture: Blob, mime: string): Promise<Blob | null> {
  if (!mime.startsWith('image/') || typeof Worker === 'undefined') return null;
  draw ??= startWorker();
  return draw(picture);
}
