import { Arch, build, Platform } from 'electron-builder';
import { electronVersion } from '#build/builder.ts';
import { ROOT } from '#build/setup/project.mjs';

// Prints as JSON what an AppImage would be made with, and stops before the tools that make it, which are fetched.
// Usage: node appimage-process.ts DIST OUTPUT

const [, , dist = '', output = ''] = process.argv;
let computed: unknown;
await build({
  targets: Platform.LINUX.createTarget('AppImage', Arch.x64),
  projectDir: ROOT,
  publish: 'never',
  config: {
    extends: 'build/electron-builder.yml',
    electronVersion: electronVersion(),
    electronDist: dist,
    directories: { output, buildResources: 'resources/icons' },
  },
  effectiveOptionComputed: async (options: unknown) => {
    computed = options;
    return true;
  },
});
process.stdout.write(`\n${JSON.stringify(computed)}\n`);
