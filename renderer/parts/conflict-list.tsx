import type { Conflict, Version } from '#shared/log/fold.ts';
import { registerKey, type Register } from '#shared/log/register.ts';
import { registerName, valueText } from '#renderer/text/conflict-words.ts';
import { useFrozen, useInspection, useServices, useSession, useSettings } from '#renderer/stores/context.ts';
import { momentText } from '#renderer/text/format.ts';
import { companionText } from '#renderer/text/session-text.ts';
import { conflictListText, recentText } from '#renderer/text/walk-text.ts';

/** Values that people wrote without seeing each other's, each with who and when: taking one settles it for everybody. */
export function ConflictList({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  return conflicts.map((conflict, index) => (
    <section key={registerKey(conflict.register)} className="dispute" role="alert">
      <p>
        <b>{conflictListText.title}</b>
        {registerName(conflict.register, catalogue, facts)}
        {index === 0 && <small>{conflictListText.hint}</small>}
      </p>
      <ul>
        {[conflict.shown, ...conflict.others].map((version) => (
          <Choice
            key={`${version.event.device} ${version.event.seq}`}
            version={version}
            register={conflict.register}
            shown={version === conflict.shown}
          />
        ))}
      </ul>
    </section>
  ));
}

interface ChoiceProps {
  readonly version: Version;
  readonly register: Register;
  readonly shown: boolean;
}

function Choice({ version, register, shown }: ChoiceProps) {
  const { now } = useServices();
  const own = useSettings((state) => state.info?.device);
  const record = useSession((state) => state.record);
  const disabled = useFrozen();
  const { author, device, hlc, window } = version.event;
  const ownWindow = useSession((state) => state.window);
  const elsewhere = device !== own ? recentText.elsewhere : window?.id === ownWindow ? null : companionText.window;
  return (
    <li>
      <div>
        <b className="num">{valueText(version.value, register)}</b>
        <small className="num">
          {author === '' ? recentText.anonymous : author}
          {own !== undefined && elsewhere !== null && `（${elsewhere}）`} {momentText(hlc.wall, now())}
          {shown && ` · ${conflictListText.shown}`}
        </small>
      </div>
      {!disabled && (
        <button type="button" className="btn" onClick={() => void record([version.draft])}>
          {conflictListText.take}
        </button>
      )}
    </li>
  );
}
