import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import type { HostOptions } from '#electron/services/host/host-options.ts';
import type { NoticeRequest, PublishPort } from '#electron/services/publish/publish-port.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { Job } from '#shared/host/job-records.ts';
import { Sha256 } from '#shared/ids.ts';
import type { InspectionId } from '#shared/ids.ts';
import { standingOf } from '#shared/log/standing.ts';
import { fold } from '#shared/log/fold.ts';
import { ok } from '#shared/result.ts';
import { append, newInspection, newWorld, note, pack, take } from '#test/electron/services/package/package-world.ts';
import type { World } from '#test/electron/services/package/package-world.ts';
import { valueOf } from '#test/electron/services/package/value-of.ts';
import { settlement } from '#test/support/settle.ts';
import { hashText } from '#electron/services/disk/hash.ts';

let world: World;
beforeEach(async () => {
  world = await newWorld();
});
afterEach(() => world.end());

const file = (): string => join(world.path, 'b.ysb');
const sha256 = v.parse(Sha256, 'ab'.repeat(32));
const NOTICE: Notice = {
  pdf: { sha256, name: 'a.pdf', size: 1, pages: 1 },
  xlsx: { sha256, name: 'a.xlsx', size: 1, pages: null },
  signatures: [
    {
      role: '审核人',
      name: '王审核',
      at: '2024-08-01T00:00:00.000Z',
      issuer: 'CA',
      test: true,
      valid: true,
      coversWholeFile: true,
    },
  ],
  final: true,
};

/** A publisher that only tells what it was asked for; `meanwhile` happens while it signs. */
function fakePublisher(meanwhile: () => Promise<void> = async () => undefined) {
  const asked: NoticeRequest[] = [];
  const make = async (request: NoticeRequest) => {
    asked.push(request);
    await meanwhile();
    return ok(NOTICE);
  };
  const port: Pick<PublishPort, 'preview' | 'sign' | 'latest'> = {
    preview: make,
    sign: make,
    latest: async () => ok(null),
  };
  const unused = () => Promise.reject(new Error('unused'));
  const publish: NonNullable<HostOptions['publish']> = () => ({
    ...port,
    inspectCertificate: unused,
    makeTestCertificate: unused,
  });
  return { publish, asked };
}

/** An inspection finalised on `a`, of which `b` has a copy from before, changed since and packed. */
async function changedElsewhere(publisher: ReturnType<typeof fakePublisher>): Promise<{ a: Host; id: InspectionId }> {
  const [a, b] = [await world.host('a', { publish: publisher.publish }), await world.host('b')];
  const id = await newInspection(a, 0);
  await pack(a, id, file());
  valueOf(await take(b, file()));
  await append(b, id, [note(2, '定稿时没有人看到的')]);
  await pack(b, id, file());
  await finalise(a, id);
  return { a, id };
}

async function finalise(host: Host, id: InspectionId): Promise<void> {
  const { state, catalogue } = valueOf(await host.parts.inspections.open(id));
  const { replies, accepted } = settlement(state, catalogue);
  await append(host, id, replies);
  valueOf(await host.parts.inspections.finalise(id, '李主任', accepted));
}

const stateOf = async (host: Host, id: InspectionId) => valueOf(await host.parts.inspections.open(id)).state;
const SIGN = { edition: 'web', role: '审核人', name: '王审核', password: 'x' };

async function job(host: Host, name: string, input: object): Promise<Job['state']> {
  const started = await host.call(name, input, name === 'notice:sign' ? new Uint8Array([1]) : undefined);
  if (!started.ok) return { is: 'failed', failure: started.error };
  const { job: id } = v.parse(v.object({ job: v.string() }), started.value);
  for (;;) {
    const { state } = valueOf(host.parts.jobs.get(id));
    if (state.is !== 'running') return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a notice is of what was finalised', () => {
  it('[LG21] changes that a package brings past the 定稿 are neither signed nor shown as final', async () => {
    const publisher = fakePublisher();
    const { a, id } = await changedElsewhere(publisher);
    expect(standingOf(await stateOf(a, id), hashText).is).toBe('finalised');
    valueOf(await take(a, file()));
    const state = await stateOf(a, id);
    expect(state.finalised?.late).toHaveLength(1);
    expect(standingOf(state, hashText).is).toBe('overtaken');
    const refused = { is: 'failed', failure: { code: 'inspection.changed-since-final' } };
    expect(await job(a, 'notice:sign', { inspection: id, ...SIGN })).toMatchObject(refused);
    expect(publisher.asked).toEqual([]);
    expect(await job(a, 'notice:preview', { inspection: id, edition: 'web' })).toMatchObject({ is: 'done' });
    expect(publisher.asked[0]?.settled).toBeNull();
    // 撤销定稿 and finalising again settles it.
    await append(a, id, [{ type: 'inspection.reopened', payload: { by: '李主任', reason: '收到修改' } }]);
    await finalise(a, id);
    expect(await job(a, 'notice:sign', { inspection: id, ...SIGN })).toMatchObject({ is: 'done' });
    expect(publisher.asked[1]?.state.facts.notes['2']).toBe('定稿时没有人看到的');
  });

  it('[LG21] a change that comes while a notice is being signed keeps it from being recorded', async () => {
    let bring: () => Promise<void> = async () => undefined;
    const publisher = fakePublisher(() => bring());
    const { a, id } = await changedElsewhere(publisher);
    bring = async () => void valueOf(await take(a, file()));
    const refused = { is: 'failed', failure: { code: 'inspection.changed-since-final' } };
    expect(await job(a, 'notice:sign', { inspection: id, ...SIGN })).toMatchObject(refused);
    expect((await stateOf(a, id)).published).toEqual([]);
  });

  it('[LG21] a recorded notice names the facts it was made of, and its number counts what is recorded', async () => {
    const { a, id } = await changedElsewhere(fakePublisher());
    const signing = [1, 2].map(() => job(a, 'notice:sign', { inspection: id, ...SIGN }));
    expect(await Promise.all(signing)).toMatchObject([{ is: 'done' }, { is: 'done' }]);
    const { published, finalised } = await stateOf(a, id);
    expect(published.map(({ edition }) => edition)).toEqual([1, 2]);
    expect(published.map(({ factsSha256 }) => factsSha256)).toEqual([finalised?.factsSha256, finalised?.factsSha256]);
    const { events } = valueOf(await a.parts.inspections.readEvents(id, {}));
    expect(fold(events)?.unknownEvents).toEqual([]);
  });
});
