const WIDTH = 320;

/** A JPEG of at most 320 pixels width, upright; null where the browser can't read the picture (HEIC, PDF). */
export async function makeThumbnail(picture: Blob, mime: string): Promise<Blob | null> {
  if (!mime.startsWith('image/')) return null;
  try {
    // Decoding and scaling run off the main thread.
    const bitmap = await createImageBitmap(picture, {
      resizeWidth: WIDTH,
      resizeQuality: 'medium',
      imageOrientation: 'from-image',
    });
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  } catch {
    return null;
  }
}
