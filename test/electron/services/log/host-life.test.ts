import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { openHost, tempFolder } from '#test/electron/services/temp-host.ts';

const Started = v.object({ ok: v.literal(true), value: v.object({ job: v.string() }) });

it('the log tells of a host’s life: start with versions, refused calls by name alone, jobs with how long they took, end', async () => {
  const folder = await tempFolder();
  const host = await openHost(folder.path);
  const { job } = v.parse(Started, await host.call('diagnostics:make', { withDumps: false })).value;
  await expect.poll(() => host.call('job:get', { job })).toMatchObject({ value: { state: { is: 'done' } } });
  await host.call('settings:set', { author: '王建国', secret: 1 });
  await host.call('学苑社区', {});
  await host.close();
  const lines = readFileSync(join(folder.path, 'logs', 'host.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const events = lines.map((line): unknown => JSON.parse(line));
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'host-started', version: '0.0.0', runtime: `Node ${process.versions.node}` }),
  );
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'job-ended', job, kind: 'diagnostics', state: 'done', ms: expect.any(Number) }),
  );
  const refused = { event: 'call-refused', level: 'info', time: expect.any(String) };
  expect(events).toContainEqual({ ...refused, call: 'settings:set', code: 'app.bad-request' });
  expect(events).toContainEqual({ ...refused, kind: 'unknown-call', code: 'app.unknown-call' });
  expect(events.at(-1)).toMatchObject({ event: 'host-closed', ms: expect.any(Number) });
  expect(lines.join('\n')).not.toMatch(/[^\x20-\x7e\n]/);
  await folder.drop();
});
