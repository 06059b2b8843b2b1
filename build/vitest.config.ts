import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

// Loading the electron package from plain Node starts a download; a path override makes it return at once instead.
const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'out', 'no-electron'), TZ: 'Asia/Shanghai' };

/** Properties that fail are told within seconds. */
const boundShrinking = join(root, 'test', 'support', 'bound-shrinking.ts');

/** Tests that try a few cases in `npm test`, and many in the soak. */
const COSTLY = [
  'test/sim/simulation.test.ts',
  'test/kill/package-kill.test.ts',
  'test/shared/assess/live.test.ts',
  'test/renderer/stores/live-verdict.test.ts',
  'test/renderer/stores/stale-drafts.test.ts',
  'test/shared/verify/inspect-signatures.test.ts',
];

/** What is waited for comes when it can: a busy machine is no fault of it. */
const expectation = { poll: { timeout: 15_000 } };

export default defineConfig({
  root,
  test: {
    // By default one core stays idle, which of two is half.
    maxWorkers: availableParallelism(),
    projects: [
      {
        root,
        test: {
          name: 'unit',
          // A process for each file would cost as much as the tests in most: files share two, and put back what they set.
          isolate: false,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/contract/**', 'test/e2e/**', 'test/bench/**', 'test/soak/**', 'test/package/**'],
          setupFiles: [boundShrinking],
          env,
          expect: expectation,
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          setupFiles: [boundShrinking],
          env,
          expect: expectation,
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'soak',
          include: ['test/soak/**/*.test.ts', ...COSTLY],
          env: { ...env, SOAK: '1' },
          testTimeout: 3_600_000,
        },
      },
      {
        root,
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/package/bundles-setup.ts',
          // Each file packages the whole program once: seconds, one after the other.
          fileParallelism: false,
          hookTimeout: 60_000,
          testTimeout: 60_000,
          env,
        },
      },
    ],
  },
});
