import { memo, useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { IndicatorResult } from '#shared/assess/types.ts';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { conflictListText, walkText } from '#renderer/text/walk-text.ts';
import { CommandKey } from '#renderer/ui/command-key.tsx';
import { useGoToMissing } from '#renderer/parts/fields/missing.ts';
import { useSearch } from '#renderer/parts/fields/use-search.ts';
import { Ring, StateDot } from '#renderer/ui/verdict.tsx';
import { indicatorOfConflict } from '#renderer/parts/conflicts-of.ts';
import { clauseFound, findIndicators } from './indicator-search.ts';

/** The 32 indicators by 一级指标, with what each still lacks. */
export function IndicatorList({ search }: { readonly search: RefObject<HTMLInputElement | null> }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const results = useInspection((inspection) => inspection.assessment.indicators);
  const estates = useInspection((inspection) => inspection.facts.estates);
  const conflicts = useInspection((inspection) => inspection.folded.conflicts);
  const disputed = useMemo(() => new Set(conflicts.map(indicatorOfConflict)), [conflicts]);
  const current = useNavigation((state) => state.indicator);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const goToMissing = useGoToMissing();
  const { query, searched: deferred, type, control } = useSearch();
  const found = useMemo(() => findIndicators(catalogue, deferred, estates), [catalogue, deferred, estates]);
  const byNo = useMemo(() => new Map(results.map((result) => [result.no, result])), [results]);
  const show = useCallback(
    (no: number) => showIndicator(no, clauseFound(catalogue, no, deferred)),
    [catalogue, deferred, showIndicator],
  );
  const entry = found.has(current) ? current : [...found][0];
  const openFirst = () => {
    // The list may lag behind the keys; Enter goes by what is in the box.
    const [first] = findIndicators(catalogue, query, estates);
    if (first !== undefined) showIndicator(first, clauseFound(catalogue, first, query));
    type('');
    search.current?.blur();
  };
  return (
    <nav className="list" aria-label={walkText.list}>
      <div className="search">
        <input
          ref={search}
          {...control}
          placeholder={walkText.search}
          aria-label={walkText.search}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') openFirst();
            if (event.key === 'Escape') {
              type('');
              event.currentTarget.blur();
            }
          }}
        />
        <CommandKey command="edit.find" />
      </div>
      <div className="scroll">
        {found.size === 0 && <p className="nothing">{walkText.nothingFound}</p>}
        {catalogue.categories.map((category) => {
          const rows = category.indicators.flatMap((indicator) => byNo.get(indicator.no) ?? []);
          const shown = rows.filter((row) => found.has(row.no));
          if (shown.length === 0) return null;
          const done = rows.filter((row) => row.result === '符合' || row.result === '不适用').length;
          return (
            <section key={category.name}>
              <h2>
                <Ring done={done} total={rows.length} />
                <b>{category.name}</b>
                <span className="num">
                  {done} / {rows.length}
                </span>
              </h2>
              {shown.map((row) => (
                <Row
                  key={row.no}
                  row={row}
                  current={row.no === current}
                  reachable={row.no === entry}
                  disputed={disputed.has(row.no)}
                  filter={deferred}
                  onShow={show}
                  onMissing={goToMissing}
                />
              ))}
            </section>
          );
        })}
      </div>
    </nav>
  );
}

interface RowProps {
  readonly row: IndicatorResult;
  readonly current: boolean;
  /** The one row that Tab leads to; the others are reached from it by arrow keys. */
  readonly reachable: boolean;
  readonly disputed: boolean;
  /** The search as it stands: when it changes, the row has moved. */
  readonly filter: string;
  readonly onShow: (no: number) => void;
  readonly onMissing: (no: number) => void;
}

const Row = memo(function Row({ row, current, reachable, disputed, filter, onShow, onMissing }: RowProps) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) element.current?.scrollIntoView({ block: 'nearest' });
  }, [current, filter]);
  const missing = row.clauses.reduce((sum, clause) => sum + clause.missing, 0);
  return (
    <button
      ref={element}
      type="button"
      className="row"
      tabIndex={reachable ? 0 : -1}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        const toMissing = event.target instanceof Element && event.target.closest('[data-missing]') !== null;
        if (toMissing) onMissing(row.no);
        else onShow(row.no);
        // Only a finger or the mouse: who walks the list by keys stays in it.
        if (event.detail > 0) leaveOverlay(event.currentTarget);
      }}
      onKeyDown={moveByArrows}
    >
      <span className="no num">{row.no}</span>
      <StateDot verdict={row.result} />
      <span className="name" title={row.name}>
        {row.name}
      </span>
      {disputed && <span className="lack unmet">{conflictListText.sign}</span>}
      {missing > 0 && row.result === '待核' && (
        <span className="lack" data-missing title={walkText.toMissing}>
          {walkText.missing(missing)}
        </span>
      )}
    </button>
  );
});

/** Where the list lies over the indicator (`narrow.css`), a choice closes it. */
function leaveOverlay(row: HTMLElement): void {
  const list = row.closest('.list');
  if (list !== null && getComputedStyle(list).position === 'absolute') row.blur();
}

/** The list is one stop of the Tab key; within it the arrow keys go from row to row. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...(event.currentTarget.closest('.scroll')?.querySelectorAll<HTMLElement>('.row') ?? [])];
  const next = rows[rows.findIndex((row) => row === document.activeElement) + by];
  event.preventDefault();
  next?.focus();
  next?.click();
}
