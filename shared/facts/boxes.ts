import type { Answer } from './schema.ts';

/** A checklist as it is answered: yes or no by the name of the box. */
type Boxes = Readonly<Record<string, Answer>>;

/** The boxes of a checklist value; none for any other value. */
export const boxesOf = (value: unknown): Boxes => (isBoxes(value) ? value : {});

/** Whether an answer is a checklist: the only one that is a record (schema.ts). */
export function isBoxes(value: unknown): value is Boxes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
