import { expect, it } from 'vitest';
import { refusedDraft } from '#shared/host/refused-draft.ts';
import type { InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import { type HostUnderTest, valueOf } from './host-under-test.ts';

const noteDraft = (text: string) => ({ type: 'note.set', payload: { indicator: 1, text } }) as const;

const readAll = async ({ api }: HostUnderTest, inspection: InspectionId) =>
  valueOf(await api.call('inspection:read-events', { inspection, seen: {} }));

/** What a host must do with the writes of windows: name what it refuses, write a call once, note what was seen. */
export function appendsOf(host: () => HostUnderTest, begin: () => Promise<InspectionId>): void {
  it('[LG32] names the draft that it refuses by its place, and takes none of its call', async () => {
    const id = await begin();
    const list = (name: string) => ({
      type: 'answer.set' as const,
      payload: { clause: '31a', estate: null, field: 'practices', option: null, value: [{ name, answers: {} }] },
    });
    const good = noteDraft('好');
    for (const [bad, path] of [
      [list('测'.repeat(101)), 'drafts.1.payload.value.0.name'],
      [noteDraft('长'.repeat(5001)), 'drafts.1.payload.text'],
      [list('  '), 'drafts.1.payload.value.0.name'],
    ] as const) {
      const refused = await host().api.call('inspection:append-events', { inspection: id, drafts: [good, bad, good] });
      expect(refused).toEqual({ ok: false, error: { code: 'app.bad-request', detail: { path } } });
      expect(refused.ok ? null : refusedDraft(refused.error)).toBe(1);
    }
    expect((await readAll(host(), id)).events).toHaveLength(1);
  });

  it('passes on to all windows what one says of itself, and nothing that is no such word', async () => {
    const id = await begin();
    const told: unknown[] = [];
    const stop = host().api.on((event) => event.type === 'window' && told.push(event.presence));
    const presence = { inspection: id, window: 'w1', is: 'asking' } as const;
    valueOf(await host().api.call('window:present', presence));
    await expect.poll(() => told).toEqual([presence]);
    expect(await host().raw('window:present', { ...presence, is: 'elsewhere' })).toMatchObject({ ok: false });
    stop();
  });

  it('[LG31] answers a window’s call that is in the journal with its events, and writes it once', async () => {
    const id = await begin();
    const call = {
      inspection: id,
      drafts: [noteDraft('一'), noteDraft('二')],
      seen: {},
      window: { id: 'w1', no: 1 },
    };
    const first = valueOf(await host().api.call('inspection:append-events', call));
    valueOf(await host().api.call('inspection:append-events', { ...call, window: { id: 'w2', no: 1 } }));
    expect(valueOf(await host().api.call('inspection:append-events', call))).toEqual(first);
    expect((await readAll(host(), id)).events).toHaveLength(5);
  });

  it('answers with the heads in which the events end that were written', async () => {
    const id = await begin();
    const call = { inspection: id, drafts: [noteDraft('一'), noteDraft('二')] };
    const { events, heads } = valueOf(await host().api.call('inspection:append-events', call));
    expect(events).toHaveLength(2);
    expect(heads).toEqual((await readAll(host(), id)).heads);
  });

  it('[LG30] notes how far a window had seen this device’s stream, never beyond its end', async () => {
    const id = await begin();
    const append = async (window: string, seen: number) => {
      const drafts = [noteDraft(window)];
      const [device = ''] = Object.keys((await readAll(host(), id)).heads);
      const call = { inspection: id, drafts, seen: { [device]: seen }, window: { id: window, no: 1 } };
      return valueOf(await host().api.call('inspection:append-events', call)).events[0]?.window;
    };
    expect(await append('w1', 1)).toEqual({ id: 'w1', no: 1 });
    expect(await append('w2', 1)).toEqual({ id: 'w2', no: 1, seen: 1 });
    expect(await append('w3', 99)).toEqual({ id: 'w3', no: 1 });
    expect(fold((await readAll(host(), id)).events)?.conflicts).toEqual([]);
  });
}
