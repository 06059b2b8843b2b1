import { type ESTree, parseSync } from 'vite';

/** A bug that can be planted: the text from `start` to `end` of a source, and what would stand there instead. */
export interface Mutant {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
}
type Kind = 'condition' | 'boundary' | 'logic' | 'arithmetic' | 'statement' | 'constant' | 'await' | 'method';
type Node = ESTree.Node;

const OPERATORS: Readonly<Record<string, readonly [Kind, string]>> = {
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['logic', '!=='],
  '!==': ['logic', '==='],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
  '-': ['arithmetic', '+'],
};
const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some', min: 'max', max: 'min' };
/** What only guards what cannot happen, or speaks to the type checker alone. */
const UNREACHABLE = /^(?:return )?assertNever\(/;

/** Every place of a source where a bug of the usual kinds can be planted, in the order of the text. */
export function mutantsOf(source: string, name: string): readonly Mutant[] {
  const { program } = parseSync(name, source);
  const found: Mutant[] = [];
  const visit = (node: Node): void => {
    if (isBeyond(node, source)) return;
    found.push(...mutantsAt(node, source));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** A source with the bug in it. */
export function planted(source: string, { start, end, becomes }: Mutant): string {
  return `${source.slice(0, start)}${becomes}${source.slice(end)}`;
}

function isBeyond(node: Node, source: string): boolean {
  if (node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression')
    return true;
  return node.type === 'ImportDeclaration' || UNREACHABLE.test(source.slice(node.start, node.end));
}

function mutantsAt(node: Node, source: string): readonly Mutant[] {
  const text = ({ start, end }: Node) => source.slice(start, end);
  const instead = (kind: Kind, { start, end }: Node, becomes: string): Mutant => ({ kind, start, end, becomes });
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return [instead('condition', node.test, `!(${text(node.test)})`)];
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operatorOf(node, source);
    case 'ExpressionStatement':
      return isEffect(node.expression) ? [instead('statement', node, ';')] : [];
    case 'AwaitExpression':
      return [instead('await', node, text(node.argument))];
    case 'Literal':
      if (typeof node.value === 'boolean') return [instead('constant', node, String(!node.value))];
      return typeof node.value === 'number' ? [instead('constant', node, String(node.value + 1))] : [];
    case 'MemberExpression': {
      const other = node.computed ? undefined : METHODS[text(node.property)];
      return other === undefined ? [] : [instead('method', node.property, other)];
    }
    default:
      return [];
  }
}

function operatorOf(
  node: Extract<Node, { type: 'BinaryExpression' | 'LogicalExpression' }>,
  source: string,
): readonly Mutant[] {
  const found = OPERATORS[node.operator];
  const start = source.indexOf(node.operator, node.left.end);
  if (found === undefined || start < 0 || start >= node.right.start) return [];
  return [{ kind: found[0], start, end: start + node.operator.length, becomes: found[1] }];
}

/** A statement that does something: a call, a change of what is kept. */
function isEffect(node: Node): boolean {
  if (node.type === 'AwaitExpression') return isEffect(node.argument);
  if (node.type === 'CallExpression') return node.callee.type !== 'Super';
  return node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
