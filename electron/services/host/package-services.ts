import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { JobWork } from '#electron/services/jobs/jobs.ts';
import type { Services } from '#shared/host/dispatch.ts';
import type { InspectionInfo } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';
import type { HostParts } from './host-parts.ts';

type PackageServices = Pick<Services, Extract<keyof Services, `package:${string}`>>;

/** The inspections; one whose import was cut short is listed with `package.import-unfinished` (SPEC PK11). */
export async function listWithImports({ inspections, packages }: HostParts): ReturnType<Inspections['list']> {
  const listed = await inspections.list();
  if (!listed.ok) return listed;
  const infos: InspectionInfo[] = [];
  for (const info of listed.value) {
    const isCut = info.damage === null && (await packages.isUnfinished(info.id, info.heads));
    infos.push(isCut ? { ...info, damage: { code: 'package.import-unfinished', line: 0, intact: info.events } } : info);
  }
  return ok(infos);
}

/** Calls about 数据包. */
export function packageServices({ packages, inspections, jobs }: HostParts): PackageServices {
  const { desk } = packages;
  const started = (work: JobWork) => ok({ job: jobs.start('package', work) });
  return {
    'package:export': async ({ inspection }) => {
      const opened = await inspections.readEvents(inspection, {});
      return opened.ok ? started(packages.export(inspection, null)) : opened;
    },
    'package:begin': ({ name, bytes }) => desk.begin(name, bytes),
    'package:receive': ({ package: token, at }, bytes) => desk.receive(token, at, bytes),
    'package:offers': async () => ok(desk.offers()),
    'package:preview': async ({ package: token }) => {
      const held = desk.find(token);
      return held.ok ? started(packages.preview(held.value.path)) : held;
    },
    'package:import': async ({ package: token }) => {
      const held = desk.find(token);
      return held.ok ? started(packages.import(held.value.path)) : held;
    },
    'package:settle-key': async ({ package: token, device, fingerprint }) => {
      const held = desk.find(token);
      if (!held.ok) return held;
      const settled = await packages.settleKey(held.value.path, device, fingerprint);
      return settled.ok ? ok({}) : settled;
    },
    'package:discard': async ({ package: token }) => {
      await desk.discard(token);
      return ok({});
    },
  };
}
