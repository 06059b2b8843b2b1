import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '#electron/cli/run.ts';
import { testCertificateFile } from '#electron/services/publish/certificates.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import type { Facts } from '#shared/facts/schema.ts';
import { settledFacts } from './settled-facts.ts';

const FACTS = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples', 'xueyuan.json');
const PDF = '学苑社区-智慧社区建设验收结果公示.pdf';
const XLSX = '学苑社区智慧社区建设指标验收明细.xlsx';

describe('workbench publish', () => {
  let folder: string;
  let said: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'publish-'));
    said = '';
  });
  afterEach(async () => {
    delete process.env['NOTICE_TEST_PASSWORD'];
    await rm(folder, { recursive: true });
  });

  const publish = (...args: string[]): Promise<number> => {
    const say = (words: string): void => {
      said += words;
    };
    return run(['publish', ...args], { read: (path) => readFile(path), out: say, error: say });
  };
  const out = (): string => join(folder, 'out');

  it('writes notice and annex, and says that they are unsigned', async () => {
    expect(await publish(FACTS, '--out', out(), '--date', '2024-09-02')).toBe(0);
    expect((await readdir(out())).toSorted()).toEqual([PDF, XLSX].toSorted());
    expect(said).toContain('未签名');
    expect(await inspectSignatures(await readFile(join(out(), PDF)))).toMatchObject({ value: { verdict: 'unsigned' } });
  });

  /** A test certificate on the disk, and how to sign with it. */
  async function signing(): Promise<readonly string[]> {
    const { base64, password } = await testCertificateFile({ name: '王审核', organisation: '泰山区' }, new Date());
    const p12 = join(folder, 'trial.p12');
    await writeFile(p12, Buffer.from(base64, 'base64'));
    process.env['NOTICE_TEST_PASSWORD'] = password;
    return ['--p12', p12, '--password-env', 'NOTICE_TEST_PASSWORD', '--role', '审核人'];
  }
  const settled = async (change: (facts: Facts) => Facts = (facts) => facts): Promise<string> => {
    const path = join(folder, 'settled.json');
    await writeFile(path, JSON.stringify(change(settledFacts())));
    return path;
  };

  it('[PU17] signs with a certificate whose password is in the environment', async () => {
    expect(await publish(await settled(), '--out', out(), ...(await signing()))).toBe(0);
    expect(said).toContain('已签名：审核人 王审核（测试证书）');
    expect(said).toContain('证书：王审核，王审核（测试证书） 颁发');
    expect(said).toContain('注意：证书由持有人自己颁发');
    expect(said).not.toContain('由证书持有人“');
    const report = await inspectSignatures(await readFile(join(out(), PDF)));
    expect(report).toMatchObject({ value: { verdict: 'intact', signatures: [{ role: '审核人', signer: '王审核' }] } });
  });

  it('[PU17] signs nothing while a 待核 is not accepted or a contradiction not answered, and names each', async () => {
    const withSignature = await signing();
    expect(await publish(FACTS, '--out', out(), ...withSignature)).toBe(2);
    expect(said).toContain('[inspection.not-ready] 还有 14 项');
    expect(said).toContain('第 2 项“移动通信网络”待核，未按名接受');
    expect(said).toContain('第 11 项（11b）矛盾未答复');
    said = '';
    const short = await settled((facts) => ({ ...facts, accepted: facts.accepted?.slice(1) }));
    expect(await publish(short, '--out', out(), ...withSignature)).toBe(2);
    expect(said).toContain('还有 1 项');
    expect((await readdir(folder)).toSorted()).toEqual(['settled.json', 'trial.p12']);
  });

  it('[PU5] of what is not settled it makes a 预览稿 and says what is open', async () => {
    expect(await publish(FACTS, '--out', out())).toBe(0);
    expect(said).toContain('每页标有“预览稿”');
    expect(said).toContain('第 31 项“创新做法”待核');
  });

  it('[PU22] never replaces a signed notice, by an unsigned one or another signed one', async () => {
    const withSignature = await signing();
    const facts = await settled();
    expect(await publish(facts, '--out', out(), ...withSignature)).toBe(0);
    const before = await Promise.all([PDF, XLSX].map((name) => readFile(join(out(), name))));
    for (const args of [[], withSignature]) {
      said = '';
      expect(await publish(facts, '--out', out(), ...args)).toBe(2);
      expect(said).toContain(`[publication.not-replaced] ${join(out(), PDF)}`);
    }
    // Damaged it is still the one that somebody signed.
    for (const cut of [1, 4000, 100_000]) {
      await writeFile(join(out(), PDF), before[0]?.subarray(0, -cut) ?? '');
      expect(await publish(FACTS, '--out', out()), `${cut} bytes short`).toBe(2);
    }
    expect(await readFile(join(out(), XLSX))).toEqual(before[1]);
  });

  it('[PU16] what stands in the way of one file keeps both as they were, and is named', async () => {
    expect(await publish(FACTS, '--out', out(), '--date', '2024-09-02')).toBe(0);
    const annex = await readFile(join(out(), XLSX));
    await rm(join(out(), PDF));
    await mkdir(join(out(), PDF));
    expect(await publish(FACTS, '--out', out(), '--date', '2024-09-03')).toBe(2);
    expect(said).toContain(`[cli.write-failed] 不能写入 ${join(out(), PDF)}`);
    expect(await readFile(join(out(), XLSX))).toEqual(annex);
    expect((await readdir(out())).toSorted()).toEqual([PDF, XLSX].toSorted());
  });

  it('[PU23] asks for a date that can be: not ahead of its making, and a doubtful one only in so many words', async () => {
    const ahead = await settled((facts) => ({ ...facts, profile: { ...facts.profile, noticeDate: '2999-01-01' } }));
    expect(await publish(ahead, '--out', out())).toBe(2);
    expect(said).toContain('[publication.date-unsound]');
    expect(await publish(await settled(), '--out', out(), '--date', '2999-01-01')).toBe(2);
    const early = await settled((facts) => ({ ...facts, profile: { ...facts.profile, noticeDate: '2024-08-02' } }));
    said = '';
    expect(await publish(early, '--out', out())).toBe(2);
    expect(said).toContain('落款日期早于验收期间的结束日期 2024-08-31');
    expect(await publish(early, '--out', out(), '--date', '2024-08-02')).toBe(0);
  });

  it.each([
    [['--out', 'x'], 'cli.bad-usage'],
    [[FACTS], 'cli.bad-usage'],
    [[FACTS, '--out', 'x', '--date', '2024-13-01'], 'cli.bad-usage'],
    [[FACTS, '--out', 'x', '--edition', 'poster'], 'cli.bad-usage'],
    [[FACTS, '--out', 'x', '--role', '审核人'], 'cli.bad-usage'],
    [[FACTS, '--out', 'x', '--p12', FACTS, '--password-env', 'NOT_THERE', '--role', '审核人'], 'cli.bad-usage'],
    [['nothing.json', '--out', 'x'], 'cli.file-unreadable'],
  ])('[PU16] refuses %j with exit 2 and writes nothing', async (args, code) => {
    expect(await publish(...args.map((arg) => (arg === 'x' ? out() : arg)))).toBe(2);
    expect(said).toContain(code);
    expect(await readdir(folder)).toEqual([]);
  });

  it('[PU21] says that somebody else’s name is signed, and which certificate there is where another one is named', async () => {
    const { base64, password } = await testCertificateFile({ name: '王审核', organisation: '泰山区' }, new Date());
    const p12 = join(folder, 'trial.p12');
    await writeFile(p12, Buffer.from(base64, 'base64'));
    process.env['NOTICE_TEST_PASSWORD'] = password;
    const args = [
      await settled(),
      '--out',
      out(),
      '--p12',
      p12,
      '--password-env',
      'NOTICE_TEST_PASSWORD',
      '--role',
      '组长：副',
    ];
    expect(await publish(...args, '--certificate', 'abcdef')).toBe(2);
    expect(said).toContain('signature.certificate-unknown');
    expect(said).toMatch(/[0-9a-f]{12} 王审核/);
    expect(await publish(...args, '--name', '张三')).toBe(0);
    delete process.env['NOTICE_TEST_PASSWORD'];
    expect(said).toContain('注意：公示上写明由证书持有人“王审核”代“张三”签。');
    const report = await inspectSignatures(await readFile(join(out(), PDF)));
    expect(report).toMatchObject({ value: { signatures: [{ role: '组长：副', signer: '张三' }] } });
  });

  it('[PU16] a wrong password leaves nothing behind', async () => {
    const { base64 } = await testCertificateFile({ name: '王审核', organisation: '泰山区' }, new Date());
    const p12 = join(folder, 'trial.p12');
    await writeFile(p12, Buffer.from(base64, 'base64'));
    expect(await publish(FACTS, '--out', out(), '--p12', p12, '--password-env', 'PATH', '--role', '审核人')).toBe(2);
    expect(said).toContain('signature.password-wrong');
    expect(await readdir(folder)).toEqual(['trial.p12']);
  });

  it('[PU16] a folder that cannot be written is the caller’s fault, and named', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await publish(FACTS, '--out', join(folder, 'file'))).toBe(2);
    expect(said).toContain('cli.write-failed');
  });
});
