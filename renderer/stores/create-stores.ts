import { createCatalogueCache } from './catalogues.ts';
import type { AppContextValue } from './context.ts';
import { createEvidence } from './evidence.ts';
import { createNavigation } from './navigation.ts';
import { createProjects } from './projects.ts';
import { createRecent } from './recent.ts';
import type { Services } from './services.ts';
import { createSession } from './session.ts';
import { createSettings } from './settings.ts';

/** All stores of one window over one host. */
export function createStores(services: Services): AppContextValue {
  const catalogues = createCatalogueCache(services.host);
  const settings = createSettings(services.host);
  const session = createSession({ services, catalogues, settings });
  return {
    services,
    stores: {
      navigation: createNavigation(),
      session,
      projects: createProjects(services, catalogues),
      settings,
      evidence: createEvidence(services, session),
      recent: createRecent(services.host),
    },
  };
}
