import type { RuleTester } from 'oxlint/plugins-dev';
import { importFault, relativeToProject } from './import-table.ts';

type Rule = Parameters<RuleTester['run']>[1];
type CreateRule = Extract<Rule, { create: unknown }>;
type Context = Parameters<CreateRule['create']>[0];
type Node = Parameters<NonNullable<ReturnType<CreateRule['create']>['Literal']>>[0];

/** Every way a module names another: static, re-export, dynamic import(), require(). */
const importTable: CreateRule = {
  create(context) {
    const check = (source: unknown) => reportImport(context, source);
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') check(node.arguments[0]);
      },
    };
  },
};

function reportImport(context: Context, source: unknown): void {
  if (!isStringLiteral(source)) return;
  const fault = importFault(relativeToProject(context.filename), source.value);
  if (fault !== undefined) context.report({ node: source, message: `import of '${source.value}': ${fault}` });
}

function isStringLiteral(node: unknown): node is Node & { value: string } {
  return (
    typeof node === 'object' && node !== null && 'type' in node && 'value' in node && typeof node.value === 'string'
  );
}

/** `new Date()` and `Date()` read the clock; `new Date(ms)` does not. `Date.now` is the stock rule's business. */
const noClock: CreateRule = {
  create(context) {
    const message = 'the time is an argument here, never read';
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) context.report({ node, message });
      },
      CallExpression(node) {
        if (isDate(node.callee)) context.report({ node, message });
      },
    };
  },
};

function isDate(callee: Node | { type: string; name?: unknown }): boolean {
  return callee.type === 'Identifier' && 'name' in callee && callee.name === 'Date';
}

/** What people write is never cut: a text beyond its limit stays whole and is said to be too long. */
const noMaxLength: CreateRule = {
  create(context) {
    return {
      JSXAttribute(node) {
        if (node.name.type === 'JSXIdentifier' && node.name.name === 'maxLength')
          context.report({
            node,
            message: 'a text is never cut in its field: read it by its schema and say what is wrong',
          });
      },
    };
  },
};

/** Fields in which nobody types text that is kept. */
const NOT_TYPED: ReadonlySet<unknown> = new Set(['file', 'radio', 'checkbox']);

/** What is typed goes one way: a control keeps it, reads it, pastes into it and says what is wrong with it. */
const typedByControl: CreateRule = {
  create(context) {
    const { text } = context.sourceCode;
    return {
      JSXOpeningElement(node) {
        const { start, end } = node.name;
        if (!['input', 'textarea', 'Input', 'Input.TextArea', 'Input.Search'].includes(text.slice(start, end))) return;
        const isTyped = node.attributes.every(
          (one) =>
            one.type !== 'JSXAttribute' ||
            one.name.name !== 'type' ||
            !isStringLiteral(one.value) ||
            !NOT_TYPED.has(one.value.value),
        );
        const isTied = node.attributes.some(
          (one) =>
            one.type === 'JSXSpreadAttribute' && /control/i.test(text.slice(one.argument.start, one.argument.end)),
        );
        if (isTyped && !isTied)
          context.report({
            node,
            message: 'a text field takes its value from a control of parts/fields: {...control}',
          });
      },
    };
  },
};

/** Escape (and Enter) within a composition belong to the input method. */
const composingFirst: CreateRule = {
  create(context) {
    const { text } = context.sourceCode;
    return {
      Literal(node) {
        if (node.value !== 'Escape' || node.parent.type !== 'BinaryExpression') return;
        const { start, end } = handlerAround(node.parent);
        if (!text.slice(start, end).includes('isComposing'))
          context.report({ node, message: 'Escape may belong to an input method: look at isComposing first' });
      },
    };
  },
};

/** A path may lead to a pipe or a device, which never ends: what is read is opened where that is looked at. */
const regularFiles: CreateRule = {
  create(context) {
    return {
      CallExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'open') return;
        const [, flags] = node.arguments;
        if (isStringLiteral(flags) && flags.value === 'r')
          context.report({ node, message: 'openRegular (services/disk) opens files and nothing else' });
      },
    };
  },
};

interface Spanned {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly parent?: Spanned | null;
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionExpression',
  'FunctionDeclaration',
]);

/** The innermost function around a node. */
function handlerAround(node: Spanned): Spanned {
  return FUNCTIONS.has(node.type) || !node.parent ? node : handlerAround(node.parent);
}

/** The rules that no stock plugin has; see build/oxlint.json for where each applies. */
export default {
  meta: { name: 'house' },
  rules: {
    'import-table': importTable,
    'no-clock': noClock,
    'no-max-length': noMaxLength,
    'composing-first': composingFirst,
    'typed-by-control': typedByControl,
    'regular-files': regularFiles,
  },
};
