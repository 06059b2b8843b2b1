import { describe, expect, it } from 'vitest';
import { pageText, textRuns } from '#shared/publication/text-runs.ts';

const kept = (text: string): string[] => textRuns(text).flatMap((run) => (typeof run === 'string' ? [] : [run.text]));

describe('what stays on one line', () => {
  it.each([
    ['按照GB/T 9704—2012编排', ['GB/T 9704—2012']],
    ['（鲁数发〔2022〕16号）', ['〔2022〕16号']],
    ['于2024年8月1日—31日验收', ['2024年8月1日', '31日']],
    ['共2813户，覆盖率95.3%', ['2813户', '95.3%']],
    ['采用SSL/TLS协议', ['SSL/TLS']],
  ])('[PU13] %s', (text, wanted) => {
    expect(kept(text).join(' ')).toBe(wanted.join(' '));
  });

  it('[PU3] changes no character', () => {
    const text = '社区共2813户，5G网络覆盖率达到100%；\n2024年组织5次（IPTV）A/B';
    const runs = textRuns(text).map((run) => (typeof run === 'string' ? run : run.text));
    expect(runs.join('')).toBe(text);
  });

  it('knows one kind of line end', () => {
    expect(pageText('一\r\n二\r三\t四 \n五')).toBe('一\n二\n三 四\n五');
  });
});
