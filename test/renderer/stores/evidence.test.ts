import { describe, expect, it } from 'vitest';
import { err } from '#shared/result.ts';
import type { HostApi } from '#shared/host/api.ts';
import { registerKey } from '#shared/log/register.ts';
import { hostWithSample, journalOf, newDisk, openWindow } from './window.ts';

const PROFILE = {
  community: '甲乙社区',
  applicant: '街道办事处',
  authority: '区大数据中心',
  basis: '山东省智慧社区建设指标',
  period: { from: '2024-08-01', to: '2024-08-05' },
};

async function sampleCatalogue(host: HostApi) {
  const catalogues = await host.call('catalogue:list', {});
  const [catalogue] = catalogues.ok ? catalogues.value : [];
  if (catalogue === undefined) throw new Error('no catalogue');
  return catalogue.sha256;
}

const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n';

describe('evidence', () => {
  it('is recorded only after the original is stored, with the hash the host computed', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.stores.evidence.getState().add('1a', [new File([PDF], '证明.pdf', { type: 'application/pdf' })]);
    const [item] = window.session().inspection?.facts.evidence ?? [];
    expect(item).toMatchObject({ clause: '1a', name: '证明.pdf', mime: 'application/pdf', size: PDF.length });
    expect([...host.originals.keys()]).toEqual([item?.sha256]);
    expect(window.stores.evidence.getState().uploads).toEqual([]);
    expect((await journalOf(host, id)).at(-1)?.type).toBe('evidence.added');
  });

  it('that the host refuses stays listed with the reason and is not recorded', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const files = [new File([], '空.pdf'), new File([PDF], '好.pdf')];
    await window.stores.evidence.getState().add('1a', files);
    const { uploads, dismiss } = window.stores.evidence.getState();
    expect(uploads).toMatchObject([{ state: { is: 'failed', failure: { code: 'evidence.empty' } } }]);
    expect(window.session().inspection?.facts.evidence.map((item) => item.name)).toEqual(['好.pdf']);
    await window.stores.evidence.getState().retry(uploads[0]?.batch ?? '');
    expect(window.stores.evidence.getState().uploads).toEqual(uploads);
    expect(window.stores.evidence.getState().batches).toMatchObject([{ clause: '1a', total: 2 }]);
    dismiss(uploads[0]?.batch ?? '');
    expect(window.stores.evidence.getState()).toMatchObject({ uploads: [], batches: [] });
  });

  it('that failed for the moment gets in at another try, and nothing of it is recorded twice', async () => {
    const { host, id } = await hostWithSample();
    let broken = true;
    const flaky: typeof host = {
      ...host,
      upload: async (name, input, bytes) =>
        broken ? err('evidence.write-failed', { reason: 'EIO' }) : host.upload(name, input, bytes),
    };
    const window = openWindow(flaky, newDisk());
    await window.session().open(id);
    const { evidence } = window.stores;
    await evidence.getState().add('1a', [new File([PDF], '一.pdf'), new File([`${PDF}2`], '二.pdf')]);
    expect(evidence.getState().uploads.map(({ state }) => state.is)).toEqual(['failed', 'failed']);
    broken = false;
    await evidence.getState().retry(evidence.getState().batches[0]?.id ?? '');
    expect(evidence.getState()).toMatchObject({ uploads: [], batches: [] });
    expect(window.session().inspection?.facts.evidence.map((item) => item.name)).toEqual(['一.pdf', '二.pdf']);
  });

  it('of a batch that is called off stays where it is stored, is finished where it is under way, and is not begun', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const { evidence } = window.stores;
    const files = ['一', '二', '三', '四'].map((name) => new File([PDF + name], `${name}.pdf`));
    let seen = 0;
    let left = 0;
    const stop = evidence.subscribe(({ uploads, batches }) => {
      seen = Math.max(seen, batches[0]?.total ?? 0);
      if (uploads.length === 3 && uploads[0]?.state.is === 'storing') {
        stop();
        evidence.getState().cancel(uploads[0].batch);
        left = evidence.getState().batches[0]?.total ?? 0;
      }
    });
    await evidence.getState().add('1a', files);
    expect([seen, left]).toEqual([4, 2]);
    expect(await evidence.getState().settled()).toBe(0);
    expect(evidence.getState().batches).toEqual([]);
    expect(window.session().inspection?.facts.evidence.map((item) => item.name)).toEqual(['一.pdf', '二.pdf']);
    expect(host.originals.size).toBe(2);
  });

  it.each([
    ['   ', '未命名.pdf'],
    ['\u200b.pdf', '未命名.pdf'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(226)}…${'长'.repeat(24)}.pdf`],
  ])(
    '[RD4] called %j is recorded under a name that the log takes, and its original is not left alone',
    async (name, taken) => {
      const { host, id } = await hostWithSample();
      const window = openWindow(host, newDisk());
      await window.session().open(id);
      await window.stores.evidence.getState().add('1a', [new File([PDF], name)]);
      expect(window.stores.evidence.getState().uploads).toEqual([]);
      const [item] = window.session().inspection?.facts.evidence ?? [];
      expect(item?.name).toBe(taken);
      expect([...host.originals.keys()]).toEqual([item?.sha256]);
      expect((await journalOf(host, id)).at(-1)?.payload).toMatchObject({ evidence: { name: taken } });
    },
  );

  it('goes to the inspection it was dropped on, whatever is opened while it waits', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const { evidence } = window.stores;
    const adding = evidence.getState().add('1a', [new File([PDF], '一.pdf'), new File([`${PDF}2`], '二.pdf')]);
    await window.session().close();
    expect(await evidence.getState().settled()).toBe(0);
    await adding;
    await window.session().open(id);
    expect(window.session().inspection?.facts.evidence.map((item) => item.name)).toEqual(['一.pdf', '二.pdf']);
    expect(host.originals.size).toBe(2);
  });

  it('never goes to another inspection that was opened while its original was on the way', async () => {
    const { host, id } = await hostWithSample();
    let letThrough: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letThrough = resolve));
    const slow: typeof host = {
      ...host,
      upload: async (name, input, bytes) => {
        await gate;
        return host.upload(name, input, bytes);
      },
    };
    const blank = await host.call('inspection:create', {
      catalogue: await sampleCatalogue(host),
      profile: PROFILE,
      estates: [],
    });
    const other = blank.ok ? blank.value.id : id;
    const window = openWindow(slow, newDisk());
    await window.session().open(id);
    const adding = window.stores.evidence.getState().add('1a', [new File([PDF], '一.pdf')]);
    await window.session().open(other);
    letThrough();
    await adding;
    expect(other).not.toBe(id);
    expect((await journalOf(host, id)).at(-1)?.type).toBe('evidence.added');
    expect((await journalOf(host, other)).map(({ type }) => type)).toEqual(['inspection.created']);
  });

  it('comes back by 撤销 after it was removed', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.stores.evidence.getState().add('1a', [new File([PDF], '证明.pdf')]);
    const [item] = window.session().inspection?.facts.evidence ?? [];
    await window.session().record([{ type: 'evidence.removed', payload: { id: item?.id ?? '', reason: '重复' } }]);
    expect(window.session().inspection?.facts.evidence).toEqual([]);
    await window.session().undo();
    expect(window.session().inspection?.facts.evidence).toEqual([item]);
  });

  it('takes a caption later, and gives it up again by 撤销, without becoming another piece', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    await window.stores.evidence.getState().add('1a', [new File([PDF], '证明.pdf')]);
    const [item] = window.session().inspection?.facts.evidence ?? [];
    if (item === undefined) throw new Error('not added');
    const evidence = { ...item, caption: '千兆接入证明' };
    await window.session().record([{ type: 'evidence.added', payload: { evidence } }]);
    expect(window.session().inspection?.facts.evidence).toEqual([evidence]);
    await window.session().undo();
    expect(window.session().inspection?.facts.evidence).toEqual([item]);
  });

  it('keeps a caption that was typed but not acknowledged when the window closed', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    await first.stores.evidence.getState().add('1a', [new File([PDF], '证明.pdf')]);
    const [item] = first.session().inspection?.facts.evidence ?? [];
    if (item === undefined) throw new Error('not added');
    const evidence = { ...item, caption: '千兆' };
    const key = registerKey({ of: 'evidence', id: item.id });
    first.session().keepTyping(key, '千兆', { type: 'evidence.added', payload: { evidence } });
    await first.session().close();
    first.db.close();
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(second.session().inspection?.facts.evidence).toEqual([evidence]);
  });
});
