import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { isReached, PackagePlan, planStanding } from '#shared/package/plan.ts';
import { Heads } from '#shared/log/heads.ts';

const plan = (change: object = {}): PackagePlan =>
  v.parse(PackagePlan, {
    inspection: 'inspection-1',
    community: '学苑社区',
    madeAt: '2024-08-01T00:00:00.000Z',
    madeBy: '张三',
    product: '0.1.0',
    signer: { device: 'laptop-a', fingerprint: 'a'.repeat(64), standing: 'known', knownFingerprint: null },
    streams: [],
    events: 0,
    photosHeld: 3,
    photos: 0,
    photoBytes: 0,
    catalogues: 0,
    notices: 0,
    missing: 0,
    ...change,
  });

describe('what the import of a package would be', () => {
  it('[PK10] nothing, where all of it is here', () => {
    expect(planStanding(plan())).toBe('nothing');
  });

  it.each(['events', 'photos', 'catalogues', 'notices'])('something, where it has %s that are not here', (kind) => {
    expect(planStanding(plan({ [kind]: 1 }))).toBe('brings');
  });

  it('[PK7] refused under a key that its device is not known by, whatever it has', () => {
    const signer = { ...plan().signer, standing: 'changed' };
    expect(planStanding(plan({ signer, events: 1 }))).toBe('refused');
    expect(planStanding(plan({ signer }))).toBe('refused');
  });
});

const headAt = (seq: number) => ({ seq, hash: 'b'.repeat(64) });

describe('[PK11] an import', () => {
  const heads = (reach: Readonly<Record<string, number>>): Heads =>
    v.parse(Heads, v.parse(v.record(v.string(), v.pipe(v.number(), v.transform(headAt))), reach));

  it('has reached its goal once every stream is as far, or farther', () => {
    const goal = heads({ 'laptop-a': 3, 'laptop-b': 2 });
    expect(isReached(goal, goal)).toBe(true);
    expect(isReached(goal, heads({ 'laptop-a': 4, 'laptop-b': 2, 'laptop-c': 1 }))).toBe(true);
    expect(isReached(goal, heads({ 'laptop-a': 3, 'laptop-b': 1 }))).toBe(false);
    expect(isReached(goal, heads({ 'laptop-a': 3 }))).toBe(false);
  });
});
