import type { Answer } from '#shared/facts/schema.ts';
import type { Draft } from '#shared/log/events.ts';
import { answerKey, itemKey } from '#shared/assess/environment.ts';
import { registerKey } from '#shared/log/register.ts';
import { answerAt } from '#shared/facts/answer-at.ts';
import { useInspection } from '#renderer/stores/context.ts';

/** Where an answer lives: clause null = a fact of the community or 小区, estate null = the community. */
export interface Address {
  readonly clause: string | null;
  readonly estate: string | null;
  readonly field: string;
}

export function addressKey(address: Address, option: string | null = null): string {
  return registerKey({ of: 'answer', ...address, option });
}

/** Marks the part of the page that asks for an answer, by which a walk to what is missing finds it. */
export function askedFor(address: Address): { readonly 'data-asked': string } {
  return { 'data-asked': answerKey(address) };
}

/** The same for an answer about an entry of a list. */
export function askedOfEntry(entry: string, field: string): { readonly 'data-asked': string } {
  return { 'data-asked': itemKey(entry, field) };
}

/** The change that answers (null: clears) a field, or one box of it. */
export function answerDraft(address: Address, value: Answer | null, option: string | null = null): Draft {
  return { type: 'answer.set', payload: { ...address, option, value } };
}

/** The answer as it stands on screen. */
export function useAnswer({ clause, estate, field }: Address): Answer | null {
  return useInspection((inspection) => answerAt(inspection.facts, { clause, estate, field, option: null }));
}
