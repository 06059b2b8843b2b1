import { eventsIn, type InspectionStanding, type PlaceStanding } from '#renderer/parts/place-standing.ts';
import { useProjects, useSync } from '#renderer/stores/context.ts';
import { sharedText } from '#renderer/text/sync-text.ts';
import { Confirm } from '#renderer/ui/confirm.tsx';
import type { DeviceId, InspectionId, Sha256 } from '#shared/ids.ts';
import type { StuckStream } from '#shared/sync/standing.ts';
import { errorText } from '#shared/text/error-text.ts';
import { fingerprintText } from '#shared/text/package-text.ts';

interface Props {
  readonly standing: PlaceStanding;
  readonly readOnly: boolean;
}

/** What is shared through a place and how it stands there; what lies there and is not here; what is here and not shared. */
export function SharedList({ standing, readOnly }: Props) {
  const { place, offered } = standing.state;
  const share = useSync((all) => all.share);
  const settleKey = useSync((all) => all.settleKey);
  const projects = useProjects((state) => state.projects);
  const nameOf = useNames();
  const join = (...more: readonly InspectionId[]) => void share(place.id, [...place.inspections, ...more]);
  const local = projects.filter(
    ({ id }) => !place.inspections.includes(id) && offered.every((one) => one.inspection !== id),
  );
  return (
    <>
      {standing.inspections.length === 0 && <p className="na">{sharedText.none}</p>}
      {standing.inspections.length > 0 && (
        <table className="shared">
          <caption>{sharedText.shared}</caption>
          <thead>
            <tr>
              <th scope="col">{sharedText.columns.inspection}</th>
              <th scope="col">{sharedText.columns.here}</th>
              <th scope="col" title={sharedText.thereHint}>
                {sharedText.columns.there}
              </th>
              <th scope="col">{sharedText.columns.files}</th>
              <th scope="col">{sharedText.columns.act}</th>
            </tr>
          </thead>
          <tbody>
            {standing.inspections.map((one) => (
              <SharedRow
                key={one.inspection}
                standing={one}
                keepsOriginals={standing.keepsOriginals}
                name={nameOf(one.inspection)}
                onSettle={(device, fingerprint) => void settleKey({ place: place.id, device, fingerprint })}
                onStop={
                  readOnly
                    ? null
                    : () =>
                        void share(
                          place.id,
                          place.inspections.filter((id) => id !== one.inspection),
                        )
                }
              />
            ))}
          </tbody>
        </table>
      )}
      {!readOnly && offered.length > 0 && (
        <Choices
          title={sharedText.offered}
          choices={offered.map(({ inspection, community, here }) => ({
            id: inspection,
            name: community,
            hint: here ? sharedText.alsoThere : '',
          }))}
          act={sharedText.join}
          actOf={sharedText.joinOf}
          onChoose={join}
        />
      )}
      {!readOnly && local.length > 0 && (
        <Choices
          title={sharedText.local}
          choices={local.map(({ id }) => ({ id, name: nameOf(id), hint: '' }))}
          act={sharedText.share}
          actOf={sharedText.shareOf}
          onChoose={join}
        />
      )}
    </>
  );
}

/** What inspections are called here. */
function useNames(): (id: InspectionId) => string {
  const projects = useProjects((state) => state.projects);
  return (id) => projects.find((one) => one.id === id)?.profile.community ?? sharedText.unknown(id.slice(0, 12));
}

interface RowProps {
  readonly standing: InspectionStanding;
  readonly keepsOriginals: boolean;
  readonly name: string;
  readonly onStop: (() => void) | null;
  readonly onSettle: (device: DeviceId, fingerprint: Sha256) => void;
}

function SharedRow({ standing, keepsOriginals, name, onStop, onSettle }: RowProps) {
  const { heads, at, gap, stuck } = standing;
  const here = heads === null ? null : eventsIn(heads);
  return (
    <tr>
      <th scope="row">
        {name}
        {stuck.map((one) => (
          <Stuck key={`${one.device} ${one.reason}`} stuck={one} onSettle={onStop === null ? null : onSettle} />
        ))}
      </th>
      <td className="num">{here === null ? sharedText.coming : sharedText.count(here)}</td>
      <td className={`num ${at !== null && gap.events === 0 ? 'met' : 'und'}`}>
        {at === null
          ? sharedText.notYet
          : gap.events === 0
            ? sharedText.allThere(here ?? 0)
            : sharedText.lacks(gap.events)}
        {at !== null && at.notTaken > 0 && <small>{sharedText.notTaken(at.notTaken)}</small>}
      </td>
      <td>{at === null ? null : <Files at={at} keepsOriginals={keepsOriginals} />}</td>
      <td>
        {onStop !== null && (
          <Confirm question={sharedText.stopAsk} yes={sharedText.stop} placement="topRight" onYes={onStop}>
            <button type="button" className="btn link" aria-label={sharedText.stopOf(name)}>
              {sharedText.stop}
            </button>
          </Confirm>
        )}
      </td>
    </tr>
  );
}

interface StuckProps {
  readonly stuck: StuckStream;
  readonly onSettle: RowProps['onSettle'] | null;
}

/** Why records of a device stay where they are; where two keys stand for it, somebody who asked its owner settles on one. */
function Stuck({ stuck: { device, reason, events, fingerprints }, onSettle }: StuckProps) {
  const { happened, todo } = errorText({ code: reason, detail: { device } });
  const keys = onSettle === null || reason !== 'package.stream-key-changed' ? [] : fingerprints;
  return (
    <small className="unmet" role="note">
      {sharedText.stuck(device, events)}：{happened}
      {todo}
      {keys.map((key) => (
        <Confirm
          key={key}
          question={sharedText.settleAsk(device, fingerprintText(key))}
          yes={sharedText.settle(fingerprintText(key).slice(0, 9))}
          onYes={() => onSettle?.(device, key)}
        >
          <button type="button" className="btn link">
            {sharedText.settle(fingerprintText(key).slice(0, 9))}
          </button>
        </Confirm>
      ))}
    </small>
  );
}

function Files({
  at: { filesUnsent, filesNotFetched, filesMissing },
  keepsOriginals,
}: {
  readonly at: NonNullable<InspectionStanding['at']>;
  readonly keepsOriginals: boolean;
}) {
  const unsent = keepsOriginals ? sharedText.filesKept : sharedText.filesUnsent;
  const isAll = filesUnsent.count + filesNotFetched.count + filesMissing === 0;
  if (isAll) return <span className="met">{sharedText.filesAll}</span>;
  return (
    <>
      {filesUnsent.count > 0 && <small className="und">{unsent(filesUnsent.count, filesUnsent.bytes)}</small>}
      {filesNotFetched.count > 0 && (
        <small>{sharedText.filesNotFetched(filesNotFetched.count, filesNotFetched.bytes)}</small>
      )}
      {filesMissing > 0 && (
        <small className="und" title={sharedText.filesMissingHint}>
          {sharedText.filesMissing(filesMissing)}
        </small>
      )}
    </>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly choices: readonly { readonly id: InspectionId; readonly name: string; readonly hint: string }[];
  readonly act: string;
  readonly actOf: (name: string) => string;
  readonly onChoose: (...ids: readonly InspectionId[]) => void;
}

function Choices({ title, choices, act, actOf, onChoose }: ChoicesProps) {
  return (
    <section className="choices" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {choices.map(({ id, name, hint }) => (
          <li key={id}>
            <span>
              {name}
              {hint !== '' && <small>{hint}</small>}
            </span>
            <button type="button" className="btn" aria-label={actOf(name)} onClick={() => onChoose(id)}>
              {act}
            </button>
          </li>
        ))}
      </ul>
      {choices.length > 1 && (
        <button type="button" className="btn link" onClick={() => onChoose(...choices.map(({ id }) => id))}>
          {sharedText.shareAll(choices.length)}
        </button>
      )}
    </section>
  );
}
