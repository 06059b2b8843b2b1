import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useState, type ComponentType } from 'react';
import type { Screen } from '#shared/commands/state.ts';
import { OpeningScreen } from '../screens/projects/opening-screen.tsx';
import { ProjectsScreen } from '../screens/projects/projects-screen.tsx';
import { AppContext, useNavigation, usePackages, useSession, type AppContextValue } from '../stores/context.ts';
import { Banners } from './banners.tsx';
import {
  AboutDialog,
  BoardScreen,
  ManualDrawer,
  PackageDialog,
  ProfileDrawer,
  PublishScreen,
  SafetyScreen,
  SetAsideDialog,
  SettingsScreen,
  ShortcutSheet,
  SyncScreen,
  WalkScreen,
} from './deferred-parts.ts';
import { CommandContext, createCommandRegistry } from '../parts/commands/registry.ts';
import { Commands } from './commands/commands.tsx';
import type { Overlay } from './commands/use-frame-commands.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { FileDrop } from './file-drop.tsx';
import { Header } from './header.tsx';
import { NavRail } from './nav-rail.tsx';
import { StepNotice } from './step-notice.tsx';
import { THEME } from './theme.ts';
import './app.css';
import './narrow.css';
import '../ui/forced-colors.css';

interface Props {
  readonly context: AppContextValue;
  /** Nonce of this page; without it antd's variables are refused by the CSP. */
  readonly nonce: string | undefined;
}

/**
 * Dialogs and lists open in a place of their own. Over the body itself antd would keep the page from scrolling, by style
 * elements that the policy refuses and that this page, which never scrolls as a whole, has no need of.
 */
const layersOf = (): HTMLElement => document.getElementById('layers') ?? document.body;

/** The whole window. */
export function App({ context, nonce }: Props) {
  const [registry] = useState(createCommandRegistry);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={THEME}
      button={{ autoInsertSpace: false }}
      getPopupContainer={layersOf}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <AppContext value={context}>
        <CommandContext value={registry}>
          <Frame />
        </CommandContext>
      </AppContext>
    </ConfigProvider>
  );
}

/** What was set aside, while there is any. */
function Aside() {
  const shown = useNavigation((state) => state.asideShown);
  const show = useNavigation((state) => state.showAside);
  const some = useSession((state) => state.setAside.length > 0);
  return some ? <SetAsideDialog open={shown} onClose={() => show(false)} /> : null;
}

const SCREEN_OF: Readonly<Record<Screen, ComponentType>> = {
  projects: ProjectsScreen,
  walk: WalkScreen,
  board: BoardScreen,
  publish: PublishScreen,
  sync: SyncScreen,
  safety: SafetyScreen,
  settings: SettingsScreen,
};
const NEEDS_INSPECTION: readonly Screen[] = ['walk', 'board', 'publish'];

function Frame() {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const closeOverlay = useCallback(() => setOverlay(null), []);
  const screen = useNavigation((state) => state.screen);
  const phase = useSession((state) => state.phase.is);
  const open = useSession((state) => state.inspection !== null);
  const packages = usePackages((state) => state.phase.is !== 'idle');
  const blocked = NEEDS_INSPECTION.includes(screen) && !open;
  const Current = SCREEN_OF[screen];
  return (
    <div className="app">
      <Commands show={setOverlay} />
      <Header />
      <NavRail />
      <Banners />
      <div className="screen">
        <ErrorBoundary resetKey={`${screen} ${phase}`}>
          {blocked ? phase === 'closed' ? <ProjectsScreen /> : <OpeningScreen /> : <Current />}
        </ErrorBoundary>
      </div>
      {open && <ProfileDrawer />}
      {open && <Aside />}
      <StepNotice />
      <FileDrop />
      {packages && <PackageDialog />}
      <ManualDrawer open={overlay === 'manual'} onClose={closeOverlay} />
      <AboutDialog open={overlay === 'about'} onClose={closeOverlay} />
      <ShortcutSheet open={overlay === 'shortcuts'} onClose={closeOverlay} />
    </div>
  );
}
