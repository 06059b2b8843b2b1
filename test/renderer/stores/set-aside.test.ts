import { describe, expect, it } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import { err } from '#shared/result.ts';
import type { Draft } from '#shared/log/events.ts';
import { answer, answerOf, hostWithBlank, journalOf, newDisk, openWindow } from './window.ts';

const practices = (...names: string[]): Draft => ({
  type: 'answer.set',
  payload: {
    clause: '31a',
    estate: null,
    field: 'practices',
    option: null,
    value: names.map((name) => ({ name, answers: {} })),
  },
});
const note = (text: string, indicator = 1): Draft => ({ type: 'note.set', payload: { indicator, text } });
const photo = (name: string): Draft => ({
  type: 'evidence.added',
  payload: {
    evidence: {
      id: 'photo-1',
      clause: '1a',
      sha256: 'a'.repeat(64),
      name,
      mime: 'image/png',
      size: 3,
      addedAt: '2024-08-01T00:00:00.000Z',
    } as Extract<Draft, { type: 'evidence.added' }>['payload']['evidence'],
  },
});

const REFUSED: readonly (readonly [string, Draft])[] = [
  ['a name of 101 characters', practices('测'.repeat(101))],
  ['half a character', note('半个\ud83d', 2)],
  ['a file name of blanks', photo('  ')],
];

describe('an entry that the journal can’t take', () => {
  it.each(REFUSED)('[LG32] stops only itself: %s', async (_, bad) => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    host.refuseWrites('EIO');
    void window.session().record([answer('1a', 'gigabit', 5)]);
    void window.session().record([bad]);
    await window.session().record([answer('3a', 'covered', 7), answer('1a', 'gigabit', 6)]);
    host.refuseWrites(null);
    await window.session().retry();
    expect((await journalOf(host, id)).slice(1).map(({ payload }) => payload['value'])).toEqual([5, 7, 6]);
    expect(window.session()).toMatchObject({ unsaved: 0, save: { is: 'saved' } });
    expect(window.session().setAside).toMatchObject([
      { drafts: [bad], refused: 0, failure: { code: 'app.bad-request' } },
    ]);
    await window.session().record([answer('1a', 'gigabit', 8)]);
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(8);
    expect((await journalOf(host, id)).length).toBe(5);
  });

  it.each(REFUSED)('[LG32] is still there after a reload, and can be given up: %s', async (_, bad) => {
    const { host, id } = await hostWithBlank();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().record([bad]);
    await first.session().discardUnsaved();
    await first.session().close();
    first.db.close();
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(second.session()).toMatchObject({ recovered: 0, setAside: [{ drafts: [bad] }] });
    second.session().giveUp(second.session().setAside[0]?.id ?? 0);
    expect(second.session().setAside).toEqual([]);
    await second.session().close();
    expect(await second.db.drafts.count()).toBe(0);
  });

  it('[LG32] takes along what was entered in the same move, and nothing else', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const estate: Draft = { type: 'estate.set', payload: { id: 'e1', name: '南区', facts: {} } };
    void window.session().record([answer('1a', 'gigabit', 1)]);
    void window.session().record([estate, note('半个\ud83d'), answer('3a', 'covered', 2)]);
    await window.session().record([answer('2a', 'covered', 3)]);
    expect((await journalOf(host, id)).slice(1).map(({ payload }) => payload['value'])).toEqual([1, 3]);
    expect(window.session().setAside).toMatchObject([{ refused: 1, drafts: { length: 3 } }]);
    expect(window.session().inspection?.facts.estates).toEqual([]);
  });

  it('[LG32] is over once it is mended, in its field or in the list; a shorter list does not replace a longer one', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.session().record([practices('甲')]);
    await window.session().record([practices('甲', '测'.repeat(101))]);
    await window.session().record([practices('乙')]);
    expect(window.session().setAside).toHaveLength(1);
    await window.session().mend(window.session().setAside[0]?.id ?? 0, [practices('乙', '测'.repeat(100))]);
    expect(window.session().setAside).toEqual([]);
    expect(answerOf(window.session(), '31a', 'practices')).toHaveLength(2);
    await window.session().record([note('半个\ud83d')]);
    await window.session().record([note('整个')]);
    expect(window.session()).toMatchObject({ setAside: [], save: { is: 'saved' } });
    expect(window.session().inspection?.facts.notes).toEqual({ 1: '整个' });
  });

  it('[LG32] is found where a call is too large to say which it is', async () => {
    const { host, id } = await hostWithBlank();
    const narrow: HostApi = {
      ...host,
      call: async (name, input) => {
        if (JSON.stringify(input).length > 3000) return err('app.too-large', { limit: '3 kB' });
        return host.call(name, input);
      },
    };
    const window = openWindow(narrow, newDisk());
    await window.session().open(id);
    for (let at = 1; at <= 20; at += 1) void window.session().record([note('一'.repeat(at === 13 ? 3000 : 200), at)]);
    await window.session().retry();
    expect(window.session().setAside.map(({ drafts }) => drafts[0]?.payload)).toMatchObject([{ indicator: 13 }]);
    expect(Object.keys(window.session().inspection?.facts.notes ?? {})).toHaveLength(19);
    expect(window.session()).toMatchObject({ unsaved: 0, save: { is: 'saved' } });
  });

  it('is no reason to set anything aside where the inspection is finalised', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
    expect((await host.call('notice:finalise', { inspection: id, by: '张三', accepted })).ok).toBe(true);
    await window.session().record([answer('1a', 'gigabit', 1)]);
    expect(window.session()).toMatchObject({
      setAside: [],
      unsaved: 1,
      save: { failure: { code: 'inspection.finalised' } },
    });
  });
});

describe('a write whose answer is lost', () => {
  it('[LG31] stands once in the journal when it is asked for again', async () => {
    const { host, id } = await hostWithBlank();
    let isLost = true;
    const deaf: HostApi = {
      ...host,
      // Neither the answer comes through, nor what the host says unasked.
      on: () => () => undefined,
      call: async (name, input) => {
        const answered = await host.call(name, input);
        return isLost && name === 'inspection:append-events' ? err('app.host-unreachable') : answered;
      },
    };
    const window = openWindow(deaf, newDisk());
    await window.session().open(id);
    await window.session().record([answer('1a', 'gigabit', 1)]);
    await window.session().record([answer('1a', 'gigabit', 2)]);
    expect(window.session()).toMatchObject({ unsaved: 2, save: { is: 'failed' } });
    isLost = false;
    await window.session().retry();
    expect((await journalOf(host, id)).slice(1).map(({ payload }) => payload['value'])).toEqual([1, 2]);
    expect(window.session()).toMatchObject({ unsaved: 0, save: { is: 'saved' } });
  });

  it('[LG31] is not written again by the next window either, though another has written since', async () => {
    const { host, id } = await hostWithBlank();
    const deaf: HostApi = {
      ...host,
      on: () => () => undefined,
      call: async (name, input) => {
        const answered = await host.call(name, input);
        return name === 'inspection:append-events' ? err('app.host-unreachable') : answered;
      },
    };
    const disk = newDisk();
    const first = openWindow(deaf, disk);
    await first.session().open(id);
    await first.session().record([answer('1a', 'gigabit', 1)]);
    await first.session().close();
    first.db.close();
    const other = openWindow(host, newDisk());
    await other.session().open(id);
    await other.session().record([answer('1a', 'gigabit', 9)]);
    const again = openWindow(host, disk);
    await again.session().open(id);
    await again.session().retry();
    expect((await journalOf(host, id)).slice(1).map(({ payload }) => payload['value'])).toEqual([1, 9]);
    expect(again.session()).toMatchObject({ recovered: 0, unsaved: 0 });
  });
});
