import { useCallback, useMemo, useRef, useState } from 'react';
import { useCommand } from '#renderer/parts/commands/registry.ts';
import { useInspection, useNavigation } from '#renderer/stores/context.ts';
import { boardText } from '#renderer/text/board-text.ts';
import { useGoToMissing } from '#renderer/parts/fields/missing.ts';
import { Empty } from '#renderer/ui/empty.tsx';
import { AttentionList } from './attention-list.tsx';
import { type BoardFilter, countsOf, matches } from './board-filter.ts';
import { boardModel, type CategoryModel } from './card-model.ts';
import { CategorySection } from './category-section.tsx';
import { FilterChips } from './filter-chips.tsx';
import { useBoardKeys } from './use-board-keys.ts';
import { VerdictBanner } from './verdict-banner.tsx';
import '#renderer/ui/ui.css';
import './board.css';
import './board-wide.css';

/** Up to this many cards a 一级指标 shares its row with another one. */
const HALF_ROW = 3;

/** 总览: all indicators at a glance, what is missing, what contradicts. */
export function BoardScreen() {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  const assessment = useInspection((inspection) => inspection.assessment);
  const conflicts = useInspection((inspection) => inspection.folded.conflicts);
  const showIndicator = useNavigation((state) => state.showIndicator);
  const goToMissing = useGoToMissing();
  const [filter, setFilter] = useState<BoardFilter>('all');
  const [current, setCurrent] = useState<number | null>(null);
  const categories = useMemo(
    () => boardModel(catalogue, facts, assessment, conflicts),
    [catalogue, facts, assessment, conflicts],
  );
  const cards = useMemo(() => categories.flatMap((category) => category.cards), [categories]);
  const shown = narrowed(categories, filter);
  const first = shown[0]?.cards[0]?.no ?? null;
  const focusable = shown.some(({ cards: left }) => left.some(({ no }) => no === current)) ? current : first;
  const fillIn = useCallback(() => {
    const next = cards.find((card) => card.result === '待核');
    if (next !== undefined) goToMissing(next.no);
  }, [cards, goToMissing]);
  const root = useRef<HTMLElement>(null);
  useBoardKeys(root);
  useCommand('view.next-undetermined', fillIn);
  return (
    <main className="board" ref={root}>
      <VerdictBanner onFillIn={fillIn} />
      <FilterChips counts={countsOf(cards)} value={filter} onChange={setFilter} />
      <div className="rows">
        {shown.map((category) => (
          <CategorySection
            key={category.name}
            category={category}
            half={category.total <= HALF_ROW}
            focusable={focusable}
            onFocus={setCurrent}
            onOpen={showIndicator}
            onMissing={goToMissing}
          />
        ))}
        {shown.length === 0 && (
          <Empty title={boardText.nothingMatches} hint={boardText.nothingMatchesHint}>
            <button type="button" className="btn" onClick={() => setFilter('all')}>
              {boardText.showAll}
            </button>
          </Empty>
        )}
        <AttentionList />
      </div>
    </main>
  );
}

function narrowed(categories: readonly CategoryModel[], filter: BoardFilter): readonly CategoryModel[] {
  return categories
    .map((category) => ({ ...category, cards: category.cards.filter((card) => matches(filter, card)) }))
    .filter((category) => category.cards.length > 0);
}
