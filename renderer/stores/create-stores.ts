import { IndexWatch } from '../db/index-watch.ts';
import { everyMs } from '../host/every.ts';
import { createCatalogueCache } from './catalogues.ts';
import type { AppContextValue } from './context.ts';
import { createCompanions } from './companions.ts';
import { createConnection } from './connection.ts';
import { createEvidence } from './evidence.ts';
import { createJobs } from './jobs.ts';
import { createKeptForms } from './kept-forms.ts';
import { createNavigation } from './navigation.ts';
import { createPackages } from './packages.ts';
import { createProjects } from './projects.ts';
import { createRecent } from './recent.ts';
import type { WindowMeans } from './services.ts';
import { createSafety } from './safety.ts';
import { createSession } from './session.ts';
import { createSettings } from './settings.ts';
import { createSync } from './sync.ts';
import { createUpdates } from './updates.ts';

/** How often the other windows are asked whether they are still there. */
const ASK_WINDOWS_MS = 15_000;
/** How often jobs under way are asked for. */
const ASK_JOBS_MS = 3000;

/** All stores of one window over one host. */
export function createStores(services: WindowMeans): AppContextValue {
  const catalogues = createCatalogueCache(services.host);
  const settings = createSettings(services.host);
  const watch = new IndexWatch(services.host, services.db);
  const session = createSession({ services, watch, catalogues, settings });
  const jobs = createJobs(services.host, everyMs(ASK_JOBS_MS));
  const projects = createProjects(services, watch, catalogues);
  return {
    services,
    stores: {
      companions: createCompanions(services, session, everyMs(ASK_WINDOWS_MS)),
      connection: createConnection(services.host),
      jobs,
      navigation: createNavigation(),
      session,
      packages: createPackages(services, { jobs, projects, session }),
      projects,
      settings,
      safety: createSafety(services.host, jobs),
      sync: createSync(services.host, jobs),
      forms: createKeptForms(services.storage),
      evidence: createEvidence(services, session),
      recent: createRecent(services.host),
      updates: createUpdates(services.host),
    },
  };
}
