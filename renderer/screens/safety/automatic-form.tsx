import { Select } from 'antd';
import { useState } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { backupText } from '#renderer/text/safety-text.ts';
import { selectName } from '#renderer/ui/select-name.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { BACKUP_MINUTES, GENERATIONS } from '#shared/host/backup-records.ts';
import type { Settings } from '#shared/host/records.ts';

const MINUTES = [5, 10, 15, 30, 60, 120] as const;
const KEEP = [3, 5, 10, 20, 50] as const;

/** How often backups come by themselves and how many are kept; a choice is saved at once. */
export function AutomaticForm() {
  const settings = useSettings((state) => state.settings);
  const save = useSettings((state) => state.save);
  const failure = useSettings((state) => state.failure);
  const [touched, setTouched] = useState(false);
  const change = (patch: Partial<Settings>) => {
    setTouched(true);
    void save({ ...settings, ...patch });
  };
  const minutes = settings.backupMinutes ?? BACKUP_MINUTES.usual;
  const keep = settings.backupGenerations ?? GENERATIONS.usual;
  return (
    <div className="setting">
      <span className="label">{backupText.automatic}</span>
      <div>
        <div className="flow">
          {backupText.every}
          <Select
            value={minutes}
            aria-label={selectName(backupText.every, backupText.minutes(minutes))}
            options={withOwn(MINUTES, minutes).map((value) => ({ value, label: backupText.minutes(value) }))}
            onChange={(value) => change({ backupMinutes: value })}
          />
          {backupText.onQuit}
        </div>
        <div className="flow">
          {backupText.keep}
          <Select
            value={keep}
            aria-label={selectName(backupText.keep, backupText.generations(keep))}
            options={withOwn(KEEP, keep).map((value) => ({ value, label: backupText.generations(value) }))}
            onChange={(value) => change({ backupGenerations: value })}
          />
          <small>{backupText.keepHint}</small>
        </div>
        {touched && failure !== null && <FailureNote failure={failure} />}
      </div>
    </div>
  );
}

/** The choices with the present value among them, whoever wrote it. */
const withOwn = (choices: readonly number[], own: number): readonly number[] =>
  choices.includes(own) ? choices : [...choices, own].toSorted((a, b) => a - b);
