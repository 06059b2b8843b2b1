import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What a window must not do: errors, breaches of the content policy, requests to anywhere but its own host. */
export interface PageWatch {
  /** From now on the host may be away: failed requests, and refused ones until a new link is opened, are expected. */
  allowOutage(): void;
  readonly faults: () => readonly string[];
}

/** Each with why it is harmless; anything else on the console fails the test. */
const ALLOWED = [
  {
    // antd measures the scroll bar and locks the page's scrolling under a dialog with inline styles that carry no
    // nonce. The policy refuses them; the page needs neither, because its own panes scroll and not the page.
    name: 'antd scroll bar',
    text: /(Refused to apply|Applying) (an )?inline style.*Content Security Policy/,
    source: /\/assets\/.*\.js/,
  },
] as const;

const OUTAGE = /Failed to load resource|ERR_(CONNECTION|EMPTY_RESPONSE|INCOMPLETE_CHUNKED)|net::ERR_/;

export async function watch(context: BrowserContext, origin: string): Promise<PageWatch> {
  const faults: string[] = [];
  let outage = false;
  const see = (message: ConsoleMessage) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    const source = message.location().url;
    if (outage && OUTAGE.test(text)) return;
    if (ALLOWED.some((known) => known.text.test(text) && known.source.test(source))) return;
    faults.push(`console: ${text} (${source})`);
  };
  context.on('console', see);
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().stack ?? String(error.error())}`));
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) faults.push(`request to elsewhere: ${request.url()}`);
  });
  return { allowOutage: () => (outage = true), faults: () => faults };
}

function isOwn(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith(`blob:${origin}/`);
}
