import type { Plugin } from 'vite';

/**
 * Parts of antd that the window does not use, by their folder in the package and the prefixes of their classes. Their styles
 * are two thirds of antd's style sheet, which has to be read before anything can be painted.
 */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  affix: ['affix'],
  anchor: ['anchor'],
  avatar: ['avatar'],
  badge: ['badge', 'ribbon'],
  breadcrumb: ['breadcrumb'],
  card: ['card'],
  carousel: ['carousel'],
  cascader: ['cascader'],
  collapse: ['collapse'],
  'color-picker': ['color'],
  descriptions: ['descriptions'],
  dropdown: ['dropdown'],
  'float-button': ['float'],
  image: ['image'],
  layout: ['layout'],
  list: ['list'],
  masonry: ['masonry'],
  mentions: ['mentions'],
  menu: ['menu'],
  pagination: ['pagination'],
  'qr-code': ['qrcode'],
  rate: ['rate'],
  result: ['result'],
  segmented: ['segmented'],
  slider: ['slider'],
  splitter: ['splitter'],
  statistic: ['statistic'],
  steps: ['steps'],
  switch: ['switch'],
  table: ['table'],
  tabs: ['tabs'],
  tag: ['tag'],
  timeline: ['timeline'],
  tour: ['tour'],
  transfer: ['transfer'],
  tree: ['tree'],
  typography: ['typography'],
  upload: ['upload'],
};

const SHEET = /[\\/]antd[\\/]dist[\\/]antd\.css$/;

/** Leaves those styles out, and refuses to build once one of those parts (which brings its own style module) is used after all. */
export function unusedAntdStyles(): Plugin {
  return {
    name: 'unused-antd-styles',
    enforce: 'pre',
    transform: (code, id) => (SHEET.test(id.replace(/\?.*$/, '')) ? { code: withoutUnused(code), map: null } : null),
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk')
          for (const [id, { renderedLength }] of Object.entries(output.modules)) {
            const part = /[\\/]antd[\\/]es[\\/]([a-z-]+)[\\/]style[\\/]/.exec(id)?.[1];
            if (part !== undefined && part in UNUSED && renderedLength > 0)
              this.error(`antd's ${part} is used (${id}): take it from the list in build/unused-antd-styles.ts`);
          }
      }
    },
  };
}

/** The sheet without the rules whose first class belongs to an unused part, or to another theme's variables. */
export function withoutUnused(css: string): string {
  const prefixes = new Set(Object.values(UNUSED).flat());
  return topLevelRules(css)
    .filter((rule) => {
      const part = /\.ant-([a-z]+)/.exec(rule)?.[1];
      return !rule.trimStart().startsWith('.css-var-_R_') && (part === undefined || !prefixes.has(part));
    })
    .join('');
}

function topLevelRules(css: string): string[] {
  const rules: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] !== '}') continue;
    depth -= 1;
    if (depth > 0) continue;
    rules.push(css.slice(start, at + 1));
    start = at + 1;
  }
  return [...rules, css.slice(start)];
}
