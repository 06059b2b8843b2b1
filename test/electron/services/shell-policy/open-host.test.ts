import { readFileSync } from 'node:fs';
import { benchmark, sample } from '#test/fixtures/read.ts';
import { settlement } from '#test/support/settle.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostApi } from '#shared/host/api.ts';
import type { Started } from '#shared/host/job-records.ts';
import type { Notice } from '#shared/host/notice-records.ts';
import type { InspectionId } from '#shared/ids.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { Host } from '#electron/services/host/host.ts';
import { openHost } from '#electron/services/shell-policy/open-host.ts';
import { RESOURCES, tempFolder } from '#test/electron/services/temp-host.ts';
import { directApi } from '#test/fakes/direct-api.ts';
import { productOf } from '#test/support/job.ts';

function valueOf<T>(result: Result<T, ErrorCode>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

let folder: Awaited<ReturnType<typeof tempFolder>>;
let host: Host;
let api: HostApi;
let inspection: InspectionId;

beforeAll(async () => {
  folder = await tempFolder();
  const opened = await openHost({
    dataDir: folder.path,
    resourcesDir: RESOURCES,
    edition: 'browser',
    version: '0.0.0',
  });
  host = valueOf(opened);
  api = directApi(host.call, (listener) => host.on(listener));
  inspection = valueOf(await api.call('inspection:open-sample', {})).id;
});
afterAll(async () => {
  await host.close();
  await folder.drop();
});

/** Waits for a job's end and answers the notice it made. */
async function noticeOf(started: Result<Started<'notice'>, ErrorCode>): Promise<Notice> {
  return valueOf(await productOf(api, started, 60_000));
}

describe('the host as the shells open it', () => {
  it('previews, finalises and signs the notice of the sample, and serves its files by hash', async () => {
    const preview = await noticeOf(await api.call('notice:preview', { inspection, edition: 'web' }));
    expect(preview).toMatchObject({ final: false, signatures: [] });

    const { replies, accepted } = settlement({ facts: sample() }, benchmark());
    valueOf(await api.call('inspection:append-events', { inspection, drafts: replies }));
    valueOf(await api.call('notice:finalise', { inspection, by: '张三', accepted }));
    const made = valueOf(await api.call('certificate:make-test', { name: '张三', organisation: '区大数据中心' }));
    const p12 = new Uint8Array(Buffer.from(made.base64, 'base64'));
    const signer = { role: '审核人', name: '张三', password: made.password };
    const signed = await noticeOf(await api.upload('notice:sign', { inspection, edition: 'web', ...signer }, p12));
    expect(signed?.final).toBe(true);
    expect(signed?.signatures).toMatchObject([{ role: '审核人', test: true, valid: true, coversWholeFile: true }]);
    expect(valueOf(await api.call('notice:latest', { inspection }))).toEqual(signed);

    const pdf = valueOf(await host.findFile(signed?.pdf.sha256 ?? ''));
    expect(pdf.mime).toBe('application/pdf');
    expect(readFileSync(pdf.path).subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);
});
