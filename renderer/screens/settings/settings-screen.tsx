import { useEffect } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { settingsText } from '#renderer/text/settings-text.ts';
import { CatalogueSection } from './catalogue-section.tsx';
import { PersonForm } from './person-form.tsx';
import { ProgramSection } from './program-section.tsx';
import { SecretSection } from './secret-section.tsx';
import { UpdateSection } from './update-section.tsx';
import './settings.css';

/** 设置: who works here, the catalogues on offer, where the data is. */
export function SettingsScreen() {
  const load = useSettings((state) => state.load);
  const settings = useSettings((state) => state.settings);
  useEffect(() => {
    void load();
  }, [load]);
  return (
    <main className="settings">
      <h1>{settingsText.title}</h1>
      {/* Settings that arrive late, or another window's, start the form anew. */}
      <PersonForm key={JSON.stringify(settings)} settings={settings} />
      <CatalogueSection />
      <SecretSection />
      <ProgramSection />
      <UpdateSection />
      <section>
        <h2>{settingsText.about}</h2>
        <p>{settingsText.aboutText}</p>
        <p>{settingsText.honest}</p>
        <p className="na">
          {settingsText.fonts}
          {settingsText.fontsCopyright}
        </p>
      </section>
    </main>
  );
}
