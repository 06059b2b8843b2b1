import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import { encodeBatch, scanStream } from '#electron/services/journal/line.ts';
import { readWhole } from '#electron/services/package/read-entry.ts';
import { openZip } from '#electron/services/package/read-zip.ts';
import type { DeviceId, InspectionId } from '#shared/ids.ts';
import type { Draft } from '#shared/log/events.ts';
import type { Head } from '#shared/log/heads.ts';
import { stampDrafts } from '#shared/log/stamp.ts';
import { headText } from '#shared/log/voucher.ts';
import type { Voucher } from '#shared/log/voucher.ts';
import { manifestText, PackageManifest, MANIFEST_PATH } from '#shared/package/manifest.ts';
import type { ManifestBody } from '#shared/package/manifest.ts';
import { signatureText, signedText, SIGNATURE_PATH } from '#shared/package/signature.ts';
import { valueOf } from './value-of.ts';
import { hashBytes, hashText } from '#electron/services/disk/hash.ts';
import { holdingAt } from '#shared/holding/holding.ts';

/** One entry of a zip, told byte by byte: what the headers say may differ from what is there. */
export interface RawEntry {
  readonly name: string;
  readonly data: Uint8Array;
  readonly localName?: string;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  readonly crc?: number;
  readonly size?: number;
  readonly storedSize?: number;
  readonly extra?: Uint8Array;
  /** Stands behind the content in the place of what belongs there. */
  readonly behind?: Uint8Array;
  /** Says it begins where another entry begins. */
  readonly offset?: number;
}

export interface RawOptions {
  readonly count?: number;
  readonly comment?: string;
  readonly before?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
}

/** A zip as told, lies included. */
export function rawZip(entries: readonly RawEntry[], options: RawOptions = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(options.before ?? [])];
  let at = parts[0]?.length ?? 0;
  const directory: Buffer[] = [];
  for (const entry of entries) {
    const header = localHeader(entry);
    directory.push(directoryEntry(entry, entry.offset ?? at));
    const behind = Buffer.from(entry.behind ?? descriptor(entry));
    parts.push(header, Buffer.from(entry.data), behind);
    at += header.length + entry.data.length + behind.length;
  }
  const gap = Buffer.from(options.beforeDirectory ?? []);
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.count ?? entries.length, 8);
  end.writeUInt16LE(options.count ?? entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at + gap.length, 16);
  const comment = Buffer.from(options.comment ?? '');
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, gap, ...directory, end, comment]);
}

function localHeader(entry: RawEntry): Buffer {
  const name = Buffer.from(entry.localName ?? entry.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  common(header, 6, entry);
  if (isCopied(entry)) header.fill(0, 14, 26);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function directoryEntry(entry: RawEntry, offset: number): Buffer {
  const [name, extra] = [Buffer.from(entry.name), Buffer.from(entry.extra ?? [])];
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 63, 4);
  header.writeUInt16LE(20, 6);
  common(header, 8, entry);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

/** What is copied from a disk has its CRC and sizes behind it. */
const isCopied = ({ name }: RawEntry): boolean => /^(?:photos|notices)\//.test(name) && holdingAt(name) !== null;

function descriptor(entry: RawEntry): Buffer {
  if (!isCopied(entry)) return Buffer.alloc(0);
  const { data, crc, size, storedSize } = entry;
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc ?? crc32(data), 4);
  bytes.writeUInt32LE(storedSize ?? data.length, 8);
  bytes.writeUInt32LE(size ?? data.length, 12);
  return bytes;
}

/** Flags, method, time, CRC and sizes stand in the same order in both headers. */
function common(header: Buffer, at: number, entry: RawEntry): void {
  const { data, flags, method, crc, size, storedSize } = entry;
  header.writeUInt16LE(flags ?? (isCopied(entry) ? 0x808 : 0x800), at);
  header.writeUInt16LE(method ?? 0, at + 2);
  header.writeUInt16LE(0x21, at + 6);
  header.writeUInt32LE(crc ?? crc32(data), at + 8);
  header.writeUInt32LE(storedSize ?? data.length, at + 12);
  header.writeUInt32LE(size ?? data.length, at + 16);
}

/** The files of a sound package, by path, in its order; manifest and signature among them. */
export async function contentOf(file: string): Promise<Map<string, Buffer>> {
  const zip = valueOf(await openZip(file));
  const content = new Map<string, Buffer>();
  for (const entry of zip.entries.values()) {
    const bytes = await readWhole(zip, entry);
    if (bytes !== null) content.set(entry.path, bytes);
  }
  await zip.handle.close();
  return content;
}

export const entriesOf = (content: ReadonlyMap<string, Uint8Array>): RawEntry[] =>
  [...content].map(([name, data]) => ({ name, data }));

export const anyKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/** The private key of a data folder: what a thief of the laptop has. */
export async function keyOf(dataFolder: string): Promise<KeyObject> {
  const name = (await readdir(dataFolder)).find((entry) => entry.startsWith('device-key.')) ?? '';
  const text = await readFile(`${dataFolder}/${name}`, 'utf8');
  const { pkcs8 } = v.parse(v.object({ pkcs8: v.string() }), JSON.parse(text));
  return createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' });
}

/** Signs a manifest's text, or another text in its place. */
export function signatureOf(manifest: string, key: KeyObject): Buffer {
  const signature = sign(null, Buffer.from(signedText(manifest)), key).toString('base64url');
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.from(signatureText({ algorithm: 'Ed25519', key: x, signature }));
}

const manifestOf = (content: ReadonlyMap<string, Buffer>) =>
  v.parse(PackageManifest, JSON.parse(content.get(MANIFEST_PATH)?.toString('utf8') ?? ''));

/** Who vouches for the streams of a package, as it says. */
export function vouchersOf(content: ReadonlyMap<string, Buffer>): Record<string, Voucher> {
  const heads = Object.entries(manifestOf(content).heads);
  return Object.fromEntries(heads.flatMap(([device, { voucher }]) => (voucher === null ? [] : [[device, voucher]])));
}

/** A stream's bytes gone on with under its device's name, and where it ends then. */
export function goneOn(
  before: Uint8Array,
  stream: { inspection: InspectionId; device: DeviceId },
  drafts: readonly Draft[],
): { readonly bytes: Buffer; readonly head: Head } {
  const { head } = scanStream(before, stream, hashText);
  const { inspection, device } = stream;
  const stamp = { inspection, device, author: '张三', deps: {}, head, last: null, seen: [], now: 1_722_500_000_000 };
  const stamped = stampDrafts(drafts, stamp, hashText) ?? [];
  const end = stamped.at(-1)?.head ?? head;
  if (end === null) throw new Error('a stream of nothing');
  return { bytes: Buffer.concat([before, ...stamped.map(({ text }) => encodeBatch([text]))]), head: end };
}

/** A signature over a stream's head, by whoever has the key. */
export function voucherBy(key: KeyObject, stream: { inspection: InspectionId; device: DeviceId }, head: Head): Voucher {
  const { x = '' } = key.export({ format: 'jwk' });
  return { key: x, signature: sign(null, Buffer.from(headText(stream, head)), key).toString('base64url') };
}

/**
 * A package whose manifest fits its content again, signed anew: what someone makes who has a key and bad intentions.
 * `change` has the last word on the manifest's body.
 */
export function resigned(
  content: ReadonlyMap<string, Buffer>,
  key: KeyObject,
  change: (body: ManifestBody) => ManifestBody = (body) => body,
  vouchers?: Readonly<Record<string, Voucher>>,
): Map<string, Buffer> {
  const [before, kept] = [manifestOf(content), vouchersOf(content)];
  const { format, product, madeAt, madeBy, device, inspection, missing } = before;
  const files = [...content].filter(([path]) => path !== MANIFEST_PATH && path !== SIGNATURE_PATH);
  const heads: ManifestBody['heads'] = {};
  for (const [text, bytes] of files) {
    const path = holdingAt(text);
    if (path?.is !== 'stream') continue;
    const { head } = scanStream(bytes, path, hashText);
    const end = head ?? { seq: 1, hash: hashBytes(bytes) };
    // Whoever has the maker's key vouches for the maker's stream with it, whatever it says.
    const own = path.device === device ? voucherBy(key, path, end) : null;
    heads[path.device] = { ...end, voucher: vouchers?.[path.device] ?? own ?? kept[path.device] ?? null };
  }
  const listed = files
    .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: hashBytes(bytes) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const text = manifestText(
    change({ format, product, madeAt, madeBy, device, inspection, missing, heads, files: listed }),
    hashText,
  );
  return new Map([
    [MANIFEST_PATH, Buffer.from(text)],
    [SIGNATURE_PATH, signatureOf(text, key)],
    ...files.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}
