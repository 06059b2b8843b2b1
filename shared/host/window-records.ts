import * as v from 'valibot';
import { InspectionId } from '../ids.ts';
import { WindowCall } from '../log/event.ts';

/**
 * A window says of an inspection that it has it open: `asking`, and the others are to say so as well; `here`, as an
 * answer; `gone`: no longer.
 */
export const WindowPresence = v.strictObject({
  inspection: InspectionId,
  window: WindowCall.entries.id,
  is: v.picklist(['asking', 'here', 'gone']),
});
export type WindowPresence = v.InferOutput<typeof WindowPresence>;
