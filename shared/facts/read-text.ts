import * as v from 'valibot';
import { isBlank, toWellFormed } from '../reading/characters.ts';
import { firstFault } from '../schema-fault.ts';

/** A schema that takes text and gives text: it alone says how long the text may be and whether blanks at its ends count. */
export type TextSchema = v.GenericSchema<string, string>;

export type TextRead = { readonly value: string } | { readonly fault: string };

/**
 * What a typed text is by its schema: the very text that may be recorded, or in words why it is none. Never cuts; the half
 * of a character that a cut elsewhere left over is no text, and one that shows nothing is an empty one.
 */
export function readText(schema: TextSchema, text: string): TextRead {
  const whole = toWellFormed(text);
  const parsed = v.safeParse(schema, isBlank(whole) ? '' : whole);
  return parsed.success ? { value: parsed.output } : { fault: faultOf(parsed.issues) };
}

function faultOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [{ type, requirement, input }] = issues;
  if (type === 'max_length' && typeof requirement === 'number' && typeof input === 'string')
    return tooLong(input.length, requirement);
  return firstFault(issues).reason;
}

/** By how much a text is too long, and how long it may be. */
function tooLong(length: number, most: number): string {
  return `超出 ${length - most} 字，最多 ${most} 字`;
}
