import { createStore } from 'zustand/vanilla';
import type { ErrorCode } from '#shared/errors.ts';
import type { HostApi } from '#shared/host/api.ts';
import type { AppInfo, Settings } from '#shared/host/records.ts';
import type { Failure } from '#shared/result.ts';

export interface SettingsState {
  readonly settings: Settings;
  readonly info: AppInfo | null;
  readonly failure: Failure<ErrorCode> | null;
  readonly load: () => Promise<void>;
  /** Resolves to whether the host has them on disk; the failure is kept for showing. */
  readonly save: (settings: Settings) => Promise<boolean>;
}

const NOTHING_SET: Settings = { author: '', authority: '', noticeEdition: 'web', role: '审核人' };

/** Settings of this installation, as the host keeps them. */
export function createSettings(host: HostApi) {
  return createStore<SettingsState>()((set) => ({
    settings: NOTHING_SET,
    info: null,
    failure: null,
    async load() {
      const [settings, info] = await Promise.all([host.call('settings:get', {}), host.call('app:get-info', {})]);
      if (settings.ok) set({ settings: settings.value, failure: null });
      else set({ failure: settings.error });
      if (info.ok) set({ info: info.value });
    },
    async save(settings) {
      const saved = await host.call('settings:set', settings);
      if (!saved.ok) {
        set({ failure: saved.error });
        return false;
      }
      set({ settings: saved.value, failure: null });
      return true;
    },
  }));
}
