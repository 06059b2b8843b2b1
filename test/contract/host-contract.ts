import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '#shared/commands/state.ts';
import { HOST_NAMES } from '#shared/host/contract.ts';
import type { HostName, HostOutput, UploadName } from '#shared/host/contract.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { Sha256, type InspectionId } from '#shared/ids.ts';
import { fold } from '#shared/log/fold.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import { jpeg } from '#test/fixtures/photo-bytes.ts';
import { backupJobs } from '#test/support/job.ts';
import { appendsOf } from './append-contract.ts';
import { type HostUnderTest, valueOf } from './host-under-test.ts';

const SOME_HASH = v.parse(Sha256, 'a'.repeat(64));
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

/** A stand-in for a certificate: it never gets as far as being read in these tests. */
const NO_CERTIFICATE = new Uint8Array([1]);

const UPLOADS: readonly HostName[] = [
  'catalogue:import',
  'evidence:store',
  'notice:sign',
  'certificate:inspect',
  'certificate:keep',
  'update:begin-file',
  'update:add-part',
  'package:receive',
];

const codeOf = (result: Result<unknown, ErrorCode>): string => (result.ok ? 'ok' : result.error.code);

const PROFILE = {
  community: '学苑社区',
  applicant: '学苑街道办事处',
  authority: '区大数据中心',
  basis: '山东省智慧社区建设指标',
  period: { from: '2024-08-01', to: '2024-08-05' },
};

/** What every way of reaching the host must do alike: direct calls, Electron IPC, loopback HTTP. */
export function hostContract(kind: string, makeHost: () => Promise<HostUnderTest>): void {
  describe(`host over ${kind}`, () => {
    let host: HostUnderTest;
    beforeEach(async () => {
      host = await makeHost();
    });
    afterEach(() => host.close());

    const createInspection = async (estates: { id: string; name: string }[] = []): Promise<InspectionId> => {
      const [catalogue] = valueOf(await host.api.call('catalogue:list', {}));
      if (catalogue === undefined) throw new Error('no built-in catalogue');
      const { sha256 } = catalogue;
      const created = await host.api.call('inspection:create', { catalogue: sha256, profile: PROFILE, estates });
      return valueOf(created).id;
    };
    const readAll = async (id: InspectionId) =>
      valueOf(await host.api.call('inspection:read-events', { inspection: id, seen: {} }));
    const noteDraft = (text: string) => ({ type: 'note.set', payload: { indicator: 1, text } }) as const;

    callsOf(() => host);
    appendsOf(
      () => host,
      () => createInspection(),
    );

    it('an acknowledged event is read back as it was acknowledged', async () => {
      const id = await createInspection();
      const written = valueOf(
        await host.api.call('inspection:append-events', { inspection: id, drafts: [noteDraft('现场已看')] }),
      );
      const read = await readAll(id);
      expect(read.events.slice(1)).toEqual(written.events);
      expect(fold(read.events)?.facts.notes).toEqual({ 1: '现场已看' });
    });

    it('begins an inspection with its 小区 in one write', async () => {
      const estates = [
        { id: 'e1', name: '南区' },
        { id: 'e2', name: ' 北区 ' },
      ];
      const id = await createInspection(estates);
      const { events, heads } = await readAll(id);
      expect(fold(events)?.facts.estates.map(({ name }) => name)).toEqual(['南区', '北区']);
      expect(Object.values(heads)).toMatchObject([{ seq: 3 }]);
      const twice = estates.map(({ name }) => ({ id: 'e1', name }));
      await expect(createInspection(twice)).rejects.toThrow('app.bad-request');
    });

    it('reads only what was not seen yet', async () => {
      const id = await createInspection();
      const first = await readAll(id);
      const seen = Object.fromEntries(Object.entries(first.heads).map(([device, head]) => [device, head.seq]));
      await host.api.call('inspection:append-events', { inspection: id, drafts: [noteDraft('新的')] });
      const next = valueOf(await host.api.call('inspection:read-events', { inspection: id, seen }));
      expect(next.events.map((event) => event.type)).toEqual(['note.set']);
      expect(next.more).toBe(false);
    });

    it('tells of an append unasked, with the heads it led to', async () => {
      const id = await createInspection();
      const told: HostEvent[] = [];
      const stop = host.api.on((event) => told.push(event));
      await host.api.call('inspection:append-events', { inspection: id, drafts: [noteDraft('一')] });
      const { heads } = await readAll(id);
      // A way with a network in it may still be telling of the creation before.
      await expect.poll(() => told).toContainEqual({ type: 'journal', inspection: id, heads });
      stop();
    });

    it('keeps bytes as they are, under the same hash each time', async () => {
      const first = valueOf(await host.api.upload('evidence:store', { name: '照片.png' }, PNG));
      const again = valueOf(await host.api.upload('evidence:store', { name: '另一名.png' }, PNG));
      expect(first).toEqual(again);
      expect(first).toMatchObject({ size: PNG.byteLength, mime: 'image/png' });
    });

    it('tells the camera of a stored photo, and that another says nothing of it', async () => {
      const photo = jpeg({ camera: ['HUAWEI', 'NOH-AN00'] });
      const cameraOf = async (bytes: Uint8Array) => {
        const { sha256 } = valueOf(await host.api.upload('evidence:store', { name: '照片.jpg' }, bytes));
        return valueOf(await host.api.call('evidence:camera', { sha256 }));
      };
      expect(await cameraOf(photo)).toBe('HUAWEI NOH-AN00');
      expect(await cameraOf(PNG)).toBeNull();
      const absent = await host.api.call('evidence:camera', { sha256: SOME_HASH });
      expect(codeOf(absent)).toBe('evidence.not-found');
    });

    it('refuses an open inspection’s 定稿 with the number of things to settle', async () => {
      const id = await createInspection();
      const refused = await host.api.call('notice:finalise', { inspection: id, by: '张三', accepted: [] });
      expect(refused).toEqual({ ok: false, error: { code: 'inspection.not-ready', detail: { count: 32 } } });
    });

    it('a finalised inspection takes nothing but 撤销定稿', async () => {
      const id = await createInspection();
      const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
      valueOf(await host.api.call('notice:finalise', { inspection: id, by: '张三', accepted }));
      const late = { inspection: id, drafts: [noteDraft('迟')] };
      expect(codeOf(await host.api.call('inspection:append-events', late))).toBe('inspection.finalised');
      const reopen = { type: 'inspection.reopened', payload: { by: '张三', reason: '更正' } } as const;
      valueOf(await host.api.call('inspection:append-events', { inspection: id, drafts: [reopen] }));
      expect(codeOf(await host.api.call('inspection:append-events', late))).toBe('ok');
    });

    it('remembers which inspections were opened last', async () => {
      const [first, second] = [await createInspection(), await createInspection()];
      const opened = [first, second].map((inspection, at) => ({ inspection, title: `社区${at}` }));
      for (const one of opened) valueOf(await host.api.call('recent:note', one));
      expect(valueOf(await host.api.call('recent:list', {}))).toEqual(opened.toReversed());
      expect(valueOf(await host.api.call('recent:clear', {}))).toEqual([]);
    });

    it('hears what the window can do, and takes nothing else for it', async () => {
      expect(valueOf(await host.api.call('shell:report-state', { ...INITIAL_STATE, recent: [] }))).toEqual({});
      expect(codeOf(await host.raw('shell:report-state', { ...INITIAL_STATE, screen: 'elsewhere' }))).toBe(
        'app.bad-request',
      );
    });

    it('hears of a mended index in figures, and takes nothing else for it', async () => {
      const repair = { reason: 'wiped', inspections: 2, events: 300, dataLoss: 'total' } as const;
      expect(valueOf(await host.api.call('index:repaired', repair))).toEqual({});
      for (const wrong of [
        { ...repair, reason: '学苑社区' },
        { ...repair, events: -1 },
        { ...repair, name: '张三' },
      ])
        expect(codeOf(await host.raw('index:repaired', wrong))).toBe('app.bad-request');
    });

    it('settings come back as they were set', async () => {
      const settings = { author: '李四', authority: '大数据中心', noticeEdition: 'print', role: '审核人' } as const;
      valueOf(await host.api.call('settings:set', settings));
      expect(valueOf(await host.api.call('settings:get', {}))).toEqual(settings);
    });

    it('the sample opens as an inspection marked as such', async () => {
      const { id } = valueOf(await host.api.call('inspection:open-sample', {}));
      expect(fold((await readAll(id)).events)).toMatchObject({
        sample: true,
        facts: { profile: { community: '学苑社区' } },
      });
    });

    it('a backup is listed once it is made, and has nothing to bring back that is here', async () => {
      const jobs = backupJobs(host.api);
      const told: HostEvent[] = [];
      const stop = host.api.on((event) => told.push(event));
      const made = valueOf(await jobs.run());
      expect(valueOf(await host.api.call('backup:list', {})).generations).toEqual([made]);
      const state = valueOf(await host.api.call('backup:state', {}));
      expect(state).toMatchObject({ chosen: false, dialog: false, last: { folder: state.folder }, failure: null });
      await expect.poll(() => told).toContainEqual({ type: 'backup', backup: state });
      stop();
      const { name: generation } = made;
      const nothing = { events: 0, photos: 0, photoBytes: 0, catalogues: 0, notices: 0, repaired: 0, unsound: 0 };
      const plan = { generation, inspections: [], same: 0, ...nothing };
      expect(valueOf(await jobs.preview(generation))).toEqual(plan);
      expect(valueOf(await jobs.restore(generation))).toEqual(plan);
      const broken = { streams: 0, originals: 0, others: 0 };
      expect(valueOf(await jobs.check(generation))).toMatchObject({ generation, broken });
    });

    it('a folder for backups that is none is refused, and a dialog that is not there is said to be', async () => {
      const folder = 'not/a/folder';
      const refused = { ok: false, error: { code: 'backup.folder-missing', detail: { folder } } };
      expect(await host.api.call('backup:use-folder', { folder })).toEqual(refused);
      const settings = valueOf(await host.api.call('settings:get', {}));
      expect(await host.api.call('settings:set', { ...settings, backupFolder: folder })).toEqual(refused);
      expect(valueOf(await host.api.call('backup:choose-folder', {}))).toEqual({ is: 'unavailable' });
      expect(valueOf(await host.api.call('backup:use-folder', { folder: null }))).toMatchObject({ chosen: false });
    });

    it('keeps no certificate before one is given, and forgets what is not there without complaint', async () => {
      const nothing = { level: 'none', kept: null };
      expect(valueOf(await host.api.call('certificate:kept', {}))).toEqual(nothing);
      expect(valueOf(await host.api.call('certificate:forget', {}))).toEqual(nothing);
      const bad = await host.api.upload('certificate:keep', { password: 'x', unprotected: false }, NO_CERTIFICATE);
      expect(bad.ok).toBe(false);
      expect(valueOf(await host.api.call('certificate:kept', {}))).toEqual(nothing);
    });

    it('asks nobody for updates before that is set up, and takes none from a file', async () => {
      const settings = { daily: false, address: '', publicKey: '' };
      const none = { settings, fingerprint: null, open: false, checkedAt: null, offer: null, ready: null };
      expect(valueOf(await host.api.call('update:get', {}))).toEqual(none);
      expect(codeOf(await host.api.call('update:check', {}))).toBe('update.not-configured');
      expect(codeOf(await host.api.upload('update:begin-file', {}, PNG))).toBe('update.not-configured');
      expect(codeOf(await host.api.call('update:open', {}))).toBe('update.not-ready');
      const wrong = { daily: false, address: 'http://203.0.113.1/', publicKey: '' };
      expect(codeOf(await host.api.call('update:configure', wrong))).toBe('update.address-public');
    });

    packages(() => host);
    refusals(() => host);
  });
}

function callsOf(host: () => HostUnderTest): void {
  it('answers the calls that need nothing', async () => {
    const info: HostOutput<'app:get-info'> = valueOf(await host().api.call('app:get-info', {}));
    expect(info.device).toMatch(/^[a-z0-9-]{4,40}$/);
    expect(valueOf(await host().api.call('inspection:list', {}))).toEqual([]);
    expect(valueOf(await host().api.call('job:cancel', { job: 'none' }))).toEqual({});
    expect(valueOf(await host().api.call('job:list', {}))).toEqual([]);
  });

  it('gives a catalogue’s text exactly as it is hashed', async () => {
    const [info] = valueOf(await host().api.call('catalogue:list', {}));
    if (info === undefined) throw new Error('no built-in catalogue');
    const { json } = valueOf(await host().api.call('catalogue:read', { sha256: info.sha256 }));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(json)));
    expect(Buffer.from(digest).toString('hex')).toBe(info.sha256);
  });
}

function packages(host: () => HostUnderTest): void {
  it('a package is sent in pieces, in order, and one that is none ends its job with a code', async () => {
    const { api } = host();
    const begun = valueOf(await api.call('package:begin', { name: '包.ysb', bytes: 6 }));
    const send = (at: number, text: string) =>
      api.upload('package:receive', { ...begun, at }, new TextEncoder().encode(text));
    expect(valueOf(await send(0, 'abc'))).toEqual({ received: 3 });
    expect(codeOf(await send(0, 'abc'))).toBe('app.bad-request');
    expect(codeOf(await api.call('package:preview', begun))).toBe('package.incomplete');
    expect(valueOf(await send(3, 'def'))).toEqual({ received: 6 });
    const { job } = valueOf(await api.call('package:preview', begun));
    const stateOf = async () => valueOf(await api.call('job:get', { job })).state;
    await expect.poll(stateOf).toMatchObject({ is: 'failed', failure: { code: 'package.not-a-package' } });
    expect(valueOf(await api.call('package:discard', begun))).toEqual({});
    expect(codeOf(await api.call('package:import', begun))).toBe('package.not-found');
  });

  it('no package is offered, found or exported that is not there', async () => {
    const { api } = host();
    expect(valueOf(await api.call('package:offers', {}))).toEqual([]);
    const unknown = { package: `p${'0'.repeat(32)}` };
    for (const name of ['package:preview', 'package:import'] as const) {
      expect(codeOf(await api.call(name, unknown))).toBe('package.not-found');
    }
    expect(codeOf(await api.upload('package:receive', { ...unknown, at: 0 }, PNG))).toBe('package.not-found');
    expect(codeOf(await api.call('package:export', { inspection: 'inspection-that-is-not' }))).toBe(
      'inspection.not-found',
    );
    expect(codeOf(await host().raw('package:preview', { package: '../../etc/passwd' }))).toBe('app.bad-request');
  });
}

function refusals(host: () => HostUnderTest): void {
  it.each([['nothing:at-all'], ['constructor'], ['__proto__'], [''], [42], [null], [{}]])(
    'refuses the unknown call %j',
    async (name) => {
      expect(codeOf(await host().raw(name, {}))).toBe('app.unknown-call');
    },
  );

  it.each(HOST_NAMES.map((name) => [name]))('%s refuses input that breaks the contract', async (name) => {
    const bytes = UPLOADS.includes(name) ? NO_CERTIFICATE : undefined;
    expect(await host().raw(name, { unexpected: true }, bytes)).toMatchObject({
      ok: false,
      error: { code: 'app.bad-request' },
    });
  });

  it('says where the input is wrong', async () => {
    const drafts = [{ type: 'note.set', payload: { indicator: 0, text: '' } }];
    const refused = await host().raw('inspection:append-events', { inspection: 'inspection-x', drafts });
    expect(refused).toEqual({
      ok: false,
      error: { code: 'app.bad-request', detail: { path: 'drafts.0.payload.indicator' } },
    });
  });

  it('[RD6] takes no name that nobody sees, but any password', async () => {
    const waiver = { reason: '社区无此项职责', by: '\u200B' };
    const drafts = [{ type: 'waiver.set', payload: { target: '20', waiver } }];
    const refused = (path: string) => ({ ok: false, error: { code: 'app.bad-request', detail: { path } } });
    expect(await host().raw('inspection:append-events', { inspection: 'inspection-x', drafts })).toEqual(
      refused('drafts.0.payload.waiver.by'),
    );
    expect(await host().raw('notice:finalise', { inspection: 'inspection-x', by: '\u2060', accepted: [] })).toEqual(
      refused('by'),
    );
    const inspected = await host().raw('certificate:inspect', { password: '\u200B' }, NO_CERTIFICATE);
    expect(codeOf(inspected)).not.toBe('app.bad-request');
  });

  it('names the draft that no journal can hold, so that the others can go on', async () => {
    const note = (text: string) => ({ type: 'note.set', payload: { indicator: 1, text } });
    const boxes: unknown = JSON.parse('{"constructor":true}');
    const answer = { clause: '5b', estate: null, field: 'poles', option: null, value: boxes };
    const send = (draft: unknown) =>
      host().raw('inspection:append-events', { inspection: 'inspection-x', drafts: [note('好'), draft] });
    const refused = (path: string) => ({ ok: false, error: { code: 'app.bad-request', detail: { path } } });
    expect(await send(note('半\uD83D'))).toEqual(refused('drafts.1.payload.text'));
    expect(await send({ type: 'answer.set', payload: answer })).toEqual(refused('drafts.1.payload.value.constructor'));
  });

  it.each(UPLOADS.map((name) => [name as UploadName]))('%s without its bytes is refused', async (name) => {
    expect(codeOf(await host().raw(name, {}))).toBe('app.bad-request');
  });

  it('a fault of the window is taken without its message, and refused with one', async () => {
    const report = { kind: 'error', name: 'TypeError', places: ['assets/index-a1.js:1:2'] };
    expect(await host().raw('fault:report', report)).toEqual({ ok: true, value: {} });
    expect(codeOf(await host().raw('fault:report', { ...report, message: '学苑社区' }))).toBe('app.bad-request');
  });

  it('an answer to a call for saving that nobody made is taken and forgotten', async () => {
    expect(await host().raw('window:drained', { drain: 'never-asked', unsaved: 0 })).toEqual({ ok: true, value: {} });
    expect(codeOf(await host().raw('window:drained', { drain: 'x', unsaved: -1 }))).toBe('app.bad-request');
  });

  it('a 诊断包 is shown before it is made, and made as a job', async () => {
    expect(await host().api.call('diagnostics:preview', {})).toMatchObject({
      ok: true,
      value: { dumps: { count: 0 } },
    });
    const started = await host().api.call('diagnostics:make', { withDumps: false });
    const job = started.ok ? started.value.job : '';
    await expect
      .poll(() => host().api.call('job:get', { job }))
      .toMatchObject({
        value: { kind: 'diagnostics', state: { is: 'done', product: { size: expect.any(Number) } } },
      });
  });

  it('bytes with a call that takes none are refused', async () => {
    expect(codeOf(await host().raw('app:get-info', {}, PNG))).toBe('app.bad-request');
  });

  it('what does not exist is named by its code', async () => {
    const inspection = 'inspection-that-is-not';
    expect(codeOf(await host().raw('inspection:read-events', { inspection, seen: {} }))).toBe('inspection.not-found');
    const drafts = [{ type: 'note.set', payload: { indicator: 1, text: '' } }];
    expect(codeOf(await host().raw('inspection:append-events', { inspection, drafts }))).toBe('inspection.not-found');
    expect(codeOf(await host().raw('catalogue:read', { sha256: '0'.repeat(64) }))).toBe('catalogue.not-found');
    const generation = '20240801T000000000-laptop-x';
    expect(codeOf(await backupJobs(host().api).restore(generation))).toBe('backup.not-found');
    expect(codeOf(await host().raw('backup:restore', { generation: '../20240801T000000000-x' }))).toBe(
      'app.bad-request',
    );
  });

  it('an unsupported or empty original is refused', async () => {
    const text = new TextEncoder().encode('#!/bin/sh');
    expect(codeOf(await host().raw('evidence:store', { name: 'a.jpg' }, text))).toBe('evidence.unsupported');
    expect(codeOf(await host().raw('evidence:store', { name: 'a.jpg' }, new Uint8Array()))).toBe('evidence.empty');
  });
}
