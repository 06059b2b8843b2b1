import type { WindowPresence } from '#shared/host/window-records.ts';
import type { Backup } from '#electron/services/backup/backup.ts';
import type { Catalogues } from '#electron/services/catalogues/catalogues.ts';
import type { Diagnostics } from '#electron/services/diagnostics/diagnostics.ts';
import type { EvidenceStore } from '#electron/services/evidence/evidence.ts';
import type { Inspections } from '#electron/services/inspections/inspections.ts';
import type { Jobs } from '#electron/services/jobs/jobs.ts';
import type { RecentStore } from '#electron/services/recent/recent.ts';
import type { SettingsStore } from '#electron/services/settings/settings.ts';
import type { Storage } from '#electron/services/storage/storage.ts';
import type { Updates } from '#electron/services/updates/updates.ts';
import type { Vault } from '#electron/services/vault/vault.ts';
import type { CommandState } from '#shared/commands/state.ts';
import type { Drains } from '#electron/services/window/drain.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { Facts } from '#shared/facts/schema.ts';
import type { FaultReport } from '#shared/host/fault-report.ts';
import type { IndexRepair } from '#shared/host/index-records.ts';
import type { AppInfo } from '#shared/host/records.ts';
import type { Result } from '#shared/result.ts';
import type { Packages } from '#electron/services/package/package-port.ts';
import type { PublishPort } from '#electron/services/publish/publish-port.ts';

/** Everything the calls of the contract are answered with. */
export interface HostParts {
  readonly info: () => Omit<AppInfo, 'storage'>;
  readonly storage: Pick<Storage, 'info' | 'prepare'>;
  readonly settings: SettingsStore;
  readonly catalogues: Catalogues;
  readonly inspections: Inspections;
  readonly evidence: EvidenceStore;
  readonly jobs: Jobs;
  readonly backup: Backup;
  readonly packages: Packages;
  readonly vault: Vault;
  readonly updates: Updates;
  readonly diagnostics: Diagnostics;
  readonly drains: Drains;
  /** Passes on what one window says of itself to all. */
  readonly windowPresent: (presence: WindowPresence) => void;
  /** Notes a fault of the window. */
  readonly faults: (report: FaultReport) => Promise<void>;
  /** Notes that the window has mended its index. */
  readonly indexRepaired: (repair: IndexRepair) => void;
  readonly recent: RecentStore;
  /** What the window can do now, for a shell that draws menus. */
  readonly onWindowState: (state: CommandState) => void;
  /** The sample's facts file, parsed. */
  readonly sample: () => Promise<Result<Facts, ErrorCode>>;
  readonly publish: PublishPort | null;
}
