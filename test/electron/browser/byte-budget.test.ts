import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBudget } from '#electron/browser/byte-budget.ts';

it('never holds more than its limit, and serves everybody in turn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(200), { minLength: 1, maxLength: 40 }), async (wishes) => {
      const budget = createBudget(100);
      const served: number[] = [];
      let [held, most] = [0, 0];
      await Promise.all(
        wishes.map(async (bytes, index) => {
          const giveBack = await budget.take(bytes);
          served.push(index);
          held += Math.min(bytes, 100);
          most = Math.max(most, held);
          await Promise.resolve();
          held -= Math.min(bytes, 100);
          giveBack();
        }),
      );
      expect(most).toBeLessThanOrEqual(100);
      expect(served).toEqual(wishes.map((_, index) => index));
    }),
  );
});
