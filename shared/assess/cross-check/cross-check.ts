import type { Facts } from '#shared/facts/schema.ts';
import type { CompiledCatalogue } from '../compile.ts';
import type { Finding, IndicatorResult } from '../types.ts';

/** All 数据核对发现. */
export function crossCheck(
  _compiled: CompiledCatalogue,
  _facts: Facts,
  _indicators: readonly IndicatorResult[],
): readonly Finding[] {
  return [];
}
