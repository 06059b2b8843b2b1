import { useEffect, useState } from 'react';
import { useServices, useStores, type Stores } from '../stores/context.ts';
import { clauseForEvidence } from '../stores/evidence-target.ts';
import { dropText } from '../text/drop-text.ts';
import { clauseNumber } from '../text/format.ts';
import { Icon } from '../ui/icons.tsx';
import { draggedKind, namedPaste, pastedFiles, sortDropped, type Dragged } from './dropped-files.ts';

/**
 * The whole window takes what is dropped or pasted: a 数据包 is opened, everything else becomes evidence of the clause it is
 * dropped on, else of the one chosen in 佐证. What cannot be taken where the window is, is said.
 */
export function FileDrop() {
  const stores = useStores();
  const { now } = useServices();
  const [offer, setOffer] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  useEffect(() => {
    const take = (files: readonly File[], at: Element | null) => {
      const words = takeFiles(stores, files, at);
      if (words !== '') setNote(words);
    };
    return listen({
      onDrag: (event) => setOffer(offerOf(stores, event)),
      onLeave: () => setOffer(null),
      onDrop: (event) => {
        setOffer(null);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        take(files, elementOf(event));
      },
      onPaste: (event) => {
        const target = elementOf(event);
        const intoText = isTextField(target);
        const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData, intoText);
        if (files.length === 0) return;
        event.preventDefault();
        take(
          files.map((file) => namedPaste(file, new Date(now()))),
          target,
        );
      },
    });
  }, [stores, now]);
  return (
    <>
      {offer !== null && <div className="file-drop">{offer}</div>}
      {note !== null && (
        <div className="drop-note" role="status">
          {note}
          <button type="button" className="btn icon" aria-label={dropText.close} onClick={() => setNote(null)}>
            <Icon name="cross" size={14} />
          </button>
        </div>
      )}
    </>
  );
}

const isTextField = (element: Element | null): boolean =>
  (element?.closest('input, textarea, [contenteditable="true"]') ?? null) !== null;

const elementOf = (event: Event): Element | null => (event.target instanceof Element ? event.target : null);

/** What would become of the files that are over the window; null: they are none of its business. */
function offerOf(stores: Stores, event: DragEvent): string | null {
  const kind: Dragged = draggedKind([...(event.dataTransfer?.items ?? [])]);
  if (kind === 'nothing') return null;
  if (kind === 'package') return dropText.package;
  const clause = clauseForEvidence(stores, elementOf(event));
  const to = clause === null ? null : clauseNumber(clause);
  return kind === 'either' ? dropText.either(to) : dropText.evidence(to);
}

/** Takes what was dropped or pasted; answers what has to be said of what was not taken, '' for nothing. */
function takeFiles(stores: Stores, files: readonly File[], at: Element | null): string {
  const dropped = sortDropped(files);
  const { packages, evidence } = stores;
  if (dropped.package !== null) void packages.getState().openFile(dropped.package);
  const said = dropped.laterPackages.map(({ name }) => dropText.laterPackage(name));
  if (dropped.evidence.length === 0) return said.join('');
  const clause = clauseForEvidence(stores, at);
  if (clause === null) return [...said, dropText.noClause(dropped.evidence.length)].join('');
  void evidence.getState().add(clause, dropped.evidence);
  return said.join('');
}

interface Listeners {
  readonly onDrag: (event: DragEvent) => void;
  readonly onLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

/** Listens before anything in the page does; the returned function ends it. */
function listen({ onDrag, onLeave, onDrop, onPaste }: Listeners): () => void {
  const ending = new AbortController();
  const options = { capture: true, signal: ending.signal };
  addEventListener('dragover', onDrag, options);
  addEventListener('dragleave', (event) => event.relatedTarget === null && onLeave(), options);
  addEventListener('drop', onDrop, options);
  addEventListener('paste', onPaste, options);
  return () => ending.abort();
}
