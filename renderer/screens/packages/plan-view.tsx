import type { PackagePlan, PlannedStream } from '#shared/package/plan.ts';
import { planStanding } from '#shared/package/plan.ts';
import { standingText, streamText, vouchingText } from '#shared/text/package-text.ts';
import { sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { Fingerprint } from '#renderer/parts/fingerprint.tsx';
import { TwoKeys } from '#renderer/parts/two-keys.tsx';
import type { DeviceId, Sha256 } from '#shared/ids.ts';
import { packageText } from '#renderer/text/package-text.ts';
import { usePackages, useProjects } from '#renderer/stores/context.ts';
import { Icon } from '#renderer/ui/icons.tsx';

/** What a package holds, who signed it, and what it would bring or has brought. */
export function PlanView({ plan, done }: { readonly plan: PackagePlan; readonly done: boolean }) {
  const { community, madeBy, madeAt, product, streams, missing } = plan;
  const has = (is: PackagePlan['streams'][number]['is']): boolean => streams.some((stream) => stream.is === is);
  return (
    <div className="plan">
      <header>
        <b>{community === '' ? plan.inspection : community}</b>
        <small>{packageText.madeBy(madeBy, minuteStamp(madeAt), product)}</small>
      </header>
      <Signer signer={plan.signer} done={done} />
      <Brings plan={plan} done={done} />
      {done && <Conflicts inspection={plan.inspection} />}
      <section>
        <h3>{packageText.streams}</h3>
        <ul className="streams">
          {streams.map((stream) => (
            <StreamLine
              key={stream.device}
              stream={stream}
              done={done}
              canSettle={stream.canSettle && !done && !isSettledAbove(plan.signer, stream)}
            />
          ))}
        </ul>
      </section>
      {missing > 0 && <Warning text={packageText.missing(missing)} />}
      {streams.some(({ by, refused }) => by === 'unsigned' && refused === null) && (
        <Warning text={packageText.unsigned} />
      )}
      {streams.some(({ refused }) => refused !== null) && <Warning text={packageText.refused} />}
      {has('fork') && <Warning text={packageText.forked} />}
      {has('damaged-here') && <Warning text={packageText.damagedHere} />}
    </div>
  );
}

/** What both sides had written without seeing each other, now that it is together. */
function Conflicts({ inspection }: Pick<PackagePlan, 'inspection'>) {
  const conflicts = useProjects((state) => state.projects.find(({ id }) => id === inspection)?.conflicts ?? 0);
  return conflicts === 0 ? null : <Warning text={packageText.conflicts(conflicts)} />;
}

/** The key that signs the package is asked about once, where its signer stands. */
const isSettledAbove = ({ standing, device, fingerprint }: PackagePlan['signer'], stream: PlannedStream): boolean =>
  standing === 'changed' && device === stream.device && fingerprint === stream.fingerprint;

interface StreamProps {
  readonly stream: PlannedStream;
  readonly done: boolean;
  readonly canSettle: boolean;
}

function StreamLine({ stream, done, canSettle }: StreamProps) {
  const { device, total, events, by, refused, fingerprint, otherFingerprint } = stream;
  const tone = refused !== null ? 'unmet' : by === 'unsigned' || by === 'new' ? 'und' : 'met';
  return (
    <li>
      <code>{device}</code>
      <span className="num">{packageText.total(total)}</span>
      <span>{done && events > 0 ? packageText.broughtEvents(events) : streamText(stream)}</span>
      <b className={tone}>{vouchingText(stream)}</b>
      {canSettle && fingerprint !== null && (
        <Settle device={device} fingerprint={fingerprint} other={otherFingerprint} />
      )}
    </li>
  );
}

function Settle({ device, fingerprint, other }: { device: DeviceId; fingerprint: Sha256; other: Sha256 | null }) {
  const settle = usePackages((state) => state.settleKey);
  return <TwoKeys fingerprint={fingerprint} other={other} onSettle={() => void settle(device, fingerprint)} />;
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p className="warn und">
      <Icon name="alert" size={16} />
      {text}
    </p>
  );
}

const CLASS_OF = { own: 'met', known: 'met', new: 'und', changed: 'unmet' } as const;

function Signer({ signer, done }: { readonly signer: PackagePlan['signer']; readonly done: boolean }) {
  const { device, fingerprint, standing } = signer;
  // Both fingerprints stand in what settles it.
  const isToSettle = standing === 'changed' && !done;
  return (
    <dl className="signer">
      <dt>{packageText.signature}</dt>
      <dd className="met">
        <Icon name="check" size={16} />
        {packageText.holds}
      </dd>
      <dt>{packageText.device}</dt>
      <dd>
        <code>{device}</code> <b className={CLASS_OF[standing]}>{standingText(standing)}</b>
      </dd>
      {!isToSettle && (
        <>
          <dt>{packageText.fingerprint}</dt>
          <dd>
            <Fingerprint of={fingerprint} />
          </dd>
        </>
      )}
      {standing === 'new' && !done && <dd className="hint">{packageText.newDevice}</dd>}
      {standing === 'changed' && (
        <dd className="hint unmet">
          {packageText.changedDevice}
          {isToSettle && <Settle device={device} fingerprint={fingerprint} other={signer.knownFingerprint} />}
        </dd>
      )}
    </dl>
  );
}

function Brings({ plan, done }: { readonly plan: PackagePlan; readonly done: boolean }) {
  const standing = planStanding(plan);
  if (standing === 'refused') return null;
  if (standing === 'nothing') return <p className="nothing">{packageText.nothing}</p>;
  const lines = [
    plan.events > 0 ? packageText.events(plan.events) : null,
    plan.photos > 0 ? packageText.photos(plan.photos, sizeText(plan.photoBytes)) : null,
    plan.catalogues > 0 ? packageText.catalogues(plan.catalogues) : null,
    plan.notices > 0 ? packageText.notices(plan.notices) : null,
  ].filter((line) => line !== null);
  return (
    <section>
      <h3>{done ? packageText.brought : packageText.brings}</h3>
      <ul className="brings">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {!done && <p className="quiet">{packageText.onlyAdds}</p>}
    </section>
  );
}
