import { readFileSync, writeFileSync } from 'node:fs';

// Stands in for fpm, which makes deb packages: keeps what it was asked, with the small files named there, and makes an
// empty package. Usage: node fpm-process.ts RECORD.json <fpm's arguments>

export interface FpmRecord {
  readonly args: readonly string[];
  readonly afterInstall: string;
  readonly desktop: string;
  readonly mime: string;
}

const [record = '', ...args] = process.argv.slice(2);
const after = (flag: string): string => args[args.indexOf(flag) + 1] ?? '';
const placedIn = (folder: string): string =>
  readFileSync(args.find((arg) => arg.includes(`=${folder}`))?.split('=')[0] ?? '', 'utf8');

const kept: FpmRecord = {
  args,
  afterInstall: readFileSync(after('--after-install'), 'utf8'),
  desktop: placedIn('/usr/share/applications/'),
  mime: placedIn('/usr/share/mime/packages/'),
};
writeFileSync(record, JSON.stringify(kept));
writeFileSync(after('--package'), '');
