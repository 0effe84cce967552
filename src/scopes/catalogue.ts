import { nearest } from './nearest.ts';
import { labelOf } from './label.ts';
import type { ScopeFacts } from './scope-facts.ts';
import { parseScopeTable } from './scope-table.ts';
import table from './scopes.tsv';

export type { ScopeFacts, ScopeKind } from './scope-facts.ts';

/** Every scope that is known without the gateway, by API. */
export const allScopes: readonly ScopeFacts[] = parseScopeTable(table).map((row) => ({ ...row, label: row.label ?? labelOf(row.key) }));

const byKey: ReadonlyMap<string, ScopeFacts> = new Map(allScopes.map((facts) => [facts.key, facts]));

/** What is known of a scope without the gateway; undefined for an unknown key. */
export function scopeFacts(key: string): ScopeFacts | undefined {
  return byKey.get(key);
}

/** The known scopes that someone who wrote an unknown key most likely meant, the likeliest first; none where nothing is near. */
export function nearestScopes(key: string, count = 3): readonly ScopeFacts[] {
  return nearest(key, allScopes, count);
}
