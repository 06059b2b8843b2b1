import { Checkbox } from 'antd';
import { useState } from 'react';
import type { DiagnosticsPreview } from '#shared/host/diagnostics-records.ts';
import { DIAGNOSTICS_NEVER, DIAGNOSTICS_TEXT } from '#shared/text/diagnostics-text.ts';
import { diagnosticsText } from '#renderer/text/diagnostics-text.ts';
import { sizeText } from '#renderer/text/format.ts';
import { minuteStamp } from '#renderer/text/moment.ts';
import { FailureNote } from '../ui/failure.tsx';
import { JobProgressBar } from './job-progress.tsx';
import { useDiagnostics } from './use-diagnostics.ts';
import './diagnostics-export.css';

/** The button 导出诊断包 and what follows: the list of what is inside, the choice about dumps, the file. */
export function DiagnosticsExport() {
  const { state, ask, save, putAway } = useDiagnostics();
  if (state.is === 'asking') return <Contents preview={state.preview} onSave={save} onCancel={putAway} />;
  if (state.is === 'making') return <JobProgressBar work={state.work} label={() => diagnosticsText.making} />;
  return (
    <div className="diagnostics">
      {state.is === 'failed' && <FailureNote failure={state.failure} />}
      {state.is === 'saved' && <output>{diagnosticsText.saved(state.file.name)}</output>}
      <button type="button" className="btn" onClick={() => void ask()}>
        {diagnosticsText.export}
      </button>
    </div>
  );
}

interface ContentsProps {
  readonly preview: DiagnosticsPreview;
  readonly onSave: (withDumps: boolean) => Promise<void>;
  readonly onCancel: () => void;
}

function Contents({ preview: { files, dumps }, onSave, onCancel }: ContentsProps) {
  const [withDumps, setWithDumps] = useState(false);
  return (
    <div className="diagnostics">
      <b>{diagnosticsText.contents}</b>
      <ul>
        {files.map(({ kind, name, bytes }) => (
          <li key={name}>
            <span>{DIAGNOSTICS_TEXT[kind]}</span>
            <code>{name}</code>
            <span className="num">{sizeText(bytes)}</span>
          </li>
        ))}
      </ul>
      <p>{DIAGNOSTICS_NEVER}</p>
      {dumps.latest === null ? (
        <p className="na">{diagnosticsText.noDumps}</p>
      ) : (
        <div>
          <Checkbox checked={withDumps} onChange={(event) => setWithDumps(event.target.checked)}>
            {diagnosticsText.dumps(dumps.count, sizeText(dumps.bytes), minuteStamp(dumps.latest))}
          </Checkbox>
          <small className="und">{diagnosticsText.dumpsHint}</small>
        </div>
      )}
      <div className="actions">
        <button type="button" className="btn primary" onClick={() => void onSave(withDumps)}>
          {diagnosticsText.save}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {diagnosticsText.cancel}
        </button>
      </div>
    </div>
  );
}
