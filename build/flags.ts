/** What a command line asks for, read by `read`; null where it is answered by the list of options: asked for, or misspelt. */
export function flagsOrUsage<F extends { readonly help: boolean }>(read: () => F, usage: string): F | null {
  try {
    const flags = read();
    if (!flags.help) return flags;
    console.log(usage);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = 2;
  }
  return null;
}
