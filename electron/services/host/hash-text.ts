import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Sha256 } from '#shared/ids.ts';
import type { HashText } from '#shared/log/canonical.ts';

/** SHA-256 of a text's UTF-8 bytes. */
export const hashText: HashText = (text) => v.parse(Sha256, createHash('sha256').update(text, 'utf8').digest('hex'));
