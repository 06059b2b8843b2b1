import { describe, expect, it } from 'vitest';
import { coverage } from '#build/spec-coverage.ts';
import { suppressionsIn } from '#build/suppressions.ts';
import { addTallies, readTally, tallyOfStep } from '#build/tally.ts';

describe('spec coverage', () => {
  const spec = '# Rules\n**[AS1]** one\n- **[AS2]** two\n\nprose about **[AS9]** in a line\n';

  it('wants every rule in the name of a test', () => {
    const tests = ["it('[AS1] holds', () => {});", "it.for([[f('a'), 1]])(\n  '[AS2] for %i', () => {});"];
    expect(coverage(spec, tests)).toEqual({ rules: ['AS1', 'AS2'], untested: [], unknown: [], repeated: [] });
  });

  it('lists a rule that only a comment mentions', () => {
    expect(coverage(spec, ["// [AS2]\nit('[AS1] holds', () => {});"]).untested).toEqual(['AS2']);
  });

  it('lists a quoted rule that does not exist, and one defined twice', () => {
    const { unknown, repeated } = coverage(`${spec}**[AS1]** again\n`, ["describe('[AS7]', () => {});"]);
    expect({ unknown, repeated }).toEqual({ unknown: ['AS7'], repeated: ['AS1'] });
  });
});

describe('the ban on suppression comments', () => {
  const forbidden = [
    'oxlint-disable',
    'eslint-disable-next-line no-console',
    '@ts-ignore',
    '@ts-expect-error why',
    'prettier-ignore',
  ];

  it.each(forbidden)('%s', (directive) => {
    expect(suppressionsIn('a.ts', `const a = 1; // ${directive}\n`)).toHaveLength(1);
    expect(suppressionsIn('a.ts', `/* ${directive} */\nconst a = 1;\n`)).toHaveLength(1);
  });

  it('leaves prose and strings alone', () => {
    expect(suppressionsIn('a.ts', "// we never write oxlint-disable here\nconst a = '// @ts-ignore';\n")).toEqual([]);
  });
});

describe('the total of a test run', () => {
  it('reads the reports of both test tools', () => {
    const unit = readTally('{"numPassedTests":5,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1}');
    const e2e = readTally('{"stats":{"expected":3,"unexpected":1,"flaky":1,"skipped":4}}');
    expect(addTallies([unit, e2e, tallyOfStep(true), tallyOfStep(false)])).toEqual({
      passed: 9,
      failed: 4,
      skipped: 7,
    });
  });

  it('refuses a report it does not know', () => {
    expect(() => readTally('{"tests":3}')).toThrow('Invalid type');
  });
});
