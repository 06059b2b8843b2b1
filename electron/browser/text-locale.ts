/**
 * The environment for a program that names files as the system's locale says: where that is none of UTF-8, a Chromium
 * calls every file with a Chinese name `download`.
 */
export function withTextLocale(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // The first that is set counts, as setlocale(3) has it.
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  return /utf-?8/iu.test(locale ?? '') ? env : { ...env, LC_ALL: 'C.UTF-8' };
}
