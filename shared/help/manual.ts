import * as v from 'valibot';
import { SCREENS } from '../commands/state.ts';
import { COMMAND_IDS } from '../commands/table.ts';

/** A stretch of text: plain, stressed, a file name or the like, the keys of a command, a way to another chapter. */
const Inline = v.variant('is', [
  v.object({ is: v.literal('text'), text: v.string() }),
  v.object({ is: v.literal('strong'), text: v.string() }),
  v.object({ is: v.literal('code'), text: v.string() }),
  v.object({ is: v.literal('keys'), command: v.picklist(COMMAND_IDS) }),
  v.object({ is: v.literal('link'), chapter: v.string(), text: v.string() }),
]);
export type Inline = v.InferOutput<typeof Inline>;
const Line = v.array(Inline);

/** `errors` and `shortcuts` stand for what the program itself knows better than any text. */
const Block = v.variant('is', [
  v.object({ is: v.literal('paragraph'), line: Line }),
  v.object({ is: v.literal('note'), line: Line }),
  v.object({ is: v.literal('list'), ordered: v.boolean(), items: v.array(Line) }),
  v.object({ is: v.literal('table'), head: v.array(Line), rows: v.array(v.array(Line)) }),
  v.object({ is: v.literal('errors') }),
  v.object({ is: v.literal('shortcuts') }),
]);
export type Block = v.InferOutput<typeof Block>;

/** What stands under one heading; the first section of a chapter has the chapter's own. */
const Section = v.object({ id: v.string(), title: v.string(), blocks: v.array(Block) });
export type Section = v.InferOutput<typeof Section>;

const Chapter = v.object({
  id: v.string(),
  title: v.string(),
  /** Screens whose F1 leads here. */
  screens: v.array(v.picklist(SCREENS)),
  sections: v.array(Section),
});
export type Chapter = v.InferOutput<typeof Chapter>;

/** The whole manual, as it is made of `resources/help` when the window is built. */
export const Manual = v.object({ chapters: v.array(Chapter) });
export type Manual = v.InferOutput<typeof Manual>;

/** A package or font in the program, and the terms it comes under. */
export const Licences = v.array(
  v.object({ name: v.string(), version: v.string(), licence: v.string(), text: v.string() }),
);
export type Licences = v.InferOutput<typeof Licences>;
