import { useEffect, useState } from 'react';
import type { Licences } from '#shared/help/manual.ts';
import { aboutText, helpText } from '#renderer/text/help-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { loadLicences } from './load-help.ts';

/** Packages and fonts of others with their terms. */
export function LicenceList({ onBack }: { readonly onBack: () => void }) {
  const [licences, setLicences] = useState<Licences | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isHere = true;
    loadLicences().then(
      (loaded) => isHere && setLicences(loaded),
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  if (failed) return <FailureNote failure={{ code: 'app.host-unreachable' }} />;
  return (
    <>
      <p>{licences === null ? helpText.loading : aboutText.licencesHint(licences.length)}</p>
      <div className="licences">
        {licences?.map(({ name, version, licence, text }) => (
          <details key={`${name} ${version}`}>
            <summary>
              {name} <small>{version}</small>
              <i>{licence}</i>
            </summary>
            <pre>{text === '' ? aboutText.noText : text}</pre>
          </details>
        ))}
      </div>
      <p>{aboutText.chromium}</p>
      <div className="dialog-buttons">
        <button type="button" className="btn" onClick={onBack}>
          {aboutText.back}
        </button>
      </div>
    </>
  );
}
