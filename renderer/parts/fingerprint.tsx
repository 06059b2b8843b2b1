import { fingerprintText } from '#shared/text/package-text.ts';
import type { Sha256 } from '#shared/ids.ts';
import './fingerprint.css';

/** A key's fingerprint, laid out so that two of them can be held against each other group by group. */
export function Fingerprint({ of }: { readonly of: Sha256 }) {
  return <code className="fingerprint">{fingerprintText(of)}</code>;
}
