import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenContents } from './notice-golden.ts';

// Run by hand (`node test/golden/regenerate.ts`) after a change that was meant; the difference is then read line by line.
for (const [name, content] of Object.entries(await goldenContents())) {
  writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);
}
