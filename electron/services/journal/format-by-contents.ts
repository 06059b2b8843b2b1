import { join } from 'node:path';
import { readRegularText } from '#electron/services/disk/regular-file.ts';
import { namesIn } from '#electron/services/disk/read.ts';

/** Everything that this version or an earlier one makes in a data folder, drafts and what was set aside included. */
const KNOWN: readonly RegExp[] = [
  /^(?:inspections|photos|notices|catalogues|torn|damaged|heads|vouched|logs|backups|packages|imports|diagnostics|updates|secrets)$/,
  /^(?:crash-dumps|electron-profile|browser-profile|link-host|reserve)$/,
  /^(?:running|folders|format|device|settings|recent|last-backup|originals-verified|known-devices|updates|device-key)\.json/,
  /^device-key\.[a-z0-9-]+\.json/,
  /^lock(?:$|\.)/,
  /^\./,
];

/**
 * The format of a data folder by what lies in it; null: nothing does. Each step leaves a copy of what was before
 * (`before-format-<n>`), since format 2 heads are remembered beside the streams, and since format 3 there is a place for signed ones. `unreadable` where something lies there
 * that no version up to this one makes: it may be of a later one. `atLeast`: what is left of the file that said it.
 */
export async function formatByContents(root: string, atLeast: number): Promise<number | 'unreadable' | null> {
  const names = await namesIn(root);
  const steps = names.flatMap((name) => /^before-format-(\d+)/.exec(name)?.[1] ?? []).map(Number);
  const [highest, others] = [Math.max(0, ...steps), names.filter((name) => !name.startsWith('before-format-'))];
  const reached = names.some((name) => /^before-format-\d+$/.test(name)) ? highest : highest - 1;
  if (!others.some((name) => name !== 'lock' && !name.startsWith('lock.') && name !== 'format.json')) return null;
  if (!others.every((name) => KNOWN.some((known) => known.test(name)))) return 'unreadable';
  const hasPlaces = (await readRegularText(join(root, 'device.json')).catch(() => '')).includes('"places"');
  const laid = names.includes('vouched') ? 3 : names.includes('heads') || hasPlaces ? 2 : 1;
  return Math.max(laid, reached, atLeast);
}
