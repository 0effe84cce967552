// What the analysis of scopes finds, in short forms.
import { scanFile } from '../../src/manifest/code/scan-file.ts';
import { analyzeScopeUsage, type ScopeUsage } from '../../src/manifest/model/analyze-scope-usage.ts';
import { parseManifest } from '../../src/manifest/model/manifest.ts';

/** The needs of an app whose manifest has these scopes and other lines, with code in one file. */
export function needs(scopes: readonly string[], code: string, rest = ''): ScopeUsage {
  const text = `app:\n  id: ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000\npermissions:\n  scopes: [${scopes.map((scope) => `'${scope}'`).join(', ')}]\n${rest}`;
  return analyzeScopeUsage(parseManifest(text), [{ file: 'index.js', ...scanFile('index.js', code) }]);
}

/** The keys of the scopes that are missing. */
export const missing = (found: ScopeUsage) => found.missing.map(({ scope }) => scope);

/** The keys of the scopes that nothing needs, with the number of places that might. */
export const unused = (found: ScopeUsage) =>
  found.unused.map(({ scope, possibleUses }) =>
    possibleUses.length > 0 ? `${scope.key} (${possibleUses.length})` : scope.key,
  );

/** What needs a scope: calls, events, tokens and modules. */
export const needed = (found: ScopeUsage, scope: string) =>
  (found.needed.get(scope) ?? []).map((reason) => {
    if (reason.kind === 'call') return reason.use.text;
    if ('event' in reason) return reason.event;
    return 'token' in reason ? reason.token : reason.type;
  });
