import { useNavigation, useSettings } from '#renderer/stores/context.ts';
import { diagnosticsText } from '#renderer/text/diagnostics-text.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { DiagnosticsExport } from '#renderer/parts/diagnostics-export.tsx';

/** Version, data folder, this computer; how safe the data is has a screen of its own. */
export function ProgramSection() {
  const info = useSettings((state) => state.info);
  const goTo = useNavigation((state) => state.goTo);
  return (
    <section>
      <h2>{settingsText.program}</h2>
      <dl>
        <dt>{settingsText.dataFolder}</dt>
        <dd>
          <code className="path">{info?.dataFolder ?? settingsText.unknown}</code>
          <small>{settingsText.dataFolderHint}</small>
          <button type="button" className="btn" onClick={() => goTo('safety')}>
            {settingsText.toSafety}
          </button>
        </dd>
        <dt>{diagnosticsText.title}</dt>
        <dd>
          <small>{diagnosticsText.intro}</small>
          <DiagnosticsExport />
        </dd>
        <dt>{settingsText.version}</dt>
        <dd>{info === null ? settingsText.unknown : `${info.version}（${settingsText.editions[info.edition]}）`}</dd>
        <dt>{settingsText.device}</dt>
        <dd>
          <code>{info?.device ?? settingsText.unknown}</code>
        </dd>
        <dt>{settingsText.runtime}</dt>
        <dd>{info?.runtime ?? settingsText.unknown}</dd>
      </dl>
    </section>
  );
}
