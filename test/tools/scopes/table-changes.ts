import type { RestOperation } from '../../../src/manifest/scopes/operation-table.ts';
import type { EventScopes } from '../../../src/manifest/scopes/event-table.ts';
import type { ScopeRow } from '../../../src/manifest/scopes/scope-table.ts';

/** What changed between two tables of operations, one line each: `+` added, `-` removed, `~` with other scopes. */
export function operationChanges(before: readonly RestOperation[], after: readonly RestOperation[]): readonly string[] {
  return changes(
    new Map(before.map((operation) => [operationName(operation), needsText(operation)])),
    new Map(after.map((operation) => [operationName(operation), needsText(operation)])),
  );
}

/** What changed between two tables of scopes, in the same form. */
export function scopeChanges(before: readonly ScopeRow[], after: readonly ScopeRow[]): readonly string[] {
  const text = ({ api, kind, accepted, label = '' }: ScopeRow) =>
    [api, kind, accepted ? 'accepted' : 'documented only', label].join(', ');
  return changes(new Map(before.map((row) => [row.key, text(row)])), new Map(after.map((row) => [row.key, text(row)])));
}

/** What changed between two tables of events, in the same form. */
export function eventChanges(
  before: ReadonlyMap<string, EventScopes>,
  after: ReadonlyMap<string, EventScopes>,
): readonly string[] {
  const texts = (events: ReadonlyMap<string, EventScopes>) =>
    new Map([...events].map(([event, needed]) => [event, needsText({ needs: 'scopes', ...needed })]));
  return changes(texts(before), texts(after));
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    if (old === undefined) return [`+ ${name}: ${now}`];
    return [now === undefined ? `- ${name}: ${old}` : `~ ${name}: ${old} → ${now}`];
  });
}

const operationName = ({ api, method, path }: RestOperation) => `${api} ${method} ${path}`;

function needsText({ needs, scopes, granular }: Pick<RestOperation, 'needs' | 'scopes' | 'granular'>): string {
  const own = needs === 'scopes' ? scopes.join(' ') : needs;
  return granular.length === 0 ? own : `${own} | ${granular.join(' ')}`;
}
