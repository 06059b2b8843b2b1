import { boardText } from '#renderer/text/board-text.ts';
import { Ring } from '#renderer/ui/verdict.tsx';
import type { CategoryModel } from './card-model.ts';
import { IndicatorCard } from './indicator-card.tsx';

interface Props {
  readonly category: CategoryModel;
  readonly half: boolean;
  /** The one card in the tab order; arrow keys move on from it. */
  readonly focusable: number | null;
  readonly onFocus: (no: number) => void;
  readonly onOpen: (no: number) => void;
  readonly onMissing: (no: number) => void;
}

/** One 一级指标: its ring, how far it is, its cards. */
export function CategorySection({ category, half, focusable, onFocus, onOpen, onMissing }: Props) {
  return (
    <section className={half ? 'category half' : 'category'} aria-label={category.name}>
      <h2>
        <Ring done={category.done} total={category.total} />
        {category.name}
        <span className="num" title={boardText.doneTitle(category.done, category.total)}>
          {boardText.done(category.done, category.total)}
        </span>
      </h2>
      <div className="tiles">
        {category.cards.map((card) => (
          <IndicatorCard
            key={card.no}
            card={card}
            inTabOrder={card.no === focusable}
            onFocus={onFocus}
            onOpen={onOpen}
            onMissing={onMissing}
          />
        ))}
      </div>
    </section>
  );
}
