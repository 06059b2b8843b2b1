import 'antd/dist/antd.css';
import { createRoot } from 'react-dom/client';
import { answerDrains, leaveField } from './app/answer-drains.ts';
import { App } from './app/app.tsx';
import { preloadParts } from './app/deferred-parts.ts';
import { keepFocus } from './app/keep-focus.ts';
import { keepRecent } from './app/keep-recent.ts';
import { keepStorage } from './app/keep-storage.ts';
import { keepPlace } from './app/last-place.ts';
import { reportFaults } from './app/report-faults.ts';
import { LocalDatabase } from './db/database.ts';
import { connectHost } from './host/connect-host.ts';
import { fileUrl } from './host/file-url.ts';
import { createStores } from './stores/create-stores.ts';
import { claimByLock } from './stores/outbox-claim.ts';
import { scratchIn } from './stores/outbox-scratch.ts';

const context = createStores({
  host: connectHost(),
  db: new LocalDatabase(),
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
  claim: claimByLock,
  scratch: scratchIn(localStorage),
  storage: localStorage,
  fileUrl,
});
reportFaults(window, context.services.host, Date.now);
answerDrains({ host: context.services.host, ...context.stores, leaveField });
void context.stores.settings.getState().load();
void context.stores.jobs.getState().load();
context.stores.safety.getState().attend();
context.stores.sync.getState().attend();
context.stores.packages.getState().attend();
context.stores.updates.getState().attend();
keepPlace(context.stores, sessionStorage);
keepRecent(context.stores);
keepFocus(document);

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
createRoot(root).render(<App context={context} nonce={nonce} />);

void keepStorage();

// Not while the list of inspections is still being read.
setTimeout(() => requestIdleCallback(() => void preloadParts()), 1000);

// A file dropped beside its place must not replace the window.
for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault());

// Another window that shows the same inspection need not wait to see that this one is gone.
addEventListener('pagehide', () => context.stores.companions.leave());

// A change not yet acknowledged is kept as a draft, yet leaving now would show it as unsaved next time; a file not yet
// stored would have to be chosen again: ask.
addEventListener('beforeunload', (event) => {
  const { session, evidence } = context.stores;
  if (session.getState().unsaved > 0 || evidence.getState().uploads.length > 0) event.preventDefault();
});
