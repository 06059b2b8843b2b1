import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** What a window must not do: errors, breaches of the content policy, requests to anywhere but its own host. */
export interface PageWatch {
  /** While the host is away failed requests are expected, and refused ones until its new link is opened. */
  expectOutage(away: boolean): void;
  readonly faults: () => readonly string[];
}

const OUTAGE = /Failed to load resource|ERR_(CONNECTION|EMPTY_RESPONSE|INCOMPLETE_CHUNKED)|net::ERR_/;

export async function watch(context: BrowserContext, origin: string): Promise<PageWatch> {
  const faults: string[] = [];
  let outage = false;
  const see = (message: ConsoleMessage) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    if (outage && OUTAGE.test(text)) return;
    faults.push(`console: ${text} (${message.location().url})`);
  };
  context.on('console', see);
  context.on('weberror', (error) => faults.push(`uncaught: ${error.error().stack ?? String(error.error())}`));
  context.on('request', (request) => {
    if (!isOwn(request.url(), origin)) faults.push(`request to elsewhere: ${request.url()}`);
  });
  return { expectOutage: (away) => void (outage = away), faults: () => faults };
}

function isOwn(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith(`blob:${origin}/`);
}
