// A program that saves batches without pause and names each on its output once it is acknowledged. It is killed.
import { writeSync } from 'node:fs';
import { openJournal } from './journal-events.ts';

const [root = '', start = '0'] = process.argv.slice(2);
const { save } = await openJournal(root);
for (let batch = Number(start); ; batch += 1) {
  const texts = Array.from({ length: 1 + (batch % 5) }, (_, index) => `${batch}/${index} ${'证'.repeat(batch % 300)}`);
  const saved = await save(...texts);
  writeSync(1, saved.ok ? `${batch}\n` : `refused ${saved.error.code}\n`);
}
