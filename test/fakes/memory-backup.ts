import type { Backup } from '#electron/services/backup/backup.ts';
import type { BackupState, Generation } from '#shared/host/backup-records.ts';
import type { HostEvent } from '#shared/host/records.ts';
import type { DeviceId } from '#shared/ids.ts';
import { err, ok } from '#shared/result.ts';

/** Backups that hold nothing: what a window sees of a folder it has just begun to use. */
export function memoryBackup(device: DeviceId, now: () => number, emit: (event: HostEvent) => void): Backup {
  const generations: Generation[] = [];
  let state: BackupState = {
    folder: 'memory',
    chosen: false,
    sameDisk: true,
    dialog: false,
    last: null,
    failure: null,
  };
  const change = (patch: Partial<BackupState>) => {
    state = { ...state, ...patch };
    emit({ type: 'backup', backup: state });
    return ok(state);
  };
  const planOf = async (generation: string) => {
    const isThere = generations.some(({ name }) => name === generation);
    const nothing = {
      same: 0,
      events: 0,
      photos: 0,
      photoBytes: 0,
      catalogues: 0,
      notices: 0,
      repaired: 0,
      unsound: 0,
    };
    return isThere ? ok({ generation, inspections: [], ...nothing }) : err('backup.not-found');
  };
  return {
    state: async () => ok(state),
    list: async () => ok({ folder: state.folder, generations: generations.toReversed(), unread: [] }),
    run: async () => {
      const at = new Date(now()).toISOString();
      const name = `${at.replaceAll(/[-:.Z]/g, '')}-${device}`;
      const counts = { inspections: 0, events: 0, photos: 0, notices: 0, bytes: 0, unsound: 0, faultCount: 0 };
      const made: Generation = { name, at, device, ...counts, faults: [] };
      generations.push(made);
      change({ last: { at, folder: state.folder } });
      return ok(made);
    },
    check: async (generation) => {
      const plan = await planOf(generation);
      return plan.ok ? ok({ generation, files: 0, broken: { streams: 0, originals: 0, others: 0 } }) : plan;
    },
    previewRestore: planOf,
    restore: planOf,
    settleKey: async (_, device) => err('package.key-changed', { device }),
    admit: async (folder) => (folder.startsWith('/') ? ok(null) : err('backup.folder-missing', { folder })),
    useFolder: async (folder) => {
      if (folder === null) return change({ folder: 'memory', chosen: false, sameDisk: true });
      if (!folder.startsWith('/')) return err('backup.folder-missing', { folder });
      return change({ folder, chosen: true, sameDisk: false });
    },
    chooseFolder: async () => ok({ is: 'unavailable' }),
    idle: async () => undefined,
  };
}
