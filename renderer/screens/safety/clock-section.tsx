import { useSession, useSettings } from '#renderer/stores/context.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { clockTexts, spanText } from '#renderer/text/safety-text.ts';
import type { FoldedInspection } from '#shared/log/fold.ts';

/** 本机时间: what was seen of the clock, as evidence beside the open inspection's records. */
export function ClockSection() {
  const inspection = useSession((state) => state.inspection);
  const own = useSettings((state) => state.info?.device);
  const clocks = inspection?.folded.clocks ?? [];
  return (
    <section aria-label={clockTexts.title}>
      <h2>{clockTexts.title}</h2>
      <p className="na">{clockTexts.hint}</p>
      {inspection === null && <p className="none">{clockTexts.closed}</p>}
      {inspection !== null && clocks.length === 0 && <p className="none">{clockTexts.none}</p>}
      {clocks.length > 0 && (
        <ul className="clocks">
          {clocks.toReversed().map((clock) => (
            <li key={`${clock.event.device} ${clock.event.seq}`} className="num">
              {sentenceOf(clock)}
              {clock.event.device !== own && <small>{clockTexts.device(clock.event.device)}</small>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** `wall` is what the clock showed when it was noticed. */
function sentenceOf({ kind, wall, by }: FoldedInspection['clocks'][number]): string {
  const at = minuteStamp(wall);
  return kind === 'moved' ? clockTexts.moved(at, by < 0, spanText(by)) : clockTexts.behind(at, spanText(by));
}
