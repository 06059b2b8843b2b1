import { readLine } from '#shared/facts/one-line.ts';
import { readText, type TextSchema } from '#shared/facts/read-text.ts';
import { PersonName, Reason } from '#shared/facts/schema.ts';
import { Settings } from '#shared/host/records.ts';
import { UpdateSettings } from '#shared/host/update-records.ts';
import { PlaceName, SharedFolder } from '#shared/sync/places.ts';
import { isBlank } from '#shared/reading/characters.ts';

interface Kind {
  readonly schema: TextSchema;
  /** More than one line may be written. */
  readonly lines?: boolean;
  /** Nothing has to be written. */
  readonly optional?: boolean;
}

/** What is typed in forms and submitted with them, each with the schema of what it becomes. */
export const FORM_TEXTS = {
  reason: { schema: Reason, lines: true },
  /** Who decides or signs, and as what. */
  person: { schema: PersonName },
  author: { schema: Settings.entries.author.wrapped, optional: true },
  authority: { schema: Settings.entries.authority.wrapped, optional: true },
  role: { schema: Settings.entries.role.wrapped, optional: true },
  backupFolder: { schema: Settings.entries.backupFolder.wrapped },
  placeName: { schema: PlaceName },
  sharedFolder: { schema: SharedFolder },
  updateAddress: { schema: UpdateSettings.entries.address, optional: true },
  publicKey: { schema: UpdateSettings.entries.publicKey, optional: true },
} as const satisfies Record<string, Kind>;
export type FormTextKind = keyof typeof FORM_TEXTS;

export interface FormTextRead {
  /** The text as it may be submitted; null: it may not. */
  readonly value: string | null;
  /** What is wrong with a text that is written; null: nothing, or nothing is written. */
  readonly fault: string | null;
}

/** Reads a text of a form: whatever value it gives is taken where the form is submitted to. */
export function readFormText(kind: FormTextKind, text: string): FormTextRead {
  const { schema, lines = false, optional = false }: Kind = FORM_TEXTS[kind];
  if (isBlank(text)) return { value: optional ? '' : null, fault: null };
  const read = lines ? readText(schema, text) : readLine(schema, text);
  return 'fault' in read ? { value: null, fault: read.fault } : { value: read.value, fault: null };
}
