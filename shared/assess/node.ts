import type { Field } from '../catalogue/field-schema.ts';
import type { Operand, Rule } from '../catalogue/rule-schema.ts';
import type { Environment } from './environment.ts';
import type { Bounds } from './bounds.ts';
import type { Resolve } from './reference.ts';
import type { ComputedRatio, Explanation, Shown } from './types.ts';
import type { Code } from './verdict-code.ts';

/** A compiled rule. `judge` alone decides; `explain` tells how, and takes its verdicts from `judge`. */
export interface Node {
  readonly judge: (env: Environment) => Code;
  readonly explain: (env: Environment) => Explanation;
  /** Names every unanswered field that an undetermined verdict waits for. */
  readonly waits: (env: Environment, name: (key: string) => void) => void;
}

export interface OperandNode {
  readonly bounds: (env: Environment) => Bounds;
  readonly shown: (env: Environment) => Shown;
  readonly waits: (env: Environment, name: (key: string) => void) => void;
}

/** A ratio of a clause, for `{%n}` and for the 数据核对. */
export interface RatioNode {
  readonly computed: (env: Environment) => ComputedRatio | null;
  /** As it may be told in a 完成情况: computed, or declared while the counts are missing. */
  readonly percent: (env: Environment) => string | null;
}

/** What compiling a rule needs: names, the way down, and where ratios are written down in order. */
export interface Scope {
  readonly resolve: Resolve;
  readonly itemFields: readonly Field[];
  readonly rule: (rule: Rule, scope: Scope) => Node;
  readonly operand: (operand: Operand, scope: Scope) => OperandNode;
  readonly ratios: RatioNode[];
}
