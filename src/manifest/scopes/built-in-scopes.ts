import { defaultLabel } from './scope-label.ts';
import { createNearestSearch } from './nearest-scopes.ts';
import { labelOverrides } from './label-overrides.ts';
import type { ScopeFacts, ScopeKind } from './scope-facts.ts';
import { parseScopeTable } from './scope-table.ts';
import table from './scopes.tsv';

export type { ScopeFacts, ScopeKind } from './scope-facts.ts';

/** All scopes of the built-in table, sorted by API. */
export const allScopes: readonly ScopeFacts[] = parseScopeTable(table).map((row) => ({
  ...row,
  label: labelOverrides.get(row.key) ?? row.label ?? defaultLabel(row.key),
}));

const byKey: ReadonlyMap<string, ScopeFacts> = new Map(allScopes.map((facts) => [facts.key, facts]));

/** The built-in facts of a scope; undefined for an unknown key. */
export function scopeFacts(key: string): ScopeFacts | undefined {
  return byKey.get(key);
}

let nearest: ReturnType<typeof createNearestSearch<ScopeFacts>> | undefined;

/**
 * The known scopes that an unknown key was most likely meant as, the likeliest first; may be empty. Of equally near
 * scopes classic ones come first, as Atlassian recommends them, and those of Connect last.
 */
export function nearestScopes(key: string, count = 3): readonly ScopeFacts[] {
  nearest ??= createNearestSearch(
    kinds.flatMap((kind) => allScopes.filter((facts) => facts.kind === kind)),
    (facts) => facts.key,
  );
  return nearest(key, count);
}

const kinds: readonly ScopeKind[] = ['classic', 'granular', 'connect'];
