import { useEffect, useState } from 'react';
import { useServices } from '#renderer/stores/context.ts';
import { saveFile } from '#renderer/host/save-file.ts';
import { publishedText } from '#renderer/text/publish-text.ts';
import { chinaMinute } from '#shared/publication/chinese-date.ts';
import type { FiledNotice } from './signed-notice.ts';

/** Which files the host hands out: it holds each against its hash first. Absent: not asked yet. */
export type Sound = Readonly<Record<string, boolean>>;

/** Asks for every file of these notices whether it is still what its hash says. */
export function useSound(notices: readonly FiledNotice[]): Sound {
  const { fileUrl } = useServices();
  const [sound, setSound] = useState<Sound>({});
  useEffect(() => {
    const leaving = new AbortController();
    for (const { sha256, name } of notices.flatMap(({ pdf, xlsx }) => [pdf, xlsx])) {
      fetch(fileUrl(sha256, name), { method: 'HEAD', cache: 'no-store', signal: leaving.signal }).then(
        ({ ok, status }) => {
          if (ok || status === 404) setSound((known) => ({ ...known, [sha256]: ok }));
        },
        () => undefined,
      );
    }
    return () => leaving.abort();
  }, [notices, fileUrl]);
  return sound;
}

/** Whether the host would not hand one of the two files out. */
export const isDamaged = (sound: Sound, { pdf, xlsx }: Pick<FiledNotice, 'pdf' | 'xlsx'>): boolean =>
  sound[pdf.sha256] === false || sound[xlsx.sha256] === false;

interface Props {
  readonly notices: readonly FiledNotice[];
  readonly sound: Sound;
  readonly onOpen: (notice: FiledNotice) => void;
}

/** Every notice that was signed of this inspection, whatever became of its 定稿, the last first. */
export function PublishedList({ notices, sound, onOpen }: Props) {
  const { fileUrl } = useServices();
  if (notices.length === 0) return null;
  return (
    <section aria-label={publishedText.title} className="published">
      <h3>{publishedText.title}</h3>
      <ul className="lines">
        {notices.toReversed().map((notice) => (
          <li key={notice.number} className={isDamaged(sound, notice) ? 'stop' : 'ok'}>
            {publishedText.line(notice.finalisation, notice.number, chinaMinute(notice.at))}　
            {notice.signatures.map(({ role, name }) => `${role} ${name}`).join('、')}
            {isDamaged(sound, notice) && <strong>　{publishedText.damaged}</strong>}
            <div className="buttons">
              <button
                type="button"
                className="btn link"
                disabled={sound[notice.pdf.sha256] === false}
                onClick={() => onOpen(notice)}
              >
                {publishedText.open}
              </button>
              {[notice.pdf, notice.xlsx].map((file) => (
                <button
                  key={file.name}
                  type="button"
                  className="btn link"
                  disabled={sound[file.sha256] === false}
                  onClick={() => saveFile(fileUrl(file.sha256, file.name), file.name)}
                >
                  {file === notice.pdf ? publishedText.savePdf : publishedText.saveXlsx}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
