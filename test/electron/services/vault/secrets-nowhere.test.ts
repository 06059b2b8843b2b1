import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { createPublisher } from '#electron/services/publish/host-publisher.ts';
import { openP12 } from '#electron/services/signature/open-p12.ts';
import { makeTestCertificate } from '#electron/services/signature/test-certificate.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { readZip } from '#test/electron/services/diagnostics/read-zip.ts';
import { sealingKeyStore } from '#test/fakes/sealing-key-store.ts';

const PROFILE = {
  community: '学苑社区',
  applicant: '学苑街道办事处',
  authority: '区大数据中心',
  basis: '山东省智慧社区建设指标',
  period: { from: '2024-08-01', to: '2024-08-05' },
};
const NOW = Date.UTC(2024, 7, 1);

/** Where in the file its sealed key lies: half way through the larger part beside the certificate, which is public. */
function middleOfKey(p12: Buffer, certificate: Uint8Array): number {
  const from = p12.indexOf(certificate);
  const before = from < 0 ? p12.length : from;
  const after = from < 0 ? 0 : p12.length - from - certificate.length;
  const middle = before > after ? before / 2 : p12.length - after / 2;
  return Math.floor(middle / 3) * 3;
}

/** The secret as a file, an answer or a log line could hold it. */
function formsOf(password: string, p12: Uint8Array, certificate: Uint8Array): readonly Buffer[] {
  const key = Buffer.from(p12);
  const middle = middleOfKey(key, certificate);
  const base64 = key.subarray(middle, middle + 48).toString('base64');
  const hex = key.subarray(middle, middle + 32).toString('hex');
  const words = [
    password,
    Buffer.from(password).toString('base64'),
    Buffer.from(password).toString('hex'),
    base64,
    hex,
  ];
  return [...words.map((word) => Buffer.from(word)), key.subarray(middle, middle + 32)];
}

/** Calls a host and keeps everything it answers or tells. */
function listenIn(host: Host) {
  const heard: string[] = [];
  host.on((event) => void heard.push(JSON.stringify(event)));
  const call = async (name: string, input: object, bytes?: Uint8Array) => {
    const answer = await host.call(name, input, bytes);
    heard.push(JSON.stringify(answer));
    return answer;
  };
  const value = async (...request: Parameters<typeof call>) => {
    const answer = await call(...request);
    if (!answer.ok) throw new Error(`${request[0]}: ${JSON.stringify(answer)}`);
    return Object(answer.value) as Record<string, unknown>;
  };
  return { heard, call, value };
}

async function finalisedInspection({ call, value }: ReturnType<typeof listenIn>): Promise<string> {
  const [catalogue] = Object.values(await value('catalogue:list', {})) as { sha256: string }[];
  const { id } = await value('inspection:create', { catalogue: catalogue?.sha256, profile: PROFILE, estates: [] });
  const accepted = Array.from({ length: 32 }, (_, index) => ({ indicator: index + 1, reason: '现场无法核实' }));
  await call('notice:finalise', { inspection: id, by: '张三', accepted });
  return String(id);
}

it('key and password of a kept certificate are in no answer, event, log, journal, backup or 诊断包, and on disk only sealed', async () => {
  const folder = await tempFolder();
  const host = await openHost(folder.path, { keyStore: sealingKeyStore(), publish: createPublisher, now: () => NOW });
  const { p12, password } = await makeTestCertificate({ name: '张三', organisation: '中心', now: new Date(NOW) });
  const identity = await openP12(p12, password, new Date(NOW));
  if (!identity.ok) throw new Error('the test certificate does not open');
  const ear = listenIn(host);
  const { heard, call, value } = ear;
  const done = async ({ job }: Record<string, unknown>) =>
    expect.poll(() => value('job:get', { job }), { timeout: 25_000 }).toMatchObject({ state: { is: 'done' } });

  expect(await call('certificate:keep', { password: `${password}x`, unprotected: false }, p12)).toMatchObject({
    error: { code: 'signature.password-wrong' },
  });
  expect(await value('certificate:keep', { password, unprotected: false }, p12)).toMatchObject({
    level: 'os',
    kept: { certificate: { name: '张三（测试证书）', test: true }, level: 'os', usable: true },
  });
  const inspection = await finalisedInspection(ear);
  const signer = { edition: 'web', role: '审核人', name: '张三' };
  expect((await call('notice:sign-kept', { inspection: 'inspection-none', ...signer })).ok).toBe(false);
  await done(await value('notice:sign-kept', { inspection, ...signer }));
  await done(await value('backup:run', {}));
  await call('certificate:keep', { password, unprotected: false, more: password }, p12);
  // A 诊断包 is compressed, so it is looked at unpacked.
  const diagnostics = await value('diagnostics:make', { withDumps: false });
  await done(diagnostics);
  const job = await value('job:get', { job: diagnostics['job'] });
  const { sha256 } = Object(Object(job['state']).product) as { sha256: string };
  const archive = await host.findFile(sha256);
  if (!archive.ok) throw new Error('there is no 诊断包');
  const packed = await readZip(archive.value.path);
  host.log.fault('planted', new Error(password), { call: 'certificate:keep' });
  await host.close();

  const files = globSync('**/*', { cwd: folder.path }).filter((file) => statSync(join(folder.path, file)).isFile());
  expect(files).toEqual(expect.arrayContaining([join('secrets', 'signing-certificate.json')]));
  expect(files.some((file) => file.startsWith('logs'))).toBe(true);
  expect(files.filter((file) => file.endsWith('.jsonl')).length).toBeGreaterThan(0);
  const places = [
    ...files.map((file) => ({ at: file, bytes: readFileSync(join(folder.path, file)) })),
    ...[...packed].map(([name, bytes]) => ({ at: `诊断包 ${name}`, bytes })),
    { at: 'answers and events', bytes: Buffer.from(heard.join('\n')) },
  ];
  const forms = formsOf(password, p12, identity.value.certificate);
  expect(places.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ at }) => at)).toEqual([]);
  await folder.drop();
});
