import { assertNever } from '../result.ts';
import type { Explanation } from './types.ts';

/** The kinds of an explanation that answer for themselves, without parts. */
export type Leaf = Extract<Explanation, { kind: 'ratio' | 'number' | 'flag' | 'named' | 'checklist' }>;

/** What an explanation rests on. */
export interface Part {
  readonly node: Explanation;
  /** A condition only opens the way to what is judged. */
  readonly as: 'part' | 'condition';
  /** Name of the 小区 that it was judged for; null: the same as the whole. */
  readonly estate: string | null;
}

/** What an explanation directly rests on, in the order it is told. 小区 that the clause does not concern are no parts of it. */
export function partsOf(node: Explanation): readonly Part[] {
  switch (node.kind) {
    case 'ratio':
    case 'number':
    case 'flag':
    case 'named':
    case 'checklist':
      return [];
    case 'all':
    case 'any':
    case 'atLeast':
      return node.parts.map((part) => ({ node: part, as: 'part', estate: null }));
    case 'not':
      return [{ node: node.part, as: 'part', estate: null }];
    case 'when':
    case 'case': {
      const condition: Part = { node: node.condition, as: 'condition', estate: null };
      return node.then === null ? [condition] : [condition, { node: node.then, as: 'part', estate: null }];
    }
    case 'estates':
      return node.parts.map(({ name, part }) => ({ node: part, as: 'part', estate: name }));
    default:
      return assertNever(node);
  }
}

/** Every node of an explanation, from the top down. */
export function nodesOf(node: Explanation): readonly Explanation[] {
  return [node, ...partsOf(node).flatMap((part) => nodesOf(part.node))];
}
