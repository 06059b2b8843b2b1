import { useNavigation, useSession } from '#renderer/stores/context.ts';
import { openingText } from '#renderer/text/shell-text.ts';
import { Empty } from '#renderer/ui/empty.tsx';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { ReadingNote } from '#renderer/ui/reading-note.tsx';

/** While an inspection is read (or its index rebuilt), and when that failed. */
export function OpeningScreen() {
  const phase = useSession((state) => state.phase);
  const open = useSession((state) => state.open);
  const goTo = useNavigation((state) => state.goTo);
  if (phase.is === 'failed') {
    return (
      <main className="whole">
        <Empty title={openingText.failed}>
          <FailureNote failure={phase.failure}>
            <button type="button" className="btn primary" onClick={() => void open(phase.inspection)}>
              {openingText.retry}
            </button>
            <button type="button" className="btn" onClick={() => goTo('projects')}>
              {openingText.back}
            </button>
          </FailureNote>
        </Empty>
      </main>
    );
  }
  if (phase.is !== 'opening') return null;
  return (
    <main className="whole">
      <ReadingNote step={phase.step} done={phase.done} total={phase.total} />
    </main>
  );
}
