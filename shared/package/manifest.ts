import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { DeviceId, InspectionId, Sha256 } from '../ids.ts';
import { canonicalText } from '../log/canonical.ts';
import type { HashText } from '../log/canonical.ts';
import { Voucher } from '../log/voucher.ts';
import { isInstant } from '../reading/days.ts';
import { err, ok } from '../result.ts';
import type { Result } from '../result.ts';
import { firstFault, readJson } from '../schema-fault.ts';
import { MAX_BYTES, MAX_FILES, MAX_PACKAGE_BYTES, MAX_STREAM_BYTES, MAX_STREAMS } from './limits.ts';
import { holdingAt } from '../holding/holding.ts';

/** The version of the package format. A later one is refused, an earlier one is brought forward. */
export const PACKAGE_FORMAT = 2;

const Bytes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PACKAGE_BYTES));
const Count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER));

export const MANIFEST_PATH = 'manifest.json';

/** A file of a package and what it holds. */
export const PackedFile = v.strictObject({
  path: v.pipe(v.string(), v.maxLength(200)),
  bytes: Bytes,
  sha256: Sha256,
});
export type PackedFile = v.InferOutput<typeof PackedFile>;

/** Where a stream ends, and the signature of its own device over that; null: it came here without one. */
const VouchedHead = v.strictObject({ seq: Count, hash: Sha256, voucher: v.nullable(Voucher) });

const Body = v.strictObject({
  format: v.literal(PACKAGE_FORMAT),
  /** Version of the program that made it. */
  product: v.pipe(v.string(), v.maxLength(40)),
  madeAt: v.pipe(v.string(), v.check(isInstant, '应为存在的时间')),
  madeBy: v.pipe(v.string(), v.maxLength(40)),
  device: DeviceId,
  inspection: InspectionId,
  /** Every file but the manifest and its signature, by path. */
  files: v.pipe(v.array(PackedFile), v.minLength(1), v.maxLength(MAX_FILES)),
  /** Where each stream ends, and who vouches for it. */
  heads: v.record(DeviceId, VouchedHead),
  /** Files that the events name and that whoever made the package did not have. */
  missing: v.pipe(v.array(Sha256), v.maxLength(MAX_FILES)),
});

/** What a package says it holds, and by whom and when it was made. */
export const PackageManifest = v.strictObject({ ...Body.entries, root: Sha256 });
export type PackageManifest = Omit<v.InferOutput<typeof PackageManifest>, 'format'> & { readonly format: number };
export type ManifestBody = v.InferOutput<typeof Body>;

/** The first version: nobody but its maker signed anything. */
const FirstManifest = v.strictObject({
  ...PackageManifest.entries,
  format: v.literal(1),
  heads: v.record(DeviceId, v.strictObject({ seq: Count, hash: Sha256 })),
});
type FirstManifest = v.InferOutput<typeof FirstManifest>;

/** The root hash: one value for everything a package says, every file's hash among it (SPEC PK2). */
export function rootHash(body: ManifestBody | Omit<FirstManifest, 'root'>, hash: HashText): Sha256 {
  const text = canonicalText(body);
  if (text === null) throw new Error('a manifest has no canonical text');
  return hash(text);
}

/** The bytes of `manifest.json`, as text: the canonical text and nothing else. */
export function manifestText(body: ManifestBody, hash: HashText): string {
  const text = canonicalText({ ...body, root: rootHash(body, hash) });
  if (text === null) throw new Error('a manifest has no canonical text');
  return text;
}

const Format = v.object({ format: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Reads `manifest.json` (`package.newer-format`, `package.manifest-broken` with path and reason). */
export function readManifest(text: string, hash: HashText): Result<PackageManifest, ErrorCode> {
  const json = readJson(text);
  if (!json.ok) return broken('', String(json.error.detail?.['reason'] ?? ''));
  const format = v.safeParse(Format, json.value);
  if (format.success && format.output.format > PACKAGE_FORMAT) return err('package.newer-format', format.output);
  const isFirst = format.success && format.output.format === 1;
  const parsed = v.safeParse(isFirst ? FirstManifest : PackageManifest, json.value);
  if (!parsed.success) {
    const { path, reason } = firstFault(parsed.issues);
    return broken(path, reason);
  }
  const { root, ...body } = parsed.output;
  if (canonicalText(parsed.output) !== text) return broken('', '不是规范的写法');
  if (rootHash(body, hash) !== root) return broken('root', '与内容不符');
  const large = streamsTooLarge(body.files);
  if (large !== null) return err('package.too-large', { limit: large });
  const fault = contentFault(body);
  return fault === null ? ok(presentOf(parsed.output)) : broken(fault.path, fault.reason);
}

/** A manifest in today's shape. */
function presentOf(manifest: FirstManifest | v.InferOutput<typeof PackageManifest>): PackageManifest {
  if (manifest.format !== 1) return manifest;
  const heads: PackageManifest['heads'] = {};
  for (const [device, head] of Object.entries(manifest.heads)) {
    heads[v.parse(DeviceId, device)] = { ...head, voucher: null };
  }
  return { ...manifest, heads };
}

const broken = (path: string, reason: string) =>
  err('package.manifest-broken', { path: path === '' ? '/' : path, reason });

interface Fault {
  readonly path: string;
  readonly reason: string;
}

/** What the streams among files exceed: their number, or their bytes together; null: neither. */
export function streamsTooLarge(files: readonly PackedFile[]): string | null {
  const streams = files.filter(({ path }) => holdingAt(path)?.is === 'stream');
  if (streams.length > MAX_STREAMS) return `${MAX_STREAMS} 份记录`;
  const bytes = streams.reduce((sum, file) => sum + file.bytes, 0);
  return bytes > MAX_STREAM_BYTES ? `记录合计 ${MAX_STREAM_BYTES / 1024 / 1024} MB` : null;
}

/** What no schema can say: order, paths, sizes of their kind, and one stream for each head. */
function contentFault({
  files,
  heads,
  inspection,
}: Pick<ManifestBody, 'files' | 'inspection'> & { heads: object }): Fault | null {
  const streams = new Set<string>();
  let before = '';
  for (const [index, file] of files.entries()) {
    const fault = fileFault(file, inspection);
    if (fault !== null) return { path: `files[${index}]`, reason: fault };
    if (file.path <= before) return { path: `files[${index}]`, reason: '顺序不对或重复' };
    before = file.path;
    const path = holdingAt(file.path);
    if (path?.is === 'stream') streams.add(path.device);
  }
  const named = Object.keys(heads);
  const isSame = named.length === streams.size && named.every((device) => streams.has(device));
  return streams.size > 0 && isSame ? null : { path: 'heads', reason: '与记录文件不符' };
}

function fileFault({ path: text, bytes, sha256 }: PackedFile, inspection: InspectionId): string | null {
  const path = holdingAt(text);
  if (path === null) return '路径不合规定';
  if (bytes > MAX_BYTES[path.is]) return '文件过大';
  if (path.is !== 'stream' && path.sha256 !== sha256) return '文件名与哈希不符';
  const isForeign = (path.is === 'stream' || path.is === 'notice') && path.inspection !== inspection;
  return isForeign ? '属于另一个验收项目' : null;
}
