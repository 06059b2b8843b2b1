import type { Face } from './document-types.ts';

/** Advance width of a character in a face, in em; null: the face lacks it. The faces are files, so the caller knows them. */
export type Measure = (face: Face, character: string) => number | null;

/** A character as it is set: in the face wanted, or in another that has it. */
export interface SetCharacter {
  readonly face: Face;
  readonly em: number;
}

/** Text that one face draws. */
export interface FaceRun {
  readonly text: string;
  readonly face: Face;
  readonly em: number;
}

/** Measures text, each character in the first face that has it. */
export interface Typesetter {
  /** Null: no face has the character. */
  readonly find: (character: string, face: Face) => SetCharacter | null;
  readonly width: (text: string, face: Face) => number;
  readonly runs: (text: string, face: Face) => readonly FaceRun[];
}

/** Where to look for a character that the wanted face lacks. */
const FACES: Readonly<Record<Face, readonly Face[]>> = {
  serif: ['serif', 'sans'],
  serifBold: ['serifBold', 'sans'],
  sans: ['sans', 'serif'],
};

/** A typesetter that remembers what it has measured. Characters no face has count as 1 em: they are refused elsewhere. */
export function createTypesetter(measure: Measure): Typesetter {
  const known: Readonly<Record<Face, Map<string, SetCharacter | null>>> = {
    serif: new Map(),
    serifBold: new Map(),
    sans: new Map(),
  };
  const look = (character: string, wanted: Face): SetCharacter | null => {
    for (const face of FACES[wanted]) {
      const em = measure(face, character);
      if (em !== null) return { face, em };
    }
    return null;
  };
  const find = (character: string, face: Face): SetCharacter | null => {
    const before = known[face].get(character);
    if (before !== undefined) return before;
    const found = look(character, face);
    known[face].set(character, found);
    return found;
  };
  const set = (character: string, face: Face): SetCharacter => find(character, face) ?? { face, em: 1 };
  return {
    find,
    width: (text, face) => {
      let em = 0;
      for (const character of text) em += set(character, face).em;
      return em;
    },
    runs: (text, face) => runsOf(text, (character) => set(character, face)),
  };
}

function runsOf(text: string, set: (character: string) => SetCharacter): FaceRun[] {
  const runs: { text: string; face: Face; em: number }[] = [];
  for (const character of text) {
    const { face, em } = set(character);
    const last = runs.at(-1);
    if (last?.face === face) {
      last.text += character;
      last.em += em;
    } else {
      runs.push({ text: character, face, em });
    }
  }
  return runs;
}
