import { useSafety, useSettings } from '#renderer/stores/context.ts';
import { sizeText } from '#renderer/text/format.ts';
import { safetyText, storageText } from '#renderer/text/safety-text.ts';
import { useStorageState } from './use-storage-state.ts';
import { LEAST_FREE_FOR_ORIGINALS } from '#shared/host/limits.ts';

/** 存储空间: what is free, what is kept back of it, where the data is, how the window's own index is kept. */
export function StorageSection() {
  const storage = useSafety((state) => state.storage);
  const folder = useSettings((state) => state.info?.dataFolder);
  const { storage: index, persist } = useStorageState();
  const free = storage?.free ?? null;
  const low = free !== null && free < LEAST_FREE_FOR_ORIGINALS;
  return (
    <section aria-label={storageText.title}>
      <h2>{storageText.title}</h2>
      <dl>
        <dt>{storageText.free}</dt>
        <dd>
          <b className={low ? 'unmet num' : 'num'}>
            {free === null ? safetyText.unknown : storageText.freeOf(sizeText(free))}
          </b>
          {low && (
            <small className="unmet">
              {storageText.low}
              {storageText.lowTodo}
            </small>
          )}
        </dd>
        <dt>{storageText.reserve}</dt>
        <dd className={storage?.reserve === 'released' ? 'unmet' : ''}>
          {storage === null ? safetyText.unknown : storageText.reserves[storage.reserve]}
        </dd>
        <dt>{storageText.folder}</dt>
        <dd>
          <code className="path">{folder ?? safetyText.unknown}</code>
        </dd>
        <dt>{storageText.index}</dt>
        <dd>
          {index === null && safetyText.unknown}
          {index !== null && (index.persisted ? storageText.persisted : storageText.evictable)}
          {index?.persisted === false && (
            <button type="button" className="btn" onClick={() => void persist()}>
              {storageText.persist}
            </button>
          )}
        </dd>
      </dl>
    </section>
  );
}
