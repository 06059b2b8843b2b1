import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectLicences } from '#build/help/licences.ts';
import { ROOT } from '#build/setup/project.mjs';

const licences = collectLicences(ROOT);
const named = (name: string) => licences.find((one) => one.name === name);

describe('what others made', () => {
  it('is listed with what it depends on: window, host and fonts', () => {
    for (const name of ['react', 'antd', 'dexie', 'pdfjs-dist', 'pdfkit', 'pkijs', 'valibot', 'electron'])
      expect(named(name)?.version, name).toMatch(/^\d/);
    expect(named('@e965/xlsx')?.licence).toBe('Apache-2.0');
    expect(licences.length).toBeGreaterThan(60);
  });

  it('carries its terms: each a name, nearly all their text, the fonts theirs whole', () => {
    const unnamed = licences.filter(({ licence, text }) => licence === '' && text === '');
    expect(unnamed).toEqual([]);
    expect(licences.filter(({ text }) => text === '').length).toBeLessThan(licences.length / 10);
    for (const [name, file] of [
      ['@expo-google-fonts/noto-serif-sc', 'NotoSerifSC-OFL.txt'],
      ['@expo-google-fonts/noto-sans-sc', 'NotoSansSC-OFL.txt'],
    ] as const) {
      const text = readFileSync(join(ROOT, 'resources', 'fonts', file), 'utf8').trim();
      expect(named(name)).toMatchObject({ licence: 'OFL-1.1', text });
    }
  });

  it('leaves out what only builds and tests it', () => {
    for (const name of ['vite', 'vitest', 'typescript', 'oxlint', 'marked', '@playwright/test', 'electron-builder'])
      expect(named(name), name).toBeUndefined();
  });

  it('needs no terms that would bind our own sources', () => {
    expect(licences.filter(({ licence }) => /GPL|AGPL|SSPL/i.test(licence))).toEqual([]);
  });
});
