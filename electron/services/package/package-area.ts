import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import { openPackages } from './packages.ts';
import type { PackagePorts, Packages } from './packages.ts';
import { packageFolder } from './package-folder.ts';
import type { HostCalls } from '#shared/host/dispatch.ts';
import type { HostEvent } from '#shared/host/records.ts';
import { ok } from '#shared/result.ts';

type PackageCalls = Pick<HostCalls, Extract<keyof HostCalls, `package:${string}`>>;

/** What a host's packages are made of and go into. */
export interface Packed extends Omit<PackagePorts, 'folder' | 'product' | 'onOffered'> {
  readonly inspections: Pick<Inspections, 'readEvents'>;
  readonly version: string;
  readonly emit: (event: HostEvent) => void;
  /** Where packages are while nothing may be written in the data folder. */
  readonly scratch: string | null;
  readonly jobs: Pick<Jobs, 'start'>;
}

/** The packages of a data folder, and the calls about them. */
export function openPackageArea({ jobs, inspections, version, emit, scratch, ...rest }: Packed) {
  const packages = openPackages({
    ...rest,
    folder: packageFolder(scratch ?? rest.paths.root),
    product: version,
    onOffered: (offered) => emit({ type: 'package-offered', offered }),
  });
  return { packages, calls: packageCalls({ packages, inspections, jobs }) };
}

/** What the calls about packages are answered with. */
interface PackageParts extends Pick<Packed, 'jobs'> {
  readonly packages: Packages;
  readonly inspections: Pick<Inspections, 'readEvents'>;
}

/** Calls about 数据包. */
export function packageCalls({ packages, inspections, jobs }: PackageParts): PackageCalls {
  const { desk } = packages;
  return {
    'package:export': async ({ inspection }) => {
      const opened = await inspections.readEvents(inspection, {});
      return opened.ok ? ok(jobs.start('package-export', packages.export(inspection, null))) : opened;
    },
    'package:begin': ({ name, bytes }) => desk.begin(name, bytes),
    'package:receive': ({ package: token, at }, bytes) => desk.receive(token, at, bytes),
    'package:offers': async () => ok(desk.offers()),
    'package:preview': async ({ package: token }) => {
      const held = desk.find(token);
      return held.ok ? ok(jobs.start('package-preview', packages.preview(held.value.path))) : held;
    },
    'package:import': async ({ package: token }) => {
      const held = desk.find(token);
      return held.ok ? ok(jobs.start('package-import', packages.import(held.value.path))) : held;
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
