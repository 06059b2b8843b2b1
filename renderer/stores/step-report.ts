import type { Register } from '#shared/log/register.ts';

/** What a step does, or has done, at one place. */
export interface StepPlace {
  readonly register: Register;
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * A step that was asked for, and what came of it. `overtaken`: `places` say what the step had set (`from`) and what stands
 * there now instead (`to`). `contested`: different values stand there, and somebody has to choose first.
 */
export interface StepReport {
  readonly id: number;
  readonly step: 'undo' | 'redo';
  readonly is: 'done' | 'overtaken' | 'contested';
  readonly places: readonly StepPlace[];
}
