import type { Catalogue } from '#shared/catalogue/schema.ts';
import { cutText } from '#shared/reading/characters.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { Register } from '#shared/log/register.ts';
import type { StepPlace, StepReport } from '../stores/step-report.ts';
import { registerName, valueText } from './conflict-words.ts';
import { stepText } from './session-text.ts';

/** As much of a text as a line has room for; whole characters. */
const SHOWN = 24;

export function shortValue(value: unknown, register: Register): string {
  const text = valueText(value, register);
  const short = cutText(text, SHOWN);
  return short === text ? text : `${short}…`;
}

/** What a step changes: the first place with both values, and how many there are. */
export function stepWords(places: readonly StepPlace[], catalogue: Catalogue, facts: Facts): string {
  const [first] = places;
  if (first === undefined) return '';
  const { register, from, to } = first;
  const name = registerName(register, catalogue, facts);
  const change = stepText.change(name, shortValue(from, register), shortValue(to, register));
  return places.length === 1 ? change : `${change} ${stepText.more(places.length)}`;
}

/** What came of 撤销 or 重做. */
export function reportWords({ step, is, places }: StepReport, catalogue: Catalogue, facts: Facts): string {
  const isUndo = step === 'undo';
  if (is === 'done') return `${isUndo ? stepText.undone : stepText.redone} ${stepWords(places, catalogue, facts)}`;
  const refused = places.map(({ register, from, to }) => {
    const place = registerName(register, catalogue, facts);
    if (is === 'contested') return stepText.contested(place);
    return stepText.overtaken(place, shortValue(from, register), shortValue(to, register));
  });
  return `${isUndo ? stepText.notUndone : stepText.notRedone}：${refused.join('')}`;
}
