import { useEffect, useReducer } from 'react';
import { useProjects, useSafety } from '#renderer/stores/context.ts';
import { safetyText } from '#renderer/text/safety-text.ts';
import { BackupSection } from './backup-section.tsx';
import { ClockSection } from './clock-section.tsx';
import { GenerationsSection } from './generations-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './safety.css';

/** How often the free space is looked at while this screen is open. */
const LOOK_MS = 30_000;

/** 数据安全: backups and what they can bring back; the space the data has; what was seen of the clock. */
export function SafetyScreen() {
  const load = useSafety((state) => state.load);
  const refreshStorage = useSafety((state) => state.refreshStorage);
  const loadProjects = useProjects((state) => state.load);
  const [, lookAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    void load();
    void loadProjects();
    const timer = setInterval(() => {
      void refreshStorage();
      // How long ago the last backup was is said anew.
      lookAgain();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [load, loadProjects, refreshStorage]);
  return (
    <main className="safety">
      <h1>{safetyText.title}</h1>
      <div className="columns">
        <div>
          <BackupSection />
          <GenerationsSection />
        </div>
        <div>
          <StorageSection />
          <ClockSection />
        </div>
      </div>
    </main>
  );
}
