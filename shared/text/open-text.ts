import type { Assessment } from '../assess/types.ts';
import type { Blocker } from '../log/readiness.ts';

/** What stands between an inspection and 定稿, one line each, naming its indicator. */
export function openLines(
  blockers: readonly Blocker[],
  { indicators, findings }: Pick<Assessment, 'indicators' | 'findings'>,
): readonly string[] {
  return blockers.map((blocker) => {
    switch (blocker.is) {
      case 'conflict':
        return `填写冲突未选定（第 ${blocker.index + 1} 处）`;
      case 'unreadable':
        return `有记录由更新版本写成（第 ${blocker.index + 1} 条）`;
      case 'undetermined': {
        const name = indicators.find(({ no }) => no === blocker.indicator)?.name ?? '';
        return `第 ${blocker.indicator} 项“${name}”待核，未按名接受`;
      }
      case 'contradiction': {
        const found = findings.find(({ key }) => key === blocker.key);
        return `第 ${found?.indicator ?? ''} 项（${found?.clause ?? ''}）矛盾未答复：${found?.message ?? ''}〔${blocker.key}〕`;
      }
    }
  });
}
