import type { InspectionId } from '#shared/ids.ts';
import type { Head } from '#shared/log/heads.ts';
import type { Answer } from '#shared/result.ts';
import type { JournalView } from './journal-folder.ts';
import type { StreamId } from './stream.ts';
import type { StreamPart } from './stream-part.ts';

/** A journal to be read from stream by stream: whoever holds this can put nothing into it. */
export interface JournalReader {
  view(inspection: InspectionId): Answer<JournalView>;
  /** What comes in a stream behind `after`; all of it where it has no such event; null: nothing of it is intact. */
  part(stream: StreamId, after: Head | null): Answer<StreamPart | null>;
}
