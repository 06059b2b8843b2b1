import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutUnused } from '#build/unused-antd-styles.ts';

const sheet = readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', 'antd', 'dist', 'antd.css'), 'utf8');

describe('the styles of antd that are shipped', () => {
  const kept = withoutUnused(sheet);

  it('keep whole rules of what is used, in their order', () => {
    for (const part of ['btn', 'input', 'select', 'picker', 'drawer', 'modal', 'popover', 'radio', 'form'])
      expect(kept.split(`}.ant-${part}`).length, part).toBe(sheet.split(`}.ant-${part}`).length);
    expect(kept.split('{')).toHaveLength(kept.split('}').length);
  });

  it('leave out what is not used: more than half of the sheet', () => {
    for (const part of ['table', 'tree', 'steps', 'cascader', 'tour']) expect(kept).not.toContain(`.ant-${part}-`);
    expect(kept.length).toBeLessThan(sheet.length / 2);
  });
});
