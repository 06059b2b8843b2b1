import { readHeif, type HeifPicture, type Tile, type Transform } from './read-heif.ts';

/**
 * Draws the main picture of a HEIF file upright, with the decoder that the system has for its codec; null where it has
 * none (HEVC belongs to the hardware), or the file is coded in another way.
 */
export async function drawHeif(file: Blob): Promise<OffscreenCanvas | null> {
  if (typeof VideoDecoder === 'undefined') return null;
  const picture = readHeif(new Uint8Array(await file.arrayBuffer()));
  if (picture === null) return null;
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const isDrawn = await drawTiles(picture, contextOf(canvas));
  return isDrawn ? picture.transforms.reduce(transformed, canvas) : null;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas to draw on');
  return context;
}

/** False: the system has no decoder for them. Rejects where they cannot be decoded. */
async function drawTiles(
  { tiles, columns }: HeifPicture,
  context: OffscreenCanvasRenderingContext2D,
): Promise<boolean> {
  let fail: (fault: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => (fail = reject));
  const decoder = new VideoDecoder({
    output: (frame) => {
      const { timestamp: place, displayWidth: width, displayHeight: height } = frame;
      context.drawImage(frame, (place % columns) * width, Math.floor(place / columns) * height);
      frame.close();
    },
    error: fail,
  });
  const decode = async (): Promise<boolean> => {
    let before: Tile | null = null;
    for (const [place, tile] of tiles.entries()) {
      if (before === null || !isAlike(before, tile)) {
        if (before !== null) await decoder.flush();
        const config = await configOf(tile);
        if (config === null) return false;
        decoder.configure(config);
      }
      before = tile;
      decoder.decode(new EncodedVideoChunk({ type: 'key', timestamp: place, data: tile.data }));
    }
    await decoder.flush();
    return true;
  };
  return Promise.race([decode(), failed]).finally(() => {
    if (decoder.state !== 'closed') decoder.close();
  });
}

function isAlike(one: Tile, other: Tile): boolean {
  const [a, b] = [one.description ?? [], other.description ?? []];
  return one.codec === other.codec && a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** A still picture of HEVC's main profile is a picture of its main profile, which more decoders know by name. */
async function configOf({ codec, description }: Tile): Promise<VideoDecoderConfig | null> {
  for (const name of [codec, codec.replace(/^hvc1\.3\.[0-9A-F]+\./, 'hvc1.1.6.')]) {
    const config = { codec: name, ...(description === null ? {} : { description }) };
    const { supported } = await VideoDecoder.isConfigSupported(config);
    if (supported === true) return config;
  }
  return null;
}

function transformed(from: OffscreenCanvas, transform: Transform): OffscreenCanvas {
  const isTurned = 'turn' in transform && transform.turn % 2 === 1;
  const to = isTurned ? new OffscreenCanvas(from.height, from.width) : new OffscreenCanvas(from.width, from.height);
  const context = contextOf(to);
  context.translate(to.width / 2, to.height / 2);
  if ('turn' in transform) context.rotate((-transform.turn * Math.PI) / 2);
  else if (transform.mirror === 'left-right') context.scale(-1, 1);
  else context.scale(1, -1);
  context.drawImage(from, -from.width / 2, -from.height / 2);
  return to;
}
