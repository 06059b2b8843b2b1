import { thumbnailSize } from './thumbnail-size.ts';

/** Draws small pictures, away from the window's own thread; one that cannot be drawn is answered by null. */
addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly picture: Blob }>) => {
  void draw(data.picture)
    .catch(() => null)
    .then((picture) => postMessage({ id: data.id, picture }));
});

async function draw(picture: Blob): Promise<Blob> {
  const whole = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  const { width, height } = thumbnailSize(whole);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas to draw on');
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
