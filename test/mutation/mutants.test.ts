import { describe, expect, it } from 'vitest';
import { testsOf } from './import-graph.ts';
import { mutantsOf, planted } from './mutants.ts';

/** Each bug as what stands there and what would. */
const found = (source: string) =>
  mutantsOf(source, 'x.ts').map(({ kind, start, end, becomes }) => `${kind}: ${source.slice(start, end)} → ${becomes}`);

describe('the places where a bug can be planted', () => {
  it('are conditions, boundaries and what joins them', () => {
    expect(found('const 好 = "𠀀"; if (a < 2 && b === c) d();')).toEqual([
      'condition: a < 2 && b === c → !(a < 2 && b === c)',
      'boundary: < → <=',
      'constant: 2 → 3',
      'logic: && → ||',
      'logic: === → !==',
      'statement: d(); → ;',
    ]);
    expect(found('const a = b ? c : d - e')).toEqual(['condition: b → !(b)', 'arithmetic: - → +']);
  });

  it('are statements that do something, and waiting for them', () => {
    expect(found('async () => { await a(); this.b = true; const c = await d(); }')).toEqual([
      'await: await a() → a()',
      'statement: await a(); → ;',
      'statement: this.b = true; → ;',
      'constant: true → false',
      'await: await d() → d()',
    ]);
    expect(found('a.some(b) || Math.min(c)')).toEqual(['method: some → every', 'logic: || → &&', 'method: min → max']);
  });

  it('are none where nothing is decided: types, imports, what cannot be reached', () => {
    expect(found("import a from 'b' with { type: 'json' }; type C = { d: true; e: 1 };")).toEqual([]);
    expect(found('const a: 1 | true = b; export interface C { d: false }')).toEqual([]);
    expect(found('class A extends B { constructor() { super(); } }')).toEqual([]);
    expect(found('function f(a: never) { return assertNever(a); }')).toEqual([]);
    expect(found('const a = b as 1;')).toEqual([]);
  });

  it('take the bug and nothing else', () => {
    const source = 'if (a) b();';
    expect(mutantsOf(source, 'x.ts').map((mutant) => planted(source, mutant))).toEqual(['if (!(a)) b();', 'if (a) ;']);
  });
});

describe('the tests that are asked', () => {
  it('are those that reach the file: of its own folder, of its name, of its neighbours, then the others', () => {
    const importers = new Map([
      ['shared/log/a.ts', new Set(['test/renderer/a.test.ts', 'test/shared/facts/a.test.ts', 'shared/log/b.ts'])],
      ['shared/log/b.ts', new Set(['test/shared/log/b.test.ts', 'shared/log/a.ts', 'electron/services/log/c.ts'])],
      ['electron/services/log/c.ts', new Set(['test/electron/cli/c.test.ts', 'test/electron/services/log/c.test.ts'])],
      ['shared/log/d.ts', new Set(['test/shared/log/d.test.ts'])],
    ]);
    expect(testsOf('shared/log/a.ts', importers, (path) => path.endsWith('.test.ts'))).toEqual([
      'test/shared/log/b.test.ts',
      'test/electron/services/log/c.test.ts',
      'test/shared/facts/a.test.ts',
      'test/renderer/a.test.ts',
      'test/electron/cli/c.test.ts',
    ]);
  });
});
