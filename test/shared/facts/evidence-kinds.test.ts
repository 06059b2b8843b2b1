import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVIDENCE_ACCEPT, EVIDENCE_KINDS } from '#shared/facts/evidence-kinds.ts';
import { errorText } from '#shared/text/error-text.ts';
import { refusedKindText } from '#shared/text/file-kind-text.ts';

const help = (chapter: string) => readFile(join(import.meta.dirname, '../../../resources/help', chapter), 'utf8');

describe.each(EVIDENCE_KINDS)('$name as evidence', ({ name, mime, endings }) => {
  it('is named by the refusal of other files and by the manual', async () => {
    expect(errorText({ code: 'evidence.unsupported', detail: { type: '视频' } }).todo).toContain(name);
    const lines = [...(await help('evidence.md')).split('\n'), ...(await help('trouble.md')).split('\n')];
    const listing = lines.filter((line) => line.includes('JPEG'));
    expect(listing.length).toBeGreaterThan(1);
    for (const line of listing) expect(line).toMatch(new RegExp(`(?<![A-Z])${name}(?![A-Z])`));
  });

  it('is offered by the picker, and a file that only bears its name is told from it', () => {
    expect(EVIDENCE_ACCEPT.split(',')).toEqual(expect.arrayContaining([mime, ...endings.map((end) => `.${end}`)]));
    for (const end of endings) {
      const start = new TextEncoder().encode('text');
      expect(refusedKindText(start, `路面.${end}`)).toBe(`名称以 .${end} 结尾，内容却不是`);
    }
  });
});
