import { mkdirSync } from 'node:fs';
import { benchAssessment } from './assessment.ts';
import { benchFirstPaint } from './first-paint.ts';
import { machine, report } from './harness.ts';
import { benchNotice } from './notice.ts';
import { benchSave } from './save.ts';

mkdirSync(new URL('../../out', import.meta.url), { recursive: true });
console.log(machine());
benchAssessment().forEach(report);
(await benchNotice()).forEach(report);
(await benchSave()).forEach(report);
(await benchFirstPaint()).forEach(report);
