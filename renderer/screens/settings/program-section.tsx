import { useSettings } from '#renderer/stores/context.ts';
import { sizeText } from '#renderer/text/format.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { useStorageState } from './use-storage-state.ts';

/** Version, data folder, this computer, and how the window's own store is kept. */
export function ProgramSection() {
  const info = useSettings((state) => state.info);
  const { storage, persist } = useStorageState();
  return (
    <section>
      <h2>{settingsText.program}</h2>
      <dl>
        <dt>{settingsText.dataFolder}</dt>
        <dd>
          <code className="path">{info?.dataFolder ?? settingsText.unknown}</code>
          <small>{settingsText.dataFolderHint}</small>
        </dd>
        <dt>{settingsText.index}</dt>
        <dd>
          {storage === null ? (
            settingsText.unknown
          ) : (
            <>
              <span className="num">{settingsText.used(sizeText(storage.used), sizeText(storage.quota))}</span>
              <small>{storage.persisted ? settingsText.persisted : settingsText.evictable}</small>
              {!storage.persisted && (
                <button type="button" className="btn" onClick={() => void persist()}>
                  {settingsText.persist}
                </button>
              )}
            </>
          )}
        </dd>
        <dt>{settingsText.version}</dt>
        <dd>{info === null ? settingsText.unknown : `${info.version}（${settingsText.editions[info.edition]}）`}</dd>
        <dt>{settingsText.device}</dt>
        <dd>
          <code>{info?.device ?? settingsText.unknown}</code>
        </dd>
        <dt>{settingsText.runtime}</dt>
        <dd>{info?.runtime ?? settingsText.unknown}</dd>
      </dl>
    </section>
  );
}
