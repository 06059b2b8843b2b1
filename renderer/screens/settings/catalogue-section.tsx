import { useEffect, useRef, useState } from 'react';
import { useProjects, useServices } from '#renderer/stores/context.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import type { ErrorCode } from '#shared/errors.ts';
import type { CatalogueInfo } from '#shared/host/records.ts';
import type { Failure } from '#shared/result.ts';
import { readBytes } from '#renderer/host/read-bytes.ts';

type Import =
  | { readonly is: 'idle' }
  | { readonly is: 'busy' }
  | { readonly is: 'done'; readonly info: CatalogueInfo }
  | { readonly is: 'failed'; readonly failure: Failure<ErrorCode> };

/** The catalogues on offer, and the way to add next year's. */
export function CatalogueSection() {
  const catalogues = useProjects((state) => state.catalogues);
  const load = useProjects((state) => state.load);
  const { host } = useServices();
  const [importing, setImporting] = useState<Import>({ is: 'idle' });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void load();
  }, [load]);
  const take = async (file: File) => {
    setImporting({ is: 'busy' });
    const bytes = await readBytes(file);
    if (bytes === null) {
      return setImporting({ is: 'failed', failure: { code: 'catalogue.not-json', detail: { reason: file.name } } });
    }
    const taken = await host.upload('catalogue:import', {}, bytes);
    if (!taken.ok) return setImporting({ is: 'failed', failure: taken.error });
    setImporting({ is: 'done', info: taken.value });
    await load();
  };
  return (
    <section>
      <h2>{settingsText.catalogues}</h2>
      <p className="na">{settingsText.cataloguesHint}</p>
      <CatalogueTable catalogues={catalogues} />
      {importing.is === 'failed' && <FailureNote failure={importing.failure} />}
      <div className="actions">
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={settingsText.import}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void take(file);
            event.target.value = '';
          }}
        />
        <button type="button" className="btn" disabled={importing.is === 'busy'} onClick={() => input.current?.click()}>
          {importing.is === 'busy' ? settingsText.importing : settingsText.import}
        </button>
        {importing.is === 'done' && (
          <output className="met">{settingsText.imported(importing.info.tier, importing.info.version)}</output>
        )}
      </div>
    </section>
  );
}

function CatalogueTable({ catalogues }: { readonly catalogues: readonly CatalogueInfo[] }) {
  const { columns } = settingsText;
  if (catalogues.length === 0) return <p className="na">{settingsText.noCatalogues}</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.standard}</th>
          <th scope="col">{columns.tier}</th>
          <th scope="col">{columns.version}</th>
          <th scope="col">{columns.origin}</th>
          <th scope="col">{columns.hash}</th>
        </tr>
      </thead>
      <tbody>
        {catalogues.map((catalogue) => (
          <tr key={catalogue.sha256}>
            <td>{catalogue.standard}</td>
            <td>{catalogue.tier}</td>
            <td className="num">{catalogue.version}</td>
            <td>{catalogue.builtIn ? settingsText.builtIn : settingsText.importedTag}</td>
            <td>
              <code title={catalogue.sha256}>{catalogue.sha256.slice(0, 12)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
