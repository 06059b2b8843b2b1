import { drawHeif } from './heif/draw-heif.ts';
import { thumbnailSize } from './thumbnail-size.ts';

interface Asked {
  readonly id: number;
  readonly picture: Blob;
  readonly size: 'small' | 'whole';
}

/** Draws pictures, away from the window's own thread; one that cannot be drawn is answered by null. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void draw(data)
    .catch(() => null)
    .then((picture) => postMessage({ id: data.id, picture }));
});

async function draw({ picture, size }: Asked): Promise<Blob | null> {
  const whole = await open(picture);
  if (whole === null) return null;
  const { width, height } = size === 'small' ? thumbnailSize(whole) : whole;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas to draw on');
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, width, height);
  if (whole instanceof ImageBitmap) whole.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: size === 'small' ? 0.8 : 0.92 });
}

/** As the browser opens it, else as HEIF, which it does not know; null where neither does. */
function open(picture: Blob): Promise<ImageBitmap | OffscreenCanvas | null> {
  return createImageBitmap(picture, { imageOrientation: 'from-image' }).catch(() => drawHeif(picture));
}
