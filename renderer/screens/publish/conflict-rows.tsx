import { useInspection, useSession } from '#renderer/stores/context.ts';
import { checkText } from '#renderer/text/publish-text.ts';
import { registerKey } from '#shared/log/register.ts';
import { registerName, valueText } from '#renderer/text/conflict-words.ts';
import { minuteStamp } from '#renderer/text/moment.ts';

/** Values written at the same time: each can be taken, which settles it for everybody. */
export function ConflictRows() {
  const conflicts = useInspection((inspection) => inspection.folded.conflicts);
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  const record = useSession((state) => state.record);
  return (
    <ul className="open-items">
      {conflicts.map((conflict) => (
        <li key={registerKey(conflict.register)} className="conflict">
          <b>{registerName(conflict.register, catalogue, facts)}</b>
          {[conflict.shown, ...conflict.others].map((version) => (
            <div key={`${version.event.device} ${version.event.seq}`}>
              <span>
                {valueText(version.value, conflict.register)}
                <small>
                  {version.event.author === '' ? checkText.nobody : version.event.author}{' '}
                  {minuteStamp(version.event.hlc.wall)}
                </small>
              </span>
              <button type="button" className="btn" onClick={() => void record([version.draft])}>
                {checkText.choose}
              </button>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
