import type { AppInfo, CatalogueInfo } from '#shared/host/records.ts';
import { aboutText } from '#renderer/text/help-text.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { shellText } from '#renderer/text/shell-text.ts';

export interface AboutLine {
  readonly name: string;
  readonly values: readonly string[];
}

/** What 关于 says. In the browser edition the window's own engine is another program than the host's. */
export function aboutLines(
  info: AppInfo | null,
  catalogues: readonly CatalogueInfo[],
  userAgent: string,
): readonly AboutLine[] {
  const { unknown } = settingsText;
  const chromium = /Chrom(?:e|ium)\/([\d.]+)/.exec(userAgent)?.[1];
  const engines = { ...(chromium === undefined ? {} : { Chromium: chromium }), ...info?.engines };
  return [
    { name: settingsText.version, values: [info?.version ?? unknown] },
    { name: aboutText.edition, values: [info === null ? unknown : settingsText.editions[info.edition]] },
    {
      name: settingsText.runtime,
      values: [
        Object.entries(engines)
          .map(([name, version]) => `${name} ${version}`)
          .join(' · '),
      ],
    },
    {
      name: settingsText.catalogues,
      values: catalogues.map(({ tier, version, sha256, builtIn }) => {
        const origin = builtIn ? settingsText.builtIn : settingsText.importedTag;
        return `${tier} ${version}（${origin}）${sha256.slice(0, 16)}`;
      }),
    },
    { name: settingsText.device, values: [info?.device ?? unknown] },
    { name: settingsText.dataFolder, values: [info?.dataFolder ?? unknown] },
  ];
}

/** The same to be pasted into a message. */
export function aboutPlain(lines: readonly AboutLine[]): string {
  return [shellText.product, ...lines.map(({ name, values }) => `${name}：${values.join('；')}`)].join('\n');
}
