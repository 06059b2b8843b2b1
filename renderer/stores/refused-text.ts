import * as v from 'valibot';
import { refusedDraft } from '#shared/host/refused-draft.ts';
import { Draft } from '#shared/log/events.ts';
import { isWellFormed } from '#shared/reading/characters.ts';
import type { SetAside } from './set-aside.ts';

type Path = readonly (string | number)[];

/** The text in a refused draft that stands in the way; null: it is no text. */
export interface RefusedText {
  readonly path: Path;
  readonly text: string;
}

/** Where in a draft the text is that the host refuses: it names the place, but for a broken character, which is looked for. */
export function refusedText({ drafts, refused, failure }: SetAside): RefusedText | null {
  const draft = drafts[refused];
  const named = refusedDraft(failure) === null ? [] : String(failure.detail?.['path']).split('.').slice(2);
  const text = at(draft, named);
  if (typeof text === 'string') return { path: named, text };
  return brokenIn(draft, []);
}

/** The drafts with another text at that place; null where that can't be taken either. */
export function withText({ drafts, refused }: SetAside, { path }: RefusedText, text: string): readonly Draft[] | null {
  const mended = v.safeParse(Draft, put(drafts[refused], path, text));
  if (!mended.success || !isWellFormed(text)) return null;
  return drafts.map((draft, index) => (index === refused ? mended.output : draft));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function brokenIn(value: unknown, path: Path): RefusedText | null {
  if (typeof value === 'string') return isWellFormed(value) ? null : { path, text: value };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = brokenIn(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function put(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === String(key) ? put(inner, rest, text) : inner));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === String(key) ? put(inner, rest, text) : inner]),
  );
}
