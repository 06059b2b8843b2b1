import * as v from 'valibot';
import { SecretLevel } from '#shared/host/vault-records.ts';
import { parseJson, readOrNull } from '#electron/services/disk/read.ts';

const VERSION = 1;

/** What may be said of a secret in the open: plain values. */
const About = v.record(v.string(), v.union([v.string(), v.boolean(), v.array(v.string())]));
export type About = Readonly<v.InferOutput<typeof About>>;

const RecordFile = v.strictObject({
  version: v.literal(VERSION),
  about: About,
  level: SecretLevel,
  keptAt: v.string(),
  sealed: v.pipe(v.string(), v.base64()),
});

const Sealed = v.strictObject({ name: v.string(), about: About, secret: v.string() });
type Sealed = v.InferOutput<typeof Sealed>;

export interface SecretRecord {
  readonly about: About;
  readonly level: SecretLevel;
  readonly keptAt: string;
  readonly sealed: Uint8Array;
}

/** The text of a record: what may be told in the open, and the sealed rest. */
export function recordText({ about, level, keptAt }: Omit<SecretRecord, 'sealed'>, sealed: Uint8Array): string {
  const base64 = Buffer.from(sealed).toString('base64');
  return `${JSON.stringify({ version: VERSION, about, level, keptAt, sealed: base64 })}\n`;
}

/** A record of the vault; null where there is none or it cannot be read: both mean that the secret is asked for again. */
export async function readRecord(path: string): Promise<SecretRecord | null> {
  const text = await readOrNull(path).catch(() => null);
  const parsed = v.safeParse(RecordFile, text === null ? undefined : parseJson(text));
  if (!parsed.success) return null;
  const { about, level, keptAt, sealed } = parsed.output;
  return { about, level, keptAt, sealed: new Uint8Array(Buffer.from(sealed, 'base64')) };
}

/** What is sealed: the secret with its name and description, so that records cannot be exchanged for each other. */
export function sealedText(content: Sealed): string {
  return JSON.stringify(content);
}

/** The secret of an opened record; null where it is that of another name or another description. */
export function readSealed(text: string, name: string, about: About): string | null {
  const parsed = v.safeParse(Sealed, parseJson(text));
  if (!parsed.success || parsed.output.name !== name) return null;
  return JSON.stringify(parsed.output.about) === JSON.stringify(about) ? parsed.output.secret : null;
}
