import { describe, expect, it } from 'vitest';
import { printLine, printText } from '#shared/publication/print-text.ts';

describe('a text as it is printed', () => {
  it.each([
    ['一\r\n二\r三\n四\v五\f六\u0085七\u2028八\u2029九', '一\n二\n三\n四\n五\n六\n七\n八\n九'],
    ['152\u2009714 平\t方\u00a0米\u3000整', '152 714 平 方 米\u3000整'],
    ['零\u200b宽\u200d\ufeff向\u202e变\ufe0f体\u{e0100}软\u00ad', '零宽向变体软'],
    ['铃\u0007\u001b[31m删\u007f', '铃[31m删'],
    ['e\u0301 n\u0303', '\u00e9 \u00f1'],
    // The faces have Ω and the acute, and no Ώ; Q with an acute is no character at all.
    ['Ω\u0301 Q\u0301', 'Ω\u0301 Q\u0301'],
    ['半\ud840对', '半□对'],
    ['一 \n  二\n\n\n\n三\n', '一\n  二\n\n三'],
    ['⽅ ① ㎡ 𬭸 🙂', '⽅ ① ㎡ 𬭸 🙂'],
  ])('[PU18] %j', (typed, printed) => {
    expect(printText(typed)).toBe(printed);
  });

  it('[PU18] has a blank for a line end where it is a name', () => {
    expect(printLine('学苑\u2028\n社区 ')).toBe('学苑 社区');
  });
});
