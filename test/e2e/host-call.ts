import type { Page } from '@playwright/test';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostInput, HostName, HostOutput } from '#shared/host/contract.ts';
import type { Result } from '#shared/result.ts';

/** Asks the host as the window does, past its screens: for what a test starts from and another one does by hand. */
export async function callHost<N extends HostName>(page: Page, name: N, payload: HostInput<N>): Promise<HostOutput<N>> {
  const answer: Result<HostOutput<N>, ErrorCode> = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/api/call', { method: 'POST', headers, body })).json();
  }, JSON.stringify({ name, payload }));
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}
