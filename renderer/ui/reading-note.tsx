import { openingText } from '../text/shell-text.ts';
import { Empty } from './empty.tsx';

interface Props {
  readonly step: 'reading' | 'rebuilding';
  readonly done: number;
  readonly total: number;
}

/** How far reading has come, and whether an index is being written anew. */
export function ReadingNote({ step, done, total }: Props) {
  return (
    <Empty title={step === 'reading' ? openingText.reading : openingText.rebuilding}>
      <progress max={Math.max(1, total)} value={Math.min(done, total)} />
      <span className="num">{openingText.counting(done, total)}</span>
    </Empty>
  );
}
