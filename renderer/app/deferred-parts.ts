import { NewInspection } from '../screens/projects/new-inspection-part.ts';
import { deferred } from '../ui/deferred.tsx';

// What the first paint does without: every screen but the list of inspections, dialogs, and what they need of antd.

export const AuthorPrompt = deferred(async () => (await import('../screens/settings/author-prompt.tsx')).AuthorPrompt);
export const BoardScreen = deferred(async () => (await import('../screens/board/board-screen.tsx')).BoardScreen);
export const DiscardUnsaved = deferred(async () => (await import('./discard-unsaved.tsx')).DiscardUnsaved);
export const AboutDialog = deferred(async () => (await import('./help/about-dialog.tsx')).AboutDialog);
export const ManualDrawer = deferred(async () => {
  const { ManualDrawer: Part, fetchManual } = await import('./help/manual-drawer.tsx');
  // With its text, so that it can be read even when the host is gone.
  fetchManual();
  return Part;
});
export const PackageDialog = deferred(
  async () => (await import('../screens/packages/package-dialog.tsx')).PackageDialog,
);
export const ProfileDrawer = deferred(
  async () => (await import('../screens/projects/profile-drawer.tsx')).ProfileDrawer,
);
export const PublishScreen = deferred(
  async () => (await import('../screens/publish/publish-screen.tsx')).PublishScreen,
);
export const SafetyScreen = deferred(async () => (await import('../screens/safety/safety-screen.tsx')).SafetyScreen);
export const SetAsideDialog = deferred(async () => (await import('./set-aside-dialog.tsx')).SetAsideDialog);
export const SettingsScreen = deferred(
  async () => (await import('../screens/settings/settings-screen.tsx')).SettingsScreen,
);
export const ShortcutSheet = deferred(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet);
export const SyncScreen = deferred(async () => (await import('../screens/sync/sync-screen.tsx')).SyncScreen);
export const WalkScreen = deferred(async () => (await import('../screens/walk/walk-screen.tsx')).WalkScreen);

/** In the order in which they are likely to be wanted. */
const PARTS = [
  WalkScreen,
  NewInspection,
  PackageDialog,
  AuthorPrompt,
  DiscardUnsaved,
  SetAsideDialog,
  ProfileDrawer,
  BoardScreen,
  ShortcutSheet,
  SyncScreen,
  SafetyScreen,
  SettingsScreen,
  PublishScreen,
  ManualDrawer,
  AboutDialog,
];

/** Fetches all parts one by one, so that none is missing if the host should go away later. */
export async function preloadParts(): Promise<void> {
  // One that fails is asked for again when it is wanted, and says so then.
  for (const { preload } of PARTS) await preload().catch(() => undefined);
}
