import { afterEach, beforeEach, describe } from 'vitest';
import { COUCHES } from './couch-world.ts';
import type { CouchWorld } from './couch-world.ts';

/** Tries something at each of the servers, each time at one with nothing in it. */
export function atEveryCouch(tests: (world: () => CouchWorld) => void): void {
  for (const { name, isMissing, begin } of COUCHES) {
    describe.skipIf(isMissing)(`at ${name}`, () => {
      let world: CouchWorld;
      beforeEach(async () => {
        world = await begin();
      }, 60_000);
      afterEach(() => world.end());
      tests(() => world);
    });
  }
}
