// Another program that reads what the workbench writes: made from the documents in resources/formats alone, with nothing but
// Node's own modules. It prints what it read as JSON, or says on stderr what does not verify and ends with 1.
//
// node reader-process.mjs stream FILE INSPECTION DEVICE | package FILE | folder DIR | backup DIR GENERATION

import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

class Fault extends Error {}
/** @param {boolean} holds @param {string} what */
const must = (holds, what) => {
  if (!holds) throw new Fault(what);
};

const HEX = /^[0-9a-f]{64}$/;
const INSPECTION = /^[a-z0-9][a-z0-9-]{7,63}$/;
const DEVICE = /^(?!(?:com|lpt)[0-9]$)[a-z0-9][a-z0-9-]{3,39}$/;

/** @param {Uint8Array | string} data */
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/** README.md, canonical text. @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** README.md, keys and signatures. */
function signatureHolds({ key, signature }, text) {
  const [rawKey, raw] = [Buffer.from(key, 'base64url'), Buffer.from(signature, 'base64url')];
  if (rawKey.length !== 32 || raw.length !== 64) return false;
  if (rawKey.toString('base64url') !== key || raw.toString('base64url') !== signature) return false;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
  return verify(null, Buffer.from(text), publicKey, raw);
}

/** journal.md, signed heads. */
const vouches = (inspection, device, { seq, hash }, voucher) =>
  signatureHolds(voucher, `smart-community-acceptance stream 1\n${canonical({ inspection, device, seq, hash })}`);

const MEMBERS = ['author', 'deps', 'device', 'hlc', 'inspection', 'payload', 'prev', 'seq', 'type', 'v'];

/** journal.md, event: null where it is none. */
function readEvent(text) {
  let event;
  try {
    event = JSON.parse(text);
  } catch {
    return null;
  }
  if (canonical(event) !== text) return null;
  const names = Object.keys(event).filter((name) => name !== 'window');
  return names.sort().join() === MEMBERS.join() ? event : null;
}

/** journal.md, reading a stream. */
function readStream(bytes, inspection, device) {
  const [events, batch] = [[], []];
  let [at, due, head, kept] = [0, 0, null, null];
  const stop = (end) => ({ events, head: kept, end });
  while (at < bytes.length) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) return stop('torn');
    const line = bytes.subarray(at, end);
    at = end + 1;
    const match = /^([0-9a-f]{8}) ((?:\+([1-9]\d{0,5}) )?(\{.*\}))$/s.exec(line.toString('utf8'));
    const crc = crc32(line.subarray(9)).toString(16).padStart(8, '0');
    const event = match?.[1] === crc ? readEvent(match[4]) : null;
    if (event === null) return stop('damaged');
    const n = Number(match[3] ?? 0);
    if (due > 0 && n !== due - 1) return stop('damaged');
    const fits =
      event.inspection === inspection &&
      event.device === device &&
      event.seq === (head?.seq ?? 0) + 1 &&
      event.prev === (head?.hash ?? null);
    if (!fits) return stop('damaged');
    head = { seq: event.seq, hash: sha256(match[4]) };
    batch.push(event);
    due = n;
    if (due > 0) continue;
    events.push(...batch.splice(0));
    kept = head;
  }
  return stop(due > 0 ? 'torn' : 'clean');
}

/** package.md, zip: little-endian numbers, each with its width. @param {...[number, number]} fields */
const bytesOf = (...fields) =>
  Buffer.concat(
    fields.map(([width, value]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, width);
    }),
  );

const BEYOND = 0xffffffff;
const FLAGS = { written: 0x0800, copied: 0x0808 };
const isCopied = (path) => path.startsWith('photos/') || path.startsWith('notices/');
const isLarge = ({ bytes, place }) => bytes >= BEYOND || place >= BEYOND;

function localHeader({ path, bytes, crc }) {
  const known = isCopied(path) ? [0, 0, 0] : [crc, bytes, bytes];
  const flags = isCopied(path) ? FLAGS.copied : FLAGS.written;
  const fixed = bytesOf([4, 0x04034b50], [2, 20], [2, flags], [2, 0], [2, 0], [2, 0x21], ...known.map((n) => [4, n]));
  return Buffer.concat([fixed, bytesOf([2, path.length], [2, 0]), Buffer.from(path, 'ascii')]);
}

function descriptor(entry) {
  if (!isCopied(entry.path)) return Buffer.alloc(0);
  const width = isLarge(entry) ? 8 : 4;
  return bytesOf([4, 0x08074b50], [4, entry.crc], [width, entry.bytes], [width, entry.bytes]);
}

function directoryRecord(entry) {
  const { path, bytes, crc, place } = entry;
  const large = isLarge(entry);
  const [size, offset, version, extra] = large ? [BEYOND, BEYOND, 45, 28] : [bytes, place, 20, 0];
  const flags = isCopied(path) ? FLAGS.copied : FLAGS.written;
  return Buffer.concat([
    bytesOf([4, 0x02014b50], [2, 0x033f], [2, version], [2, flags], [2, 0], [2, 0], [2, 0x21], [4, crc]),
    bytesOf([4, size], [4, size], [2, path.length], [2, extra], [2, 0], [2, 0], [2, 0], [4, 0x81a40000], [4, offset]),
    Buffer.from(path, 'ascii'),
    large ? bytesOf([2, 1], [2, 24], [8, bytes], [8, bytes], [8, place]) : Buffer.alloc(0),
  ]);
}

function endOfDirectory(count, place, size) {
  const last = Math.min(place, BEYOND);
  const end = bytesOf([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, last], [2, 0]);
  if (place < BEYOND) return end;
  const record = bytesOf([4, 0x06064b50], [8, 44], [2, 0x033f], [2, 45], [4, 0], [4, 0]);
  const counts = bytesOf([8, count], [8, count], [8, size], [8, place]);
  return Buffer.concat([record, counts, bytesOf([4, 0x07064b50], [4, 0], [8, place + size], [4, 1]), end]);
}

/** The contents of a package's zip by path, once every byte around them is as it has to be. */
function readZip(zip) {
  const tail = zip.length - 22;
  must(tail >= 0 && zip.readUInt32LE(tail) === 0x06054b50, 'no end of a zip');
  const count = zip.readUInt16LE(tail + 10);
  must(zip.readUInt32LE(tail + 16) < BEYOND, 'larger than this reader reads');
  const entries = [];
  for (let at = zip.readUInt32LE(tail + 16), index = 0; index < count; index += 1) {
    const length = zip.readUInt16LE(at + 28);
    const path = zip.subarray(at + 46, at + 46 + length).toString('latin1');
    must(/^[a-z0-9][a-z0-9./-]{0,199}$/.test(path), `path ${index}`);
    entries.push({
      path,
      crc: zip.readUInt32LE(at + 16),
      bytes: zip.readUInt32LE(at + 24),
      place: zip.readUInt32LE(at + 42),
    });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  const contents = new Map();
  const parts = entries.flatMap((entry) => {
    const start = entry.place + localHeader(entry).length;
    const content = zip.subarray(start, start + entry.bytes);
    must(content.length === entry.bytes && crc32(content) === entry.crc, `content of ${entry.path}`);
    must(!contents.has(entry.path), `${entry.path} twice`);
    contents.set(entry.path, content);
    return [localHeader(entry), content, descriptor(entry)];
  });
  const directory = Buffer.concat(entries.map(directoryRecord));
  const place = parts.reduce((sum, { length }) => sum + length, 0);
  const whole = Buffer.concat([...parts, directory, endOfDirectory(count, place, directory.length)]);
  must(whole.equals(zip), 'form of the zip');
  return contents;
}

/** package.md, paths. */
function pathHolds(path, inspection, hash) {
  const [folder, first, second] = path.split('/');
  if (folder === 'inspections') return first === inspection && DEVICE.test(second.replace(/\.jsonl$/, ''));
  if (folder === 'photos') return path === `photos/${hash.slice(0, 2)}/${hash}`;
  if (folder === 'catalogues') return path === `catalogues/${hash}.json`;
  return ['pdf', 'xlsx'].some((ending) => path === `notices/${inspection}/${hash}.${ending}`);
}

const named = (events, member) =>
  events.flatMap(({ payload }) => (payload[member] === undefined ? [] : [payload[member]]));

/** Every hash that events name. */
const namedHashes = (events) => [
  ...named(events, 'evidence').map((evidence) => evidence.sha256),
  ...named(events, 'catalogue').map((catalogue) => catalogue.sha256),
  ...named(events, 'pdfSha256'),
  ...named(events, 'xlsxSha256'),
];

/** package.md, verifying. */
function readPackage(file) {
  const contents = readZip(readFileSync(file));
  const text = contents.get('manifest.json')?.toString('utf8') ?? '';
  const signature = contents.get('manifest.sig')?.toString('utf8') ?? '';
  must(text !== '' && signature !== '', 'no manifest');
  const manifest = JSON.parse(text);
  must(manifest.format === 2, `format ${manifest.format}`);
  must(canonical(manifest) === text, 'the manifest is not canonical');
  const { root, ...body } = manifest;
  must(sha256(canonical(body)) === root, 'root');
  const signed = JSON.parse(signature);
  must(canonical(signed) === signature && signed.algorithm === 'Ed25519', 'the signature is not canonical');
  must(signatureHolds(signed, `smart-community-acceptance package 1\n${text}`), 'the signature does not hold');
  const order = ['manifest.json', 'manifest.sig', ...manifest.files.map(({ path }) => path)];
  must([...contents.keys()].join() === order.join(), 'entries');
  must(INSPECTION.test(manifest.inspection), 'inspection');
  for (const file of manifest.files) {
    const content = contents.get(file.path);
    must(content.length === file.bytes && sha256(content) === file.sha256, `content of ${file.path}`);
    must(pathHolds(file.path, manifest.inspection, file.sha256), `path ${file.path}`);
  }
  const events = [];
  const streams = {};
  for (const [device, { seq, hash, voucher }] of Object.entries(manifest.heads)) {
    const content = contents.get(`inspections/${manifest.inspection}/${device}.jsonl`);
    must(content !== undefined, `stream of ${device}`);
    const read = readStream(content, manifest.inspection, device);
    must(read.end === 'clean' && read.head?.seq === seq && read.head.hash === hash, `stream of ${device}`);
    must(voucher === null || vouches(manifest.inspection, device, { seq, hash }, voucher), `voucher of ${device}`);
    events.push(...read.events);
    streams[device] = { seq, hash, key: voucher?.key ?? null };
  }
  must(Object.keys(streams).length === manifest.files.filter(({ path }) => path.endsWith('.jsonl')).length, 'heads');
  const known = new Set(namedHashes(events));
  const stranger = manifest.files.find((one) => !one.path.endsWith('.jsonl') && !known.has(one.sha256));
  must(stranger === undefined, `${stranger?.path} is named by no event`);
  return {
    inspection: manifest.inspection,
    packedBy: signed.key,
    streams,
    files: manifest.files.map(({ path }) => path),
  };
}

/** data-folder.md. */
function readFolder(root) {
  const { format } = JSON.parse(readFileSync(join(root, 'format.json'), 'utf8'));
  must(format === 3, `format ${format}`);
  const inspections = {};
  for (const inspection of readdirSync(join(root, 'inspections')).filter((name) => INSPECTION.test(name))) {
    inspections[inspection] = readInspection(root, inspection);
  }
  return { format, inspections };
}

function readInspection(root, inspection) {
  const remembered = jsonOrNull(join(root, 'heads', `${inspection}.json`));
  const heads = remembered !== null && sha256(canonical(remembered.heads)) === remembered.check ? remembered.heads : {};
  const vouched = jsonOrNull(join(root, 'vouched', `${inspection}.json`))?.streams ?? {};
  const streams = {};
  for (const name of readdirSync(join(root, 'inspections', inspection)).filter((one) => one.endsWith('.jsonl'))) {
    const device = name.replace(/\.jsonl$/, '');
    const read = readStream(readFileSync(join(root, 'inspections', inspection, name)), inspection, device);
    const hashes = [...read.events.map(({ prev }) => prev).slice(1), read.head?.hash];
    const isIn = ({ seq, hash }) => hashes[seq - 1] === hash;
    const vouchers = (vouched[device] ?? []).filter((one) => isIn(one) && vouches(inspection, device, one, one));
    for (const hash of namedHashes(read.events))
      must(isSound(root, hash), `a file ${hash} that is not as it is called`);
    streams[device] = {
      events: read.events.length,
      end: read.end,
      head: read.head,
      reachesRemembered: heads[device] === undefined || isIn(heads[device]),
      vouchedTo: vouchers.at(-1)?.seq ?? null,
    };
  }
  return streams;
}

/** An original or a catalogue that is there holds what its name says. */
function isSound(root, hash) {
  const places = [join('photos', hash.slice(0, 2), hash), join('catalogues', `${hash}.json`)];
  const there = places.map((place) => join(root, place)).filter((path) => existsSync(path));
  return HEX.test(hash) && there.every((path) => sha256(readFileSync(path)) === hash);
}

const jsonOrNull = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

/** backup.md. */
function readBackup(root, name) {
  const folder = join(root, 'generations', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  must(manifest.format === 1, `format ${manifest.format}`);
  const streams = manifest.streams.map(({ inspection, device, sha256: hash, events, damaged, voucher }) => {
    const bytes = readFileSync(join(folder, 'inspections', inspection, `${device}.jsonl`));
    must(sha256(bytes) === hash, `stream of ${device}`);
    const read = readStream(bytes, inspection, device);
    must(read.events.length === events && (read.end === 'damaged') === damaged, `events of ${device}`);
    return { device, events, vouched: voucher !== null && vouches(inspection, device, voucher, voucher) };
  });
  for (const hash of manifest.catalogues)
    must(sha256(readFileSync(join(folder, 'catalogues', `${hash}.json`))) === hash, `catalogue ${hash}`);
  if (manifest.settings !== null)
    must(sha256(readFileSync(join(folder, 'settings.json'))) === manifest.settings, 'settings');
  for (const { inspection, sha256: hash } of manifest.latestNotices)
    must(
      sha256(readFileSync(join(folder, 'notices', `${inspection}.json`))) === hash,
      `latest notice of ${inspection}`,
    );
  const shared = [...manifest.photos.map((one) => ['photos', one]), ...manifest.notices.map((one) => ['notices', one])];
  for (const [shelf, { sha256: hash, size }] of shared) {
    const bytes = readFileSync(join(root, shelf, hash.slice(0, 2), hash));
    must(bytes.length === size && sha256(bytes) === hash, `${shelf} ${hash}`);
  }
  return { sequence: manifest.sequence, streams, photos: manifest.photos.length, notices: manifest.notices.length };
}

const COMMANDS = {
  stream: (file, inspection, device) => readStream(readFileSync(file), inspection, device),
  package: readPackage,
  folder: readFolder,
  backup: readBackup,
};

const [, , command, ...args] = process.argv;
try {
  process.stdout.write(JSON.stringify(COMMANDS[command](...args)));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(error.message);
  process.exitCode = 1;
}
