/**
 * The last resort of the log: what a field's shape let through by mistake. The program's own log lines are ASCII, so a text
 * with any other character is somebody's words, and goes as a whole: names, communities, addresses, degrees.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[^]*[^\x20-\x7e\t][^]*/, '[text]'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*/gi, '[address]'],
  [/[^\s"'<>@]+@[\w-]+(?:\.[\w-]+)*/g, '[mail]'],
  // Folders of Windows, of a server, of Unix; the last may hold blanks, so a path takes the rest of the text.
  [/(?:\b[a-z]:[\\/]|\\\\[^\s\\])[^]*/i, '[path]'],
  [/(?:^|[\s"'(=:,[])~?\/[^\s/][^]*/, '[path]'],
  [
    /[^\s"'/\\:]+\.(?:jpe?g|png|gif|webp|hei[cf]|bmp|tiff?|pdf|xlsx?|docx?|pptx?|csv|txt|zip|rar|7z|ysb|p12|pfx|cer|crt|pem|mp4)\b/gi,
    '[file]',
  ],
  // Identity numbers, bank cards, telephone numbers as people write them, and anything else of so many digits.
  [/(?<![\dA-Za-z])\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx](?![\dA-Za-z])/g, '[number]'],
  [/(?<![\dA-Za-z])(?:\+?86[- ]?)?1[3-9]\d(?:[- .]?\d{4}){2}(?![\dA-Za-z])/g, '[number]'],
  [/(?<![\dA-Za-z])\(?0\d{2,3}\)?[- .]?\d{7,8}(?![\dA-Za-z])/g, '[number]'],
  [/(?<![\dA-Za-z])\d(?:[- ]?\d){6,}(?![\dA-Za-z])/g, '[number]'],
  // Coordinates: so many decimals have no other use here.
  [/(?<![\d.])[-+]?\d{1,3}\.\d{3,}/g, '[place]'],
  [/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g, '[address]'],
];

/** A text without what could name a person, a place, a file or a machine. Answers the same for its own output. */
export function scrub(text: string): string {
  return RULES.reduce((rest, [pattern, word]) => rest.replace(pattern, word), text);
}
