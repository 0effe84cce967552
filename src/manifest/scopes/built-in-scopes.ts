import { labelOf } from './scope-label.ts';
import { createNearest } from './nearest-scopes.ts';
import { ownLabels } from './own-labels.ts';
import type { ScopeFacts, ScopeKind } from './scope-facts.ts';
import { parseScopeTable } from './scope-table.ts';
import table from './scopes.tsv';

export type { ScopeFacts, ScopeKind } from './scope-facts.ts';

/** Every scope that is known without the gateway, by API. */
export const allScopes: readonly ScopeFacts[] = parseScopeTable(table).map((row) => ({
  ...row,
  label: ownLabels.get(row.key) ?? row.label ?? labelOf(row.key),
}));

const byKey: ReadonlyMap<string, ScopeFacts> = new Map(allScopes.map((facts) => [facts.key, facts]));

/** What is known of a scope without the gateway; undefined for an unknown key. */
export function scopeFacts(key: string): ScopeFacts | undefined {
  return byKey.get(key);
}

let nearest: ReturnType<typeof createNearest<ScopeFacts>> | undefined;

/**
 * The known scopes that someone who wrote an unknown key most likely meant, the likeliest first; none where nothing is
 * near. Of equally near ones classic scopes come first, as Atlassian recommends them, and Connect's last.
 */
export function nearestScopes(key: string, count = 3): readonly ScopeFacts[] {
  nearest ??= createNearest(
    kinds.flatMap((kind) => allScopes.filter((facts) => facts.kind === kind)),
    (facts) => facts.key,
  );
  return nearest(key, count);
}

const kinds: readonly ScopeKind[] = ['classic', 'granular', 'connect'];
