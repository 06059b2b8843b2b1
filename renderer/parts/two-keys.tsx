import { twoKeysText } from '#renderer/text/two-keys-text.ts';
import type { PlannedStream } from '#shared/package/plan.ts';
import type { Sha256 } from '#shared/ids.ts';
import { Fingerprint } from './fingerprint.tsx';
import './two-keys.css';

interface Props {
  /** Of the key that came. */
  readonly fingerprint: Sha256;
  /** Of the one that is known here; null: none vouches for what is here. */
  readonly other: PlannedStream['otherFingerprint'];
  readonly onSettle: () => void;
}

/** Two keys under one device id: whoever has asked the device's owner can settle on the one that came. */
export function TwoKeys({ fingerprint, other, onSettle }: Props) {
  return (
    <div className="two-keys">
      <dl>
        <dt>{twoKeysText.came}</dt>
        <dd>
          <Fingerprint of={fingerprint} />
        </dd>
        {other !== null && (
          <>
            <dt>{twoKeysText.known}</dt>
            <dd>
              <Fingerprint of={other} />
            </dd>
          </>
        )}
      </dl>
      <p>{twoKeysText.hint}</p>
      <button type="button" className="btn" onClick={onSettle}>
        {twoKeysText.settle}
      </button>
    </div>
  );
}
