import { createTypesetter } from '#shared/publication/typesetter.ts';

/** Faces as wide as a grid: Chinese characters 1 em, all others half of it; none has what lies in the private use area. */
export const gridTypesetter = createTypesetter((_, character) => {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xe000 && code <= 0xf8ff) return null;
  return code < 0x2e80 ? 0.5 : 1;
});
