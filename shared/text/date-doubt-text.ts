import { chinaMinute } from '../publication/chinese-date.ts';
import type { DateDoubt, DateLook } from '../publication/notice-date.ts';
import type { NoticeInput } from '../publication/notice-input.ts';

/** Why a 落款日期 is asked about, in words; times are Beijing's. */
export function dateDoubtText(doubt: DateDoubt, { folded, now }: DateLook): string {
  const { facts, history } = folded;
  switch (doubt) {
    case 'future':
      return `落款日期在今天之后（本机时钟现为北京时间 ${chinaMinute(now)}）`;
    case 'not-today':
      return `落款日期不是定稿当天（北京时间 ${chinaMinute(now)}）`;
    case 'before-period':
      return `落款日期早于验收期间的结束日期 ${facts.profile.period.to}`;
    case 'before-evidence':
      return '有佐证拍摄于落款日期之后';
    case 'clock-behind': {
      const written = history.reduce((latest, { event }) => Math.max(latest, event.hlc.wall), 0);
      return `本机时钟现为北京时间 ${chinaMinute(now)}，而已有记录写于 ${chinaMinute(written)}，其中一个时钟不准`;
    }
    case 'clock-moved':
      return '填报期间有电脑的时钟被调整过';
  }
}

/** Why a notice is not signed now: what it says of itself is still to come. */
export function aheadText({ date, createdAt }: Pick<NoticeInput, 'date' | 'createdAt'>): string {
  const at = chinaMinute(Date.parse(createdAt));
  return `落款日期为 ${date}，定稿时间为北京时间 ${at}，晚于现在签名的时间；若当时的时钟不准，请撤销定稿后重新定稿`;
}
