import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { holdsAllOf, Manifest, sameContent } from '#electron/services/backup/manifest.ts';

const hash = (letter: string): string => letter.repeat(64);
const voucher = { seq: 5, hash: hash('1'), key: 'A'.repeat(43), signature: 'B'.repeat(86) };
const [one, other] = ['inspection-1', 'inspection-2'];
const streamOf = (inspection: string, change: object = {}) => ({
  inspection,
  device: 'laptop-a',
  sha256: hash('a'),
  events: 5,
  damaged: false,
  voucher,
  ...change,
});
const FULL = {
  format: 1,
  at: '2024-08-01T00:00:00.000Z',
  device: 'laptop-a',
  streams: [streamOf(one), streamOf(other)],
  catalogues: [hash('c')],
  settings: hash('d'),
  photos: [{ sha256: hash('e'), size: 1 }],
  notices: [{ inspection: one, sha256: hash('f'), ending: 'pdf', size: 1 }],
  latestNotices: [
    { inspection: one, sha256: hash('0') },
    { inspection: other, sha256: hash('0') },
  ],
  unsound: 0,
};
const manifest = (change: object = {}): Manifest => v.parse(Manifest, { ...FULL, ...change });
const fault = { side: 'here', place: 'photos/aa', reason: 'EIO', healed: false };

describe('[BK4] a generation that a later one makes superfluous', () => {
  it.each([
    ['is of the same', {}],
    [
      'is beside more of everything',
      { streams: [...FULL.streams, streamOf('inspection-3')], catalogues: [hash('b'), hash('c')] },
    ],
    ['has its streams grown', { streams: [streamOf(one, { sha256: hash('b'), events: 6 }), streamOf(other)] }],
    ['has its streams in other bytes', { streams: [streamOf(one, { sha256: hash('b') }), streamOf(other)] }],
    ['has the very stream, damaged as it was', { streams: [streamOf(one, { damaged: true }), streamOf(other)] }],
    [
      'has another latest notice',
      { latestNotices: FULL.latestNotices.map((notice) => ({ ...notice, sha256: hash('9') })) },
    ],
  ])('%s', (_, change) => {
    expect(holdsAllOf(manifest(change), manifest())).toBe(true);
  });

  it.each([
    ['a photo', { photos: [] }],
    ['a file of a notice', { notices: [] }],
    ['a catalogue', { catalogues: [hash('b')] }],
    ['the settings', { settings: null }],
    ['the latest notice of one inspection', { latestNotices: FULL.latestNotices.slice(1) }],
    ['a stream of one inspection', { streams: [streamOf(other)] }],
    ['a stream of one device', { streams: [streamOf(one, { device: 'laptop-b' }), streamOf(other)] }],
    ['the end of a stream', { streams: [streamOf(one, { sha256: hash('b'), events: 4 }), streamOf(other)] }],
    ['a sound stream', { streams: [streamOf(one, { sha256: hash('b'), damaged: true }), streamOf(other)] }],
    ['a signature', { streams: [streamOf(one, { voucher: null }), streamOf(other)] }],
  ])('is none where the later one lacks %s', (_, change) => {
    expect(holdsAllOf(manifest(change), manifest())).toBe(false);
  });

  it('needs no more of a later one than it has itself', () => {
    const bare = {
      settings: null,
      streams: [streamOf(one, { voucher: null })],
      latestNotices: FULL.latestNotices.slice(0, 1),
    };
    expect(holdsAllOf(manifest(bare), manifest(bare))).toBe(true);
    expect(holdsAllOf(manifest(), manifest(bare))).toBe(true);
  });
});

describe('a generation like the one before it', () => {
  it.each([
    ['made at another time', { at: '2024-08-02T00:00:00.000Z', sequence: 7 }],
    [
      'with signatures that could not be made this time',
      { streams: FULL.streams.map((stream) => ({ ...stream, voucher: null })) },
    ],
  ])('is one %s', (_, change) => {
    expect(sameContent(manifest(), manifest(change))).toBe(true);
  });

  it.each([
    ['photos', { photos: [] }],
    ['notices', { notices: [] }],
    ['catalogues', { catalogues: [] }],
    ['settings', { settings: null }],
    ['latest notices', { latestNotices: [] }],
    ['streams', { streams: [streamOf(one)] }],
    ['the end of one stream', { streams: [streamOf(one), streamOf(other, { sha256: hash('b'), events: 6 })] }],
    ['a signature over one stream', { streams: [streamOf(one), streamOf(other, { voucher: { ...voucher, seq: 4 } })] }],
    ['what could not be read', { faults: [fault] }],
  ])('is not one with other %s', (_, change) => {
    expect(sameContent(manifest(), manifest(change))).toBe(false);
  });

  it('is none where one of its streams is signed now that was not', () => {
    const half = manifest({ streams: [streamOf(one), streamOf(other, { voucher: null })] });
    expect(sameContent(half, manifest())).toBe(false);
    expect(sameContent(half, half)).toBe(true);
  });
});
