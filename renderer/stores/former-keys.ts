import * as v from 'valibot';
import { registerKey } from '#shared/log/register.ts';

const FormerAnswer = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictTuple([v.nullable(v.string()), v.nullable(v.string()), v.string(), v.nullable(v.string())]),
);

/**
 * The present name of a place under which an earlier program kept what was typed there: it named an answer without its
 * kind, and other places by line breaks. Any other name is its own.
 */
export function presentKey(key: string): string {
  const [kind = '', ...rest] = key.split('\n');
  const id = rest.join('\n');
  return rest.length > 0 ? (presentOf(kind, id) ?? key) : presentSingle(key);
}

function presentOf(kind: string, id: string): string | null {
  switch (kind) {
    case 'rows':
    case 'other':
      return `${kind}\n${presentKey(id)}`;
    case 'note':
    case 'narrative':
      return registerKey({ of: kind, indicator: Number(id) });
    case 'estate':
      return registerKey({ of: kind, estate: id });
    case 'waiver':
    case 'override':
      return registerKey({ of: kind, target: id });
    case 'evidence':
      return registerKey({ of: kind, id });
    case 'reply':
      return registerKey({ of: kind, key: id });
    default:
      return null;
  }
}

function presentSingle(key: string): string {
  if (key === 'catalogue' || key === 'profile' || key === 'status') return registerKey({ of: key });
  if (!key.startsWith('[')) return key;
  const parsed = v.safeParse(FormerAnswer, key);
  if (!parsed.success) return key;
  const [clause, estate, field, option] = parsed.output;
  return registerKey({ of: 'answer', clause, estate, field, option });
}
