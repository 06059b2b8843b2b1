import { describe, expect, it } from 'vitest';
import {
  answer,
  answerOf,
  holdAppends,
  hostWithBlank,
  hostWithSample,
  journalOf,
  keyOf,
  newDisk,
  openWindow,
} from './window.ts';

describe('已保存', () => {
  it('is said only after the host has acknowledged; until then the answer is on screen as 保存中', async () => {
    const { host, id } = await hostWithSample();
    const { host: slow, letThrough } = holdAppends(host);
    const window = openWindow(slow, newDisk());
    await window.session().open(id);
    const recording = window.session().record([answer('1a', 'gigabit', 2800)]);
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2800);
    expect(window.session().save).toEqual({ is: 'saving' });
    expect(window.session().unsaved).toBe(1);
    letThrough();
    await recording;
    expect(window.session().save).toMatchObject({ is: 'saved', at: expect.any(Number) });
    expect(window.session().unsaved).toBe(0);
    expect((await journalOf(host, id)).at(-1)?.payload).toMatchObject({ field: 'gigabit', value: 2800 });
  });

  it('needs the index too: the event is there for the next opening', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.session().record([answer('1a', 'gigabit', 2801)]);
    const journal = await journalOf(host, id);
    expect(await window.db.events.count()).toBe(journal.length);
    const head = await window.db.heads.get(id);
    const listed = await host.call('inspection:list', {});
    expect(listed.ok && listed.value[0]?.heads).toEqual(head?.heads);
  });

  it('recomputes the verdict with every change', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const result = () => window.session().inspection?.assessment.indicators[0]?.result;
    expect(result()).toBe('符合');
    await window.session().record([answer('1a', 'gigabit', 1)]);
    expect(result()).toBe('不符合');
  });
});

describe('a failed save', () => {
  it('keeps the answers on screen, says why, and keeps their order on retry', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const before = (await journalOf(host, id)).length;
    host.refuseWrites('ENOSPC');
    await window.session().record([answer('1a', 'gigabit', 5)]);
    await window.session().record([answer('1a', 'gigabit', 6), answer('3a', 'covered', 7)]);
    expect(window.session().save).toMatchObject({ is: 'failed', failure: { code: 'journal.write-failed' } });
    expect(window.session().unsaved).toBe(3);
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(6);
    expect((await journalOf(host, id)).length).toBe(before);

    host.refuseWrites(null);
    await window.session().retry();
    expect(window.session().save).toMatchObject({ is: 'saved' });
    const values = (await journalOf(host, id)).slice(before).map((event) => event.payload['value']);
    expect(values).toEqual([5, 6, 7]);
  });

  it('is retried by the next change of its own accord', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    host.refuseWrites('EIO');
    await window.session().record([answer('1a', 'gigabit', 5)]);
    host.refuseWrites(null);
    await window.session().record([answer('3a', 'covered', 7)]);
    expect(window.session().unsaved).toBe(0);
  });

  it('survives a reload: what was never acknowledged is taken up and saved', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    host.refuseWrites('EIO');
    await first.session().record([answer('1a', 'gigabit', 2799)]);
    await first.session().close();
    first.db.close();

    host.refuseWrites(null);
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(second.session().recovered).toBe(1);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(2799);
    await second.session().retry();
    expect((await journalOf(host, id)).at(-1)?.payload['value']).toBe(2799);
    await second.session().close();
    expect(await second.db.drafts.count()).toBe(0);
  });

  it('does not take up again what had been acknowledged just before the window closed', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.session().record([answer('1a', 'gigabit', 2799)]);
    first.session().keepTyping(keyOf('1a', 'gigabit'), '2799', answer('1a', 'gigabit', 2799));
    await first.session().close();
    first.db.close();
    const length = (await journalOf(host, id)).length;
    const second = openWindow(host, disk);
    await second.session().open(id);
    await second.session().close();
    expect(second.session().recovered).toBe(0);
    expect((await journalOf(host, id)).length).toBe(length);
    expect(await second.db.drafts.count()).toBe(0);
  });

  it('by a fault of ours ends 保存中 too, and the answer is still there to be sent', async () => {
    const { host, id } = await hostWithSample();
    let broken = true;
    const faulty: typeof host = {
      ...host,
      call: async (name, input) => {
        if (broken && name === 'inspection:append-events') throw new TypeError('a bug');
        return host.call(name, input);
      },
    };
    const window = openWindow(faulty, newDisk());
    await window.session().open(id);
    await expect(window.session().record([answer('1a', 'gigabit', 5)])).rejects.toThrow('a bug');
    expect(window.session().save).toMatchObject({ is: 'failed', failure: { code: 'app.internal' } });
    broken = false;
    await window.session().retry();
    expect((await journalOf(host, id)).at(-1)?.payload['value']).toBe(5);
  });

  it('can be given up: the saved values come back', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    host.refuseWrites('EIO');
    await window.session().record([answer('1a', 'gigabit', 5)]);
    await window.session().discardUnsaved();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
    expect(window.session().unsaved).toBe(0);
  });
});

describe('typing', () => {
  it('is kept with every keystroke and taken up after a crash', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    first.session().keepTyping(keyOf('1a', 'gigabit'), '27', answer('1a', 'gigabit', 27));
    first.session().keepTyping(keyOf('2a', 'covered'), '12.', null);
    await first.session().close();
    first.db.close();

    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(27);
    expect(second.session().typed).toEqual({ [keyOf('2a', 'covered')]: '12.' });
    expect(answerOf(second.session(), '2a', 'covered')).toBe(152714);
  });

  it('that goes on while its change is being saved is not forgotten with it', async () => {
    const { host, id } = await hostWithSample();
    const { host: slow, letThrough } = holdAppends(host);
    const disk = newDisk();
    const first = openWindow(slow, disk);
    await first.session().open(id);
    const recording = first.session().record([answer('1a', 'gigabit', 2)]);
    first.session().keepTyping(keyOf('1a', 'gigabit'), '27', answer('1a', 'gigabit', 27));
    letThrough();
    await recording;
    await first.session().close();
    first.db.close();
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(second.session().recovered).toBe(1);
    expect(answerOf(second.session(), '1a', 'gigabit')).toBe(27);
  });

  it('that goes on while its change is being saved is given up with the rest, and does not come back', async () => {
    const { host, id } = await hostWithSample();
    const { host: slow, letThrough } = holdAppends(host);
    const window = openWindow(slow, newDisk());
    await window.session().open(id);
    const recording = window.session().record([answer('1a', 'gigabit', 2)]);
    window.session().keepTyping(keyOf('1a', 'gigabit'), '27', answer('1a', 'gigabit', 27));
    letThrough();
    await recording;
    await window.session().discardUnsaved();
    await window.session().close();
    expect(await window.db.drafts.count()).toBe(0);
  });

  it('is forgotten once its change is recorded', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    window.session().keepTyping(keyOf('1a', 'gigabit'), '2a', null);
    await window.session().record([answer('1a', 'gigabit', 2)]);
    await window.session().close();
    expect(await window.db.drafts.count()).toBe(0);
  });
});

describe('撤销', () => {
  it('records the previous value as a further event and restores the verdict', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const before = (await journalOf(host, id)).length;
    await window.session().record([answer('1a', 'gigabit', 1)]);
    expect(window.session().undoable).toBe(1);
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
    expect(window.session().undoable).toBe(0);
    expect((await journalOf(host, id)).length).toBe(before + 2);
  });

  it('brings back an unanswered box as unanswered, not as 无', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const box = { clause: '2b', estate: null, field: 'deep', option: '电梯', value: true };
    await window.session().record([{ type: 'answer.set', payload: box }]);
    expect(answerOf(window.session(), '2b', 'deep')).toEqual({ 电梯: true });
    await window.session().undo();
    expect(answerOf(window.session(), '2b', 'deep') ?? {}).toEqual({});
  });
});

describe('撤销 and 重做', () => {
  it('take back what was typed in one stay in a field as one step, whatever the pauses', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const stay = {};
    for (const value of [2, 28, 280]) await window.session().record([answer('1a', 'gigabit', value)], stay);
    await window.session().record([answer('1a', 'gigabit', 281)], {});
    expect(window.session().undoable).toBe(2);
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(280);
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
    expect(window.session()).toMatchObject({ undoable: 0, redoable: 2 });
  });

  it('bring back step by step what was taken back, until something else is entered', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.session().record([answer('1a', 'gigabit', 1)]);
    await window.session().record([answer('3a', 'covered', 2)]);
    await window.session().undo();
    await window.session().undo();
    await window.session().redo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(1);
    expect(answerOf(window.session(), '3a', 'covered')).toBeUndefined();
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
    await window.session().record([answer('3a', 'covered', 3)]);
    expect(window.session().redoable).toBe(0);
    await window.session().redo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBe(2813);
  });

  it('wait while the inspection is finalised, and are there again once that is undone', async () => {
    const { host, id } = await hostWithBlank();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.session().record([answer('1a', 'gigabit', 5)]);
    expect(window.session().undoable).toBe(1);
    const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
    expect((await host.call('notice:finalise', { inspection: id, by: '张三', accepted })).ok).toBe(true);
    await window.session().refresh();
    expect(window.session().undoable).toBe(0);
    await window.session().undo();
    expect(window.session()).toMatchObject({ unsaved: 0, save: { is: 'saved' } });
    await window.session().record([{ type: 'inspection.reopened', payload: { by: '张三', reason: '补充' } }]);
    await window.session().undo();
    expect(answerOf(window.session(), '1a', 'gigabit')).toBeUndefined();
  });
});

describe('identity', () => {
  it('leaves untouched clauses the very same objects, so that only the changed one renders', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const before = window.session().inspection;
    await window.session().record([answer('1a', 'gigabit', 2812)]);
    const after = window.session().inspection;
    expect(after?.assessment.indicators[3]).toBe(before?.assessment.indicators[3]);
    expect(after?.assessment.indicators[0]).not.toBe(before?.assessment.indicators[0]);
    expect(after?.facts.estates).toBe(before?.facts.estates);
  });
});
