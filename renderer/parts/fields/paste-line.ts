import type { ClipboardEvent } from 'react';
import { hasMarks, markLines } from '#shared/facts/one-line.ts';

/**
 * Pastes several lines or cells into a field of one line with the borders between them visible; the browser would drop
 * line ends without a word. A single line is left to the browser.
 */
export function pasteLine(event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  if (event.currentTarget instanceof HTMLTextAreaElement) return;
  const text = event.clipboardData.getData('text/plain');
  const marked = markLines(text);
  if (marked === text || (!hasMarks(marked) && !/[\r\n\t]/u.test(text))) return;
  event.preventDefault();
  // Deprecated, yet the only way by which the field keeps its own undo.
  document.execCommand('insertText', false, marked);
}
