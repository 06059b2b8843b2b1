import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '#electron/services/host/host.ts';
import { createPublisher } from '#electron/services/publish/host-publisher.ts';
import { inspectSignatures } from '#shared/verify/inspect-signatures.ts';
import { Job } from '#shared/host/job-records.ts';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';
import { settlement } from '#test/support/settle.ts';
import { catalogue, facts } from './sample.ts';

const Started = v.object({ job: v.string() });
const Created = v.object({ id: v.string() });
const WithPdf = v.object({ product: v.object({ pdf: v.object({ sha256: v.string() }) }) });
const TestFile = v.object({ base64: v.string(), password: v.string() });

describe('publishing through the host', () => {
  let folder: Awaited<ReturnType<typeof tempFolder>>;
  let host: Host;
  let wall: number;
  beforeEach(async () => {
    folder = await tempFolder();
    wall = Date.UTC(2024, 8, 2, 1);
    host = await openHost(folder.path, { publish: createPublisher, now: () => (wall += 1000) });
  });
  afterEach(async () => {
    await host.close();
    await folder.drop();
  });

  async function call<T extends v.GenericSchema>(
    schema: T,
    name: string,
    input: object,
    bytes?: Uint8Array,
  ): Promise<v.InferOutput<T>> {
    const result = await host.call(name, input, bytes);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return v.parse(schema, result.value);
  }
  async function finished(job: string): Promise<v.InferOutput<typeof Job>> {
    for (;;) {
      const state = await call(Job, 'job:get', { job });
      if (state.state.is !== 'running') return state;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const { replies, accepted } = settlement({ facts }, catalogue);

  it('[PU17][PU10] previews, finalises, signs, records and serves the sample’s notice', async () => {
    const { id: inspection } = await call(Created, 'inspection:open-sample', {});
    const preview = await finished((await call(Started, 'notice:preview', { inspection, edition: 'web' })).job);
    expect(preview.state).toMatchObject({ is: 'done', product: { final: false, signatures: [] } });
    await call(v.unknown(), 'inspection:append-events', { inspection, drafts: replies });
    await call(v.unknown(), 'notice:finalise', { inspection, by: '李主任', accepted });
    // Made again on another day it is the same, to the byte.
    const final = async () => {
      const { job } = await call(Started, 'notice:preview', { inspection, edition: 'web' });
      const { state } = await finished(job);
      return v.parse(WithPdf, state).product.pdf.sha256;
    };
    const first = await final();
    wall += 3 * 86_400_000;
    expect(await final()).toBe(first);
    const { base64, password } = await call(TestFile, 'certificate:make-test', {
      name: '王审核',
      organisation: '泰山区',
    });
    const input = { inspection, edition: 'web', role: '审核人', name: '王审核', password };
    const signing = await call(Started, 'notice:sign', input, Buffer.from(base64, 'base64'));
    const signed = await finished(signing.job);
    expect(signed.state).toMatchObject({
      is: 'done',
      product: { final: true, signatures: [{ role: '审核人', test: true }] },
    });
    const { pdf } = v.parse(WithPdf, signed.state).product;
    const file = await host.findFile(pdf.sha256);
    expect(file.ok && (await inspectSignatures(await readFile(file.value.path)))).toMatchObject({
      value: { verdict: 'intact' },
    });
    const read = v.object({ events: v.array(v.object({ type: v.string() })) });
    const { events } = await call(read, 'inspection:read-events', { inspection, seen: {} });
    expect(events.at(-1)?.type).toBe('notice.published');
    expect(await call(v.object({ final: v.boolean() }), 'notice:latest', { inspection })).toEqual({ final: true });
  }, 120_000);
});
