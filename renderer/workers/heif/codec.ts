/** How a codec names itself to a decoder of the browser, from its configuration record; null where that is too short. */
export function codecOf(type: 'hvc1' | 'av01', record: Uint8Array): string | null {
  if (record.length < (type === 'hvc1' ? 13 : 4)) return null;
  return type === 'hvc1' ? hevcName(record) : av1Name(record);
}

/** ISO 14496-15, annex E.3: profile, what it is compatible with, tier and level, constraints without their empty end. */
function hevcName(record: Uint8Array): string {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const [space, profile] = [view.getUint8(1) >> 6, view.getUint8(1) & 0x1f];
  const tier = (view.getUint8(1) & 0x20) === 0 ? 'L' : 'H';
  const constraints = [...record.subarray(6, 12)];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    'hvc1',
    `${['', 'A', 'B', 'C'][space]}${profile}`,
    hex(reversed(view.getUint32(2))),
    `${tier}${view.getUint8(12)}`,
    ...constraints.map(hex),
  ].join('.');
}

/** AV1 codec ISO media file format binding, section 5: profile, level and tier, depth. */
function av1Name([, head = 0, flags = 0]: Uint8Array): string {
  const tier = (flags & 0x80) === 0 ? 'M' : 'H';
  const depth = (flags & 0x40) === 0 ? '08' : (flags & 0x20) === 0 ? '10' : '12';
  return `av01.${head >> 5}.${String(head & 0x1f).padStart(2, '0')}${tier}.${depth}`;
}

const hex = (value: number): string => value.toString(16).toUpperCase();

/** The 32 bits of a number in the other order. */
function reversed(bits: number): number {
  let turned = 0;
  for (let bit = 0; bit < 32; bit += 1) turned = turned * 2 + ((bits >>> bit) & 1);
  return turned;
}
