import { describe, expect, it } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import type { InspectionId } from '#shared/ids.ts';
import { claimByLock, type Claim } from '#renderer/stores/outbox-claim.ts';
import { answer, answerOf, hostWithSample, journalOf, keyOf, newDisk, openWindow } from './window.ts';
import { settle } from './two-windows.ts';

/** The browser's locks, of which a window that is gone keeps its own until they are freed. */
function lockTable() {
  const waiting = new Map<string, (() => void)[]>();
  const leave = (name: string, own: () => void): void => {
    const queue = waiting.get(name) ?? [];
    const wasFirst = queue[0] === own;
    queue.splice(queue.indexOf(own), 1);
    if (wasFirst) queue[0]?.();
  };
  const claim: Claim = (name, whenOurs) => {
    const own = () => whenOurs();
    const queue = waiting.get(name) ?? [];
    waiting.set(name, [...queue, own]);
    if (queue.length === 0) own();
    return () => leave(name, own);
  };
  /** Frees what a window owns, as the browser does some time after it is gone. */
  const free = (window: string): void => {
    for (const [name, queue] of waiting) {
      const [owner] = queue;
      if (name.endsWith(` ${window}`) && owner !== undefined) leave(name, owner);
    }
  };
  return { claim, free };
}

async function world() {
  const { host, id } = await hostWithSample();
  const { claim, free } = lockTable();
  const disk = newDisk(claim);
  const open = async (on: typeof host = host) => {
    const window = openWindow(on, disk);
    await window.session().open(id);
    return { ...window, name: window.session().window };
  };
  return { host, id, open, free };
}

const HOMES = keyOf('1a', 'gigabit');
const COVERED = keyOf('2a', 'covered');
const afterWriting = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('what a window that is being reloaded has left', () => {
  it('[CL18] an invalid text is in its field as soon as the former window is gone, however late', async () => {
    const { open, free } = await world();
    const former = await open();
    former.session().holdTyping(COVERED, '十二');
    await afterWriting();
    const now = await open();
    expect(now.session()).toMatchObject({ phase: { is: 'open' }, typed: {}, inspection: { invalid: [] } });
    await afterWriting();
    free(former.name);
    await expect.poll(() => now.session().typed).toEqual({ [COVERED]: '十二' });
    expect(now.session().inspection?.invalid).toMatchObject([{ key: COVERED, text: '十二' }]);
  });

  it('an answer that was typed is saved as soon as the former window is gone, and said to be taken up', async () => {
    const { host, id, open, free } = await world();
    const former = await open();
    former.session().keepTyping(HOMES, '27', answer('1a', 'gigabit', 27));
    await afterWriting();
    const now = await open();
    expect(now.session()).toMatchObject({ recovered: 0, unsaved: 0 });
    free(former.name);
    await expect.poll(() => answerOf(now.session(), '1a', 'gigabit')).toBe(27);
    expect(now.session().recovered).toBe(1);
    await expect.poll(() => now.session().save.is).toBe('saved');
    expect((await journalOf(host, id)).at(-1)?.payload).toMatchObject({ field: 'gigabit', value: 27 });
  });

  it('does not replace what was entered at its place since', async () => {
    const { host, id, open, free } = await world();
    const former = await open();
    former.session().keepTyping(HOMES, '27', answer('1a', 'gigabit', 27));
    former.session().holdTyping(COVERED, '十二');
    await afterWriting();
    const now = await open();
    const before = (await journalOf(host, id)).length;
    await now.session().record([answer('1a', 'gigabit', 28)]);
    now.session().holdTyping(COVERED, '十三');
    free(former.name);
    await afterWriting();
    expect(answerOf(now.session(), '1a', 'gigabit')).toBe(28);
    expect(now.session().typed).toEqual({ [COVERED]: '十三' });
    const values = (await journalOf(host, id)).slice(before).map(({ payload }) => payload['value']);
    expect(values.at(-1)).toBe(28);
  });

  it('waits while what was entered here can’t be sent, and is taken up behind it', async () => {
    const { host, id, open, free } = await world();
    const former = await open();
    former.session().keepTyping(HOMES, '27', answer('1a', 'gigabit', 27));
    await afterWriting();
    const now = await open();
    host.refuseWrites('EIO');
    await now.session().record([answer('2a', 'covered', 5)]);
    free(former.name);
    await afterWriting();
    expect(now.session()).toMatchObject({ unsaved: 1, recovered: 0 });
    host.refuseWrites(null);
    await now.session().retry();
    await expect.poll(() => answerOf(now.session(), '1a', 'gigabit')).toBe(27);
    await expect.poll(() => now.session().unsaved).toBe(0);
    expect((await journalOf(host, id)).slice(-2).map(({ payload }) => payload['value'])).toEqual([5, 27]);
  });

  it('stays for the next window where this one is closed before', async () => {
    const { open, free } = await world();
    const former = await open();
    former.session().holdTyping(COVERED, '十二');
    await afterWriting();
    const now = await open();
    await now.session().close();
    free(former.name);
    await afterWriting();
    expect(now.session().typed).toEqual({});
    expect((await open()).session().typed).toEqual({ [COVERED]: '十二' });
  });

  it('is no affair of a window that is open beside: its own rows are left alone, those of others are taken', async () => {
    const { open, free } = await world();
    const [beside, former] = [await open(), await open()];
    beside.session().holdTyping(HOMES, '五十户');
    former.session().holdTyping(COVERED, '十二');
    await afterWriting();
    free(former.name);
    const now = await open();
    expect(now.session().typed).toEqual({ [COVERED]: '十二' });
    await settle();
    expect(beside.session().typed).toEqual({ [HOMES]: '五十户' });
  });
});

describe('windows side by side at one place', () => {
  const valuesIn = async (host: HostApi, id: InspectionId, from: number) =>
    (await journalOf(host, id)).slice(from).map(({ payload }) => payload['value']);

  it('keep each what was entered in it: neither replaces the other’s on the disk', async () => {
    const { host, id, open, free } = await world();
    const [one, other] = [await open(), await open()];
    const before = (await journalOf(host, id)).length;
    other.session().keepTyping(HOMES, '28', answer('1a', 'gigabit', 28));
    one.session().keepTyping(HOMES, '27', answer('1a', 'gigabit', 27));
    await afterWriting();
    for (const { name } of [one, other]) free(name);
    const now = await open();
    await expect.poll(() => now.session().save.is).toBe('saved');
    expect(new Set(await valuesIn(host, id, before))).toEqual(new Set([27, 28]));
    expect(now.session().recovered).toBe(2);
    await now.session().close();
    expect(await now.db.drafts.count()).toBe(0);
  });

  it('forget with what is saved only their own', async () => {
    const { open, free } = await world();
    const [one, other] = [await open(), await open()];
    other.session().holdTyping(HOMES, '五十户');
    await afterWriting();
    await one.session().record([answer('1a', 'gigabit', 27)]);
    one.session().dropTyping(HOMES);
    await afterWriting();
    free(other.name);
    const now = await open();
    await expect.poll(() => now.session().typed).toEqual({ [HOMES]: '五十户' });
  });

  it('give up with 放弃 only their own, also what was left to them', async () => {
    const { host, id, open, free } = await world();
    const [other, gone] = [await open(), await open()];
    gone.session().holdTyping(keyOf('3a', 'connected'), '十三');
    await afterWriting();
    const one = await open();
    const before = (await journalOf(host, id)).length;
    host.refuseWrites('EIO');
    await other.session().record([answer('1a', 'gigabit', 28)]);
    other.session().holdTyping(COVERED, '十二');
    free(gone.name);
    await expect.poll(() => one.session().typed).toEqual({ [keyOf('3a', 'connected')]: '十三' });
    await one.session().record([answer('1a', 'gigabit', 27)]);
    one.session().holdTyping(COVERED, '十一');
    await one.session().discardUnsaved();
    await afterWriting();
    expect(one.session()).toMatchObject({ typed: {}, unsaved: 0 });
    host.refuseWrites(null);
    for (const { name } of [one, other]) free(name);
    const now = await open();
    await expect.poll(() => answerOf(now.session(), '1a', 'gigabit')).toBe(28);
    expect(now.session().typed).toEqual({ [COVERED]: '十二' });
    await expect.poll(() => now.session().save.is).toBe('saved');
    expect(await valuesIn(host, id, before)).toEqual([28]);
  });

  it('a text that is being typed here stays, and what was left at its place goes into the history behind it', async () => {
    const { host, id, open, free } = await world();
    const former = await open();
    former.session().keepTyping(HOMES, '27', answer('1a', 'gigabit', 27));
    await afterWriting();
    const here = await open();
    const before = (await journalOf(host, id)).length;
    const saved = answerOf(here.session(), '1a', 'gigabit');
    here.session().keepTyping(HOMES, '2', answer('1a', 'gigabit', 2));
    await afterWriting();
    free(former.name);
    await expect.poll(() => valuesIn(host, id, before)).toEqual([27, saved]);
    await here.session().record([answer('1a', 'gigabit', 28)]);
    expect(answerOf(here.session(), '1a', 'gigabit')).toBe(28);
    await here.session().close();
    expect(await here.db.drafts.count()).toBe(0);
  });
});

describe('the browser’s locks', () => {
  it('give a name to one after the other, at once or as late as it is given back', async () => {
    const told: string[] = [];
    const name = 'a name of this test';
    const first = claimByLock(name, () => told.push('first'));
    await expect.poll(() => told).toEqual(['first']);
    const given = claimByLock(name, () => told.push('given up'));
    const second = claimByLock(name, () => told.push('second'));
    given();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(told).toEqual(['first']);
    first();
    await expect.poll(() => told).toEqual(['first', 'second']);
    second();
  });
});
