import type { Operand } from '../catalogue/rule-schema.ts';
import { assertNever } from '../result.ts';
import { estatesOperand } from './operand-estates.ts';
import { itemsOperand } from './operand-items.ts';
import { addBounds, exactly, settled, settledText, UNKNOWN } from './bounds.ts';
import type { OperandNode, Scope } from './node.ts';
import { asBoxes, asNumber } from './reference.ts';
import { checklistStates } from './checklist-states.ts';

/** Compiles a number of a rule. */
export function compileOperand(operand: Operand, scope: Scope): OperandNode {
  if (typeof operand === 'number') return literal(operand);
  if (typeof operand === 'string') return fieldOperand(operand, scope);
  switch (operand.of) {
    case 'tally':
      return tallyOperand(operand, scope);
    case 'items':
      return itemsOperand(operand, scope);
    case 'estates':
      return estatesOperand(operand, scope);
    case 'sum':
      return sumOperand(operand, scope);
    default:
      return assertNever(operand);
  }
}

function literal(value: number): OperandNode {
  const bounds = exactly(value);
  const shown = { label: '', unit: '', value: String(value) };
  return { bounds: () => bounds, shown: () => shown, waits: () => undefined };
}

function fieldOperand(ref: string, scope: Scope): OperandNode {
  const { read, label, unit, key } = scope.resolve(ref, scope.itemFields);
  const bounds: OperandNode['bounds'] = (env) => {
    const value = asNumber(read(env));
    return value === null ? UNKNOWN : { lo: value, hi: value };
  };
  return {
    bounds,
    shown: (env) => ({ label, unit, value: settledText(bounds(env)) }),
    waits: (env, name) => {
      if (asNumber(read(env)) === null) name(key(env));
    },
  };
}

/** How many boxes are ticked; unanswered ones may still be. */
function tallyOperand(operand: Extract<Operand, { of: 'tally' }>, scope: Scope): OperandNode {
  const reference = scope.resolve(operand.field, scope.itemFields);
  const states = checklistStates(reference.field, undefined, scope);
  const bounds: OperandNode['bounds'] = (env) => {
    const boxes = asBoxes(reference.read(env));
    if (boxes === null) return UNKNOWN;
    const { yes, doubtful, unknown } = states.count(boxes, env);
    return { lo: yes - doubtful, hi: yes + unknown };
  };
  return {
    bounds,
    shown: (env) => ({ label: operand.label ?? reference.label, unit: '项', value: settledText(bounds(env)) }),
    waits: (env, name) => {
      if (settled(bounds(env)) === null) name(reference.key(env));
    },
  };
}

function sumOperand(operand: Extract<Operand, { of: 'sum' }>, scope: Scope): OperandNode {
  const parts = operand.parts.map((part) => scope.operand(part, scope));
  const bounds: OperandNode['bounds'] = (env) =>
    parts.reduce((sum, part) => addBounds(sum, part.bounds(env)), exactly(0));
  return {
    bounds,
    shown: (env) => {
      const shown = parts.map((part) => part.shown(env));
      const label = operand.label ?? shown.map((part) => part.label || part.value || '').join('＋');
      return { label, unit: shown[0]?.unit ?? '', value: settledText(bounds(env)) };
    },
    waits: (env, name) => parts.forEach((part) => part.waits(env, name)),
  };
}
