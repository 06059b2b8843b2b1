/** A picture of 32 × 24 pixels. */
const PICTURE = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABcQERQRDhcUEhQaGBcbIjklIh8fIkYyNSk5UkhXVVFIUE5bZoNvW2F8Yk5QcptzfIeLkpSSWG2grJ+O' +
    'qoOPko3/2wBDARgaGiIeIkMlJUONXlBejY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY3/wAARCAAYACADASIA' +
    'AhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQC/8QAFRABAQAAAAAAAAAAAAAAAAAAABP/xAAWAQEBAQAAAAAAAAAAAAAAAAAAAwT/xAAYEQEAAwEA' +
    'AAAAAAAAAAAAAAAAARESE//aAAwDAQACEQMRAD8A1IktkSV6I4RSJLZEjoYWyJAx3LVUEiQFyVD/2Q==',
  'base64',
);
const START_OF_IMAGE = 2;

/** A JPEG as a camera writes it, taken at `2024:08:12 09:41:00`. Another time makes other bytes. */
export function photoTakenAt(time: string): Buffer {
  const exif = exifSegment(time);
  return Buffer.concat([PICTURE.subarray(0, START_OF_IMAGE), exif, PICTURE.subarray(START_OF_IMAGE)]);
}

/** APP1 with a big-endian TIFF: IFD0 points to the Exif IFD, which holds DateTimeOriginal. */
function exifSegment(time: string): Buffer {
  const text = Buffer.from(`${time}\0`, 'latin1');
  const [exifAt, textAt] = [26, 44];
  const tiff = Buffer.alloc(textAt);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  writeIfd(tiff, 8, { tag: 0x8769, type: 4, count: 1, value: exifAt });
  writeIfd(tiff, exifAt, { tag: 0x9003, type: 2, count: text.length, value: textAt });
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, text]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: number;
}

/** A directory of one entry, with none after it. */
function writeIfd(tiff: Buffer, at: number, { tag, type, count, value }: Entry): void {
  tiff.writeUInt16BE(1, at);
  tiff.writeUInt16BE(tag, at + 2);
  tiff.writeUInt16BE(type, at + 4);
  tiff.writeUInt32BE(count, at + 6);
  tiff.writeUInt32BE(value, at + 10);
}
