import type { HostApi } from '#shared/host/api.ts';
import type { InspectionId } from '#shared/ids.ts';
import { err } from '#shared/result.ts';
import { newDisk, openWindow } from './window.ts';

/** What becomes of a window's next write on its way to the host. */
export type Fate = 'arrives' | 'answer-lost' | 'lost';

/** A line to a host on which reading and writing wait until they are let through, and writes can be lost. */
export function slowLine(host: HostApi) {
  const waiting: (() => void)[] = [];
  let isOpen = true;
  let fate: Fate = 'arrives';
  const turn = (): Promise<void> => (isOpen ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)));
  const line: HostApi = {
    ...host,
    call: async (name, input) => {
      if (name !== 'inspection:append-events' && name !== 'inspection:read-events') return host.call(name, input);
      await turn();
      const mine = name === 'inspection:append-events' ? fate : 'arrives';
      if (mine === 'lost') return err('app.host-unreachable');
      const answer = await host.call(name, input);
      if (mine === 'arrives') return answer;
      return err('app.host-unreachable');
    },
  };
  const open = () => {
    isOpen = true;
    for (const go of waiting.splice(0)) go();
  };
  return {
    line,
    open,
    /** Holds everything from now on. */
    hold: () => {
      isOpen = false;
    },
    /** Lets through what waits, and nothing else. */
    letThrough: () => {
      for (const go of waiting.splice(0)) go();
    },
    next: (now: Fate) => {
      fate = now;
    },
  };
}

/** A window of this laptop beside others, with a browser profile and a line of its own. */
export async function openBeside(host: HostApi, id: InspectionId) {
  const line = slowLine(host);
  const window = openWindow(line.line, newDisk());
  await window.session().open(id);
  return { ...window, ...line };
}

/** Lets every promise that can go on now do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
