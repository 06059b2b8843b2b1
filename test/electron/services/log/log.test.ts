import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields } from '#electron/services/log/fields.ts';
import { framesOf } from '#electron/services/log/frames.ts';
import { openLog, readLogs } from '#electron/services/log/log.ts';
import { scrub } from '#electron/services/log/scrub.ts';
import { tempFolder } from '#test/electron/services/temp-host.ts';

/** What inspectors really type, and where their laptops really keep it. None of it may ever be found in a log. */
const PERSONAL: readonly (readonly [string, readonly string[]])[] = [
  ['主任王建国', ['王建国']],
  ['学苑社区居委会', ['学苑']],
  ['电话 13853112345', ['13853112345']],
  ['call 138-5311-2345 now', ['5311', '2345']],
  ['+86 138 5311 2345', ['5311']],
  ['0531-88881234', ['88881234']],
  ['(0531) 8888123', ['8888123']],
  ['id 370102198807154512', ['370102198807154512', '19880715']],
  ['id 370102 19880715 451X', ['19880715']],
  ['card 6222 0212 3456 7890 123', ['3456', '7890']],
  ['36.6512, 117.1201', ['36.65', '117.12']],
  ['lat=36.651204', ['36.65']],
  ['北纬36°40′12″ 东经117°0′0″', ['36', '117']],
  ['历下区文化东路 88 号 3 单元 501', ['501', '88']],
  ['/home/wangjianguo/data/i0001.jsonl', ['wangjianguo']],
  ["ENOENT: no such file, open '/Users/Wang Jianguo/验收/a.jpg'", ['Wang', 'a.jpg']],
  ['C:\\Users\\Wang Jianguo\\Desktop\\notice.pdf', ['Wang', 'notice']],
  ['\\\\nas-01\\wang\\backup', ['nas-01', 'wang']],
  ['file:///D:/wang/photo.png', ['wang']],
  ['see ~/wang/secret', ['wang']],
  ['IMG_20260704_wang.HEIC was refused', ['wang', '20260704']],
  ['学苑社区公示.pdf', ['学苑', '公示']],
  ['sealed with wang.p12', ['wang']],
  ['https://wang:geheim@sync.jinan.gov.cn/db', ['wang', 'geheim', 'jinan']],
  ['wang.jianguo@jinan.gov.cn', ['wang', 'jinan']],
  ['server 10.12.7.33 answered', ['10.12.7.33']],
];

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeEach(async () => void (folder = await tempFolder()));
afterEach(() => folder.drop());

const written = (): string =>
  readdirSync(folder.path)
    .map((name) => readFileSync(join(folder.path, name), 'utf8'))
    .join('');

describe('the last-resort scrubber', () => {
  it.each(PERSONAL)('takes the personal part out of %s', (text, secrets) => {
    for (const secret of secrets) expect(scrub(text)).not.toContain(secret);
  });

  it('leaves the words of our own code', () => {
    for (const own of ['job-ended', 'ENOSPC', 'at run electron/services/jobs/jobs.ts:81:20', 'Electron 45.4.1'])
      expect(scrub(own)).toBe(own);
  });

  it('lets no telephone or identity number and no word of Chinese through, whatever stands around it', () => {
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
    const secret = fc.oneof(
      digits(9).map((rest) => `1${3 + ((rest[0] ?? 0) % 7)}${rest.join('')}`),
      digits(17).map((all) => `${all.join('')}X`),
      fc.constantFrom('王建国', '学苑社区', '历下区'),
    );
    const around = fc.stringMatching(/^[a-zA-Z .,:;'"(){}=-]{0,12}$/).map((text) => text.replace(/[a-zA-Z]$/, ' '));
    fc.assert(
      fc.property(around, secret, fc.constantFrom('', ' ', ',', ' next'), (before, hidden, after) => {
        expect(scrub(`${before}${hidden}${after}`)).not.toContain(hidden);
      }),
    );
  });

  it('answers the same for its own output', () => {
    for (const [text] of PERSONAL) expect(scrub(scrub(text))).toBe(scrub(text));
  });
});

describe('a fault in the log', () => {
  it('names places in our code alone, and never what the message quotes', () => {
    const fault = new TypeError('王建国 13853112345 is not iterable');
    fault.stack = [
      'TypeError: 王建国 13853112345 is not iterable',
      '    at fold (/home/wangjianguo/electron/app.asar/out/electron/main.js:10:5)',
      '    at async Object.read (file:///C:/Users/王建国/x/electron/services/journal/journal.ts:81:20)',
      '    at C:\\Users\\wang\\plugin.js:1:1',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    ].join('\n');
    expect(framesOf(fault.stack)).toEqual([
      'fold electron/main.js:10:5',
      'Object.read electron/services/journal/journal.ts:81:20',
      'elsewhere',
      'process.processTicksAndRejections node:internal/process/task_queues:105:5',
    ]);
  });

  it('has real places for a real exception', () => {
    const [first] = framesOf(new Error('x').stack);
    expect(first).toMatch(/electron\/services\/log\/log\.test\.ts:\d+:\d+$/);
  });
});

describe('the log', () => {
  it('has no room for anything but its own fields, and takes out values that do not fit them', async () => {
    const log = openLog(folder.path, () => 0);
    for (const [text] of PERSONAL) {
      // What the types forbid: a field of that name does not exist, a value of that kind has no place.
      const smuggled = { name: text, answer: text, reason: text, fault: text, at: [text], job: text } as LogFields;
      log.info('job-ended', smuggled);
      log.fault(
        'call-failed',
        Object.assign(new Error(text), { name: text, code: text, stack: `Error: ${text}\n at ${text}` }),
      );
    }
    await log.flush();
    const all = written();
    expect(all.trim().split('\n')).toHaveLength(PERSONAL.length * 2);
    for (const [, secrets] of PERSONAL)
      for (const secret of secrets) expect(all.replaceAll(/"time":"[^"]+"/g, '')).not.toContain(secret);
  });

  it('keeps what helps: time, event, numbers, ids, codes', async () => {
    const log = openLog(folder.path, () => Date.UTC(2026, 0, 2));
    log.info('job-ended', { job: 'j0011223344556677', kind: 'notice', state: 'done', ms: 812 });
    log.fault('call-failed', Object.assign(new RangeError('x'), { code: 'ENOSPC' }), { call: 'backup:run' });
    await log.flush();
    const [first, second] = written()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(first).toEqual({
      time: '2026-01-02T00:00:00.000Z',
      level: 'info',
      event: 'job-ended',
      job: 'j0011223344556677',
      kind: 'notice',
      state: 'done',
      ms: 812,
    });
    expect(second).toMatchObject({ level: 'error', call: 'backup:run', fault: 'RangeError', reason: 'ENOSPC' });
  });

  it('begins a new file at 1 MB and keeps five', async () => {
    const log = openLog(folder.path, () => 0);
    for (let round = 0; round < 7; round += 1) {
      writeFileSync(join(folder.path, 'host.jsonl'), 'x'.repeat(1024 * 1024));
      log.info('host-started');
      await log.flush();
    }
    expect(readdirSync(folder.path).toSorted()).toEqual([
      'host.jsonl',
      'host.jsonl.1',
      'host.jsonl.2',
      'host.jsonl.3',
      'host.jsonl.4',
    ]);
  });

  it('is scrubbed again, line by line, before it leaves the machine', async () => {
    mkdirSync(join(folder.path, 'old'));
    const old = {
      time: '2026-01-02T00:00:00.000Z',
      event: '项目 学苑社区 opened',
      stack: 'Error: x\n at /home/wang/x.ts',
      王建国: 1,
    };
    writeFileSync(join(folder.path, 'host.jsonl'), `${JSON.stringify(old)}\n王建国 torn line`);
    const [file] = await readLogs(folder.path);
    expect(file?.text).toContain('2026-01-02T00:00:00.000Z');
    expect(file?.text).toContain('unreadable-line');
    expect(file?.text).not.toMatch(/学苑|王建国|wang/);
  });

  it('is given up where it cannot be written, and says nothing of it', async () => {
    const log = openLog(join(folder.path, 'gone'), () => 0);
    log.info('host-started');
    await expect(log.flush()).resolves.toBeUndefined();
  });
});
