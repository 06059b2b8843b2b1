const LONGEST_SIDE = 320;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture measures as a thumbnail, in pixels: no side over 320, never enlarged, its shape kept. */
export function thumbnailSize({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
