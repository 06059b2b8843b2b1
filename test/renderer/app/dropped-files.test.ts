import { describe, expect, it } from 'vitest';
import { draggedKind, namedPaste, pastedFiles, sortDropped } from '#renderer/app/dropped-files.ts';

const file = (name: string, type = '') => new File(['x'], name, { type });

describe('what is dragged over the window', () => {
  it.each([
    ['package', [['file', '']]],
    ['evidence', [['file', 'image/jpeg']]],
    [
      'either',
      [
        ['file', ''],
        ['file', 'image/jpeg'],
      ],
    ],
    ['nothing', [['string', 'text/plain']]],
    ['nothing', []],
  ] as const)('may be %s', (kind, items) => {
    expect(draggedKind(items.map(([of, type]) => ({ kind: of, type })))).toBe(kind);
  });
});

describe('what is dropped', () => {
  it('is a package, packages for later, and evidence: every file is one of them', () => {
    const files = [file('a.jpg'), file('一.ysb'), file('证明'), file('二.YSB'), file('c.pdf')];
    const sorted = sortDropped(files);
    expect(sorted.package?.name).toBe('一.ysb');
    expect(sorted.laterPackages.map(({ name }) => name)).toEqual(['二.YSB']);
    expect(sorted.evidence.map(({ name }) => name)).toEqual(['a.jpg', '证明', 'c.pdf']);
  });
});

describe('what is pasted', () => {
  // A clipboard as the page sees one; a real DataTransfer cannot be made outside a browser.
  const clipboard = (files: readonly File[], types: readonly string[]) => ({
    files: Object.assign([...files], { item: (at: number) => files[at] ?? null }),
    types,
  });

  it('is words where a field takes words and the clipboard has some', () => {
    const cells = clipboard([file('image.png')], ['text/plain', 'text/html', 'Files']);
    expect(pastedFiles(cells, true)).toEqual([]);
    expect(pastedFiles(cells, false)).toHaveLength(1);
    expect(pastedFiles(clipboard([file('image.png')], ['Files']), true)).toHaveLength(1);
  });

  it('is named by its time where the browser has no name for it', () => {
    const at = new Date(2026, 10, 7, 9, 5, 3);
    expect(namedPaste(file('image.png', 'image/png'), at).name).toBe('粘贴 20261107-090503.png');
    expect(namedPaste(file('现场.png', 'image/png'), at).name).toBe('现场.png');
  });
});
