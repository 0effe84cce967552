import { scopeFacts } from '../scopes/built-in-scopes.ts';
import type { RequiredScopes } from './scope-requirements.ts';

/**
 * The scopes that a manifest has to add for each requirement; none where all of `scopes` or all of `granular` are
 * declared (the rule of Atlassian's own validator). It lacks those of `scopes`, which Atlassian recommends, unless it
 * goes the other way already and has none of them, and nothing else lacks them: then the classic ones would ask for more
 * than the app needs.
 */
export function lackingScopes(
  requirements: readonly RequiredScopes[],
  declared: ReadonlySet<string>,
): ReadonlyMap<RequiredScopes, readonly string[]> {
  const lacking = new Map(requirements.map((required) => [required, lackingOf(required, declared)]));
  const classic = new Set(
    [...lacking].flatMap(([{ scopes }, lacks]) => lacks.filter((scope) => scopes.includes(scope))),
  );
  for (const [required, lacks] of lacking) {
    const { scopes } = required;
    if (lacks.length > 0 && scopes.every((scope) => declared.has(scope) || classic.has(scope)))
      lacking.set(required, undeclared(scopes, declared));
  }
  return lacking;
}

function lackingOf(required: RequiredScopes, declared: ReadonlySet<string>): readonly string[] {
  const { scopes, granular } = required;
  const lacking = undeclared(scopes, declared);
  if (lacking.length === 0 || granular.length === 0) return lacking;
  const lackingGranular = undeclared(granular, declared);
  if (lackingGranular.length === 0) return [];
  return lacking.length === scopes.length && isGranular(required, lackingGranular.length, declared)
    ? lackingGranular
    : lacking;
}

function undeclared(scopes: readonly string[], declared: ReadonlySet<string>): readonly string[] {
  return scopes.filter((scope) => !declared.has(scope));
}

/** Whether most granular scopes are declared, or as little lacks of them as of the others in a manifest without classic ones. */
function isGranular({ scopes, granular }: RequiredScopes, lacking: number, declared: ReadonlySet<string>): boolean {
  return lacking * 2 < granular.length || (lacking <= scopes.length && declaresOnlyGranular(granular, declared));
}

/** Whether a manifest declares scopes of an API, all of them granular. */
function declaresOnlyGranular([scope = '']: readonly string[], declared: ReadonlySet<string>): boolean {
  const family = familyOf(scope);
  const kinds = [...declared].filter((key) => familyOf(key) === family).map((key) => scopeFacts(key)?.kind);
  return kinds.length > 0 && kinds.every((kind) => kind === 'granular');
}

/** The first word of an API's name: all of Jira's have one. */
function familyOf(scope: string): string | undefined {
  return scopeFacts(scope)?.api.split(' ')[0];
}
