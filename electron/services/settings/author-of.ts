import type { SettingsStore } from './settings.ts';

/** Whose name goes on what is saved. Unreadable settings must not keep evidence from being saved: it then names nobody. */
export async function authorOf(settings: SettingsStore): Promise<string> {
  const read = await settings.get();
  return read.ok ? read.value.author : '';
}
