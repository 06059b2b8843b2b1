import { useEffect } from 'react';
import { SCREENS } from '#shared/commands/state.ts';
import type { CommandId } from '#shared/commands/table.ts';
import { useApp, type AppContextValue, type Stores } from '#renderer/stores/context.ts';
import { closeInspection, showInspection, openSample } from '#renderer/stores/open-inspection.ts';
import { choosePackage } from '#renderer/parts/choose-package.ts';
import { focusOf } from '#renderer/parts/commands/focus.ts';
import { hasOwn } from './own-history.ts';
import { useCommandRegistry, type CommandHandler } from '#renderer/parts/commands/registry.ts';

/** What opens above a screen. */
export type Overlay = 'manual' | 'shortcuts' | 'about';

/** The commands that need no particular screen. */
export function useFrameCommands(show: (overlay: Overlay) => void): void {
  const app = useApp();
  const registry = useCommandRegistry();
  useEffect(() => {
    const handlers = { ...frameCommands(app), ...overlayCommands(show) };
    registry.setState(handlers);
    return () => registry.setState(Object.fromEntries(Object.keys(handlers).map((command) => [command, undefined])));
  }, [app, registry, show]);
}

type Handlers = Readonly<Partial<Record<CommandId, CommandHandler>>>;

const overlayCommands = (show: (overlay: Overlay) => void): Handlers => ({
  'help.manual': () => show('manual'),
  'help.shortcuts': () => show('shortcuts'),
  'help.about': () => show('about'),
});

function frameCommands(app: AppContextValue): Handlers {
  const { stores } = app;
  const { navigation, session, recent } = stores;
  const screens = SCREENS.map((screen) => [`view.${screen}`, () => navigation.getState().goTo(screen)] as const);
  return {
    ...Object.fromEntries(screens),
    'file.new': () => navigation.getState().create(true),
    'file.open-sample': () => void openSample(app),
    'file.open-recent': (inspection) => {
      if (inspection !== null) void showInspection(stores, inspection);
    },
    'file.clear-recent': () => void recent.getState().clear(),
    'file.open-package': () => openPackage(stores),
    'file.export-package': () => {
      const { inspection } = session.getState();
      if (inspection !== null)
        void stores.packages.getState().export(inspection.id, inspection.facts.profile.community);
    },
    'file.save': () => saveNow(() => void session.getState().retry()),
    'file.profile': () => navigation.getState().editProfile(true),
    'file.close': () => void closeInspection(stores),
    'edit.undo': () => inTextOr('undo', () => void session.getState().undo()),
    'edit.redo': () => inTextOr('redo', () => void session.getState().redo()),
  };
}

/** Asks for a package; chosen in a menu outside the page there is no gesture for that, so the way to it is shown. */
function openPackage({ navigation, packages }: Stores): void {
  if (!navigator.userActivation.isActive) return navigation.getState().goTo('projects');
  choosePackage((file) => void packages.getState().openFile(file));
}

/** Text that waits for a pause becomes a change when its field is left; the cursor stays where it is. */
function saveNow(send: () => void): void {
  const field = document.activeElement;
  if (field instanceof HTMLElement && focusOf(field) === 'text') {
    field.blur();
    field.focus({ preventScroll: true });
  }
  send();
}

/** From a menu, too, 撤销 in a text field means the field's own. */
function inTextOr(command: 'undo' | 'redo', otherwise: () => void): void {
  // Deprecated, yet the only way to the field's own history.
  if (focusOf(document.activeElement) !== 'text') otherwise();
  else if (hasOwn(command, document.activeElement)) document.execCommand(command);
}
