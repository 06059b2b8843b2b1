import { Drawer } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { nameOf } from '#shared/commands/table.ts';
import type { Chapter, Manual } from '#shared/help/manual.ts';
import { searchManual } from '#shared/help/search.ts';
import { useSearch } from '#renderer/parts/fields/use-search.ts';
import { useNavigation } from '#renderer/stores/context.ts';
import { helpText } from '#renderer/text/help-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { loadManual } from './load-help.ts';
import { ManualBlock } from './manual-block.tsx';
import './manual.css';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for the manual's text ahead of need; where that fails, it is asked for again when it is wanted. */
export function fetchManual(): void {
  loadManual().catch(() => undefined);
}

/** 使用手册 beside the screen it was opened from, at that screen's chapter. */
export function ManualDrawer({ open, onClose }: Props) {
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={nameOf('help.manual')}
      size="min(1040px, 94vw)"
      destroyOnHidden
      className="manual"
    >
      <Loaded />
    </Drawer>
  );
}

function Loaded() {
  const [manual, setManual] = useState<Manual | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isHere = true;
    loadManual().then(
      (loaded) => isHere && setManual(loaded),
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  if (failed) return <FailureNote failure={{ code: 'app.host-unreachable' }} />;
  return manual === null ? <p>{helpText.loading}</p> : <Reader manual={manual} />;
}

/** Where the reader is; a new object for every jump, even to the same place. */
interface Place {
  readonly chapter: string;
  readonly section: string | null;
}

function Reader({ manual }: { readonly manual: Manual }) {
  const screen = useNavigation((state) => state.screen);
  const [place, setPlace] = useState<Place>(() => ({
    chapter: (manual.chapters.find(({ screens }) => screens.includes(screen)) ?? manual.chapters[0])?.id ?? '',
    section: null,
  }));
  const { searched, control } = useSearch();
  const found = searchManual(manual, searched);
  const at = manual.chapters.findIndex(({ id }) => id === place.chapter);
  const chapter = manual.chapters[at];
  return (
    <>
      <nav aria-label={helpText.contents}>
        <input type="search" className="area" placeholder={helpText.search} aria-label={helpText.search} {...control} />
        {searched.trim() === '' ? (
          <Contents manual={manual} place={place} onPlace={setPlace} />
        ) : (
          <>
            <output>{helpText.found(found.length)}</output>
            <ul>
              {found.map((one) => (
                <li key={one.section}>
                  <button type="button" onClick={() => setPlace({ chapter: one.chapter, section: one.section })}>
                    <b>{one.title}</b>
                    <small>{one.excerpt}</small>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </nav>
      {chapter !== undefined && (
        <ChapterView
          chapter={chapter}
          place={place}
          previous={manual.chapters[at - 1]}
          next={manual.chapters[at + 1]}
          onChapter={(id) => setPlace({ chapter: id, section: null })}
        />
      )}
    </>
  );
}

interface ContentsProps {
  readonly manual: Manual;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

function Contents({ manual, place, onPlace }: ContentsProps) {
  return (
    <ol>
      {manual.chapters.map(({ id, title, sections }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === place.chapter ? 'true' : undefined}
            onClick={() => onPlace({ chapter: id, section: null })}
          >
            {title}
          </button>
          {id === place.chapter && sections.length > 2 && (
            <ul>
              {sections.slice(1).map((section) => (
                <li key={section.id}>
                  <button type="button" onClick={() => onPlace({ chapter: id, section: section.id })}>
                    {section.title}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

interface ChapterProps {
  readonly chapter: Chapter;
  readonly place: Place;
  readonly previous: Chapter | undefined;
  readonly next: Chapter | undefined;
  readonly onChapter: (chapter: string) => void;
}

function ChapterView({ chapter, place, previous, next, onChapter }: ChapterProps) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (place.section === null) article.current?.scrollTo({ top: 0 });
    else document.getElementById(place.section)?.scrollIntoView({ block: 'start' });
  }, [place]);
  return (
    <article ref={article} aria-label={chapter.title}>
      {chapter.sections.map((section, at) => (
        <section key={section.id} id={section.id}>
          {at === 0 ? <h2>{section.title}</h2> : <h3>{section.title}</h3>}
          {section.blocks.map((block, index) => (
            <ManualBlock key={`${index}`} block={block} onChapter={onChapter} />
          ))}
        </section>
      ))}
      <footer>
        {previous !== undefined && (
          <button type="button" className="btn" onClick={() => onChapter(previous.id)}>
            {helpText.previous}：{previous.title}
          </button>
        )}
        {next !== undefined && (
          <button type="button" className="btn" onClick={() => onChapter(next.id)}>
            {helpText.next}：{next.title}
          </button>
        )}
      </footer>
    </article>
  );
}
