import { describe, expect, it } from 'vitest';
import {
  agoText,
  backupPhaseText,
  generationsText,
  refusalText,
  restoreText,
  spanText,
  streamsText,
} from '#renderer/text/safety-text.ts';
import { unreadText } from '#renderer/text/backup-fault-text.ts';
import { PlannedStream } from '#shared/package/plan.ts';
import { STREAM_REFUSALS } from '#shared/package/vouching.ts';

const STREAM: PlannedStream = {
  device: 'laptop-x' as PlannedStream['device'],
  is: 'longer',
  events: 3,
  ahead: 0,
  total: 5,
  by: 'known',
  fingerprint: null,
  refused: null,
  held: 0,
  canSettle: false,
  otherFingerprint: null,
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('wording of 数据安全', () => {
  it('says how long ago something was, and never a time to come', () => {
    const cases = [-HOUR, 0, 59_000, 3 * MINUTE, 2 * HOUR + 59 * MINUTE, 5 * DAY];
    expect(cases.map(agoText)).toEqual(['刚刚', '刚刚', '刚刚', '3 分钟前', '2 小时前', '5 天前']);
  });

  it('says of a backup that cannot be listed where it lies and why, whatever the reason', () => {
    const name = '20240801T000000000-laptop-x';
    const said = ['missing', 'damaged', 'newer', 'EIO', 'EODD'].map((reason) => unreadText({ name, reason }));
    expect(new Set(said).size).toBe(said.length);
    for (const text of said) expect(text).toContain(`generations/${name}`);
    expect(said.join()).toContain('磁盘读写出错，EIO');
  });

  it('says a span in its two largest units', () => {
    const cases = [-(2 * HOUR + 3 * MINUTE), 45_000, 2 * MINUTE + 1000, HOUR, 3 * DAY + 2 * HOUR, DAY];
    expect(cases.map(spanText)).toEqual(['2 小时 3 分', '45 秒', '2 分 1 秒', '1 小时', '3 天 2 小时', '1 天']);
  });

  it('has words for every way a stream can stand, and says what stays', () => {
    const stands = PlannedStream.entries.is.options.map((is) => streamsText([{ ...STREAM, is, ahead: 12 }]));
    expect(new Set(stands).size).toBe(stands.length - 1);
    expect(stands.join()).toContain('本机更新，比备份多 12 条，保持不变');
    expect(stands.join()).toContain('两边都不改动');
  });

  it('[LG24] says how much of a stream does not come back, why, and what to do', () => {
    const held = { ...STREAM, refused: 'package.stream-unsigned', held: 2 } as const;
    expect(streamsText([held, STREAM, { ...held, is: 'same', events: 0 }])).toBe(
      '补回 3 条记录；4 条记录不恢复（原因见下）',
    );
    expect(refusalText(held)).toBe(
      '末尾 2 条（共 5 条）：没有这台设备的签名，不能确认是它写的。请在这台设备上重新导出数据包，再在本机导入；设备已经不用的，请保留这份备份，联系维护人员。',
    );
    const texts = STREAM_REFUSALS.map((refused) => refusalText({ ...held, refused }));
    expect(new Set(texts).size).toBe(STREAM_REFUSALS.length);
    expect(refusalText({ ...STREAM, is: 'fork', canSettle: true })).toContain('两把不同的密钥');
  });

  it('counts only where there is something to count', () => {
    expect(backupPhaseText({ phase: 'originals', done: 12, total: 340 })).toBe('核对照片和文件 12 / 340');
    expect(backupPhaseText({ phase: 'check', done: 0, total: 1 })).toBe('逐个核对');
    expect(backupPhaseText({ phase: '', done: 0, total: 0 })).toBe('准备');
  });

  it('names what is broken by kind, and what would come back without what would not', () => {
    const check = {
      generation: '20240801T000000000-laptop-x',
      files: 20,
      broken: { streams: 0, originals: 2, others: 1 },
    };
    expect(generationsText.broken(check)).toContain(
      '20 个文件中有 3 个损坏或缺失（照片和公示文件 2，指标目录和设置 1）',
    );
    const plan = { generation: check.generation, inspections: [], same: 0, repaired: 0, unsound: 0, catalogues: 0 };
    const summary = restoreText.summary({ ...plan, events: 5, photos: 1, photoBytes: 2048, notices: 0 });
    expect(summary).toBe('5 条记录、1 张照片和文件（2 KB）');
  });
});
