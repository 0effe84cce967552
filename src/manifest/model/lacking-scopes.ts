import { scopeFacts } from '../scopes/built-in-scopes.ts';
import type { RequiredScopes } from './scope-requirements.ts';

/**
 * The scopes that a manifest has to add for each requirement; none where all of `scopes` or all of `granular` are
 * declared (the rule of Atlassian's own validator). It lacks those of `scopes`, which Atlassian recommends, unless it
 * goes the other way already and has none of them, and nothing else lacks them: then the classic ones would ask for more
 * than the app needs.
 *
 * No scope stands for a narrower one: the gateway answers 401 where `read:confluence-content.summary` is asked for and
 * only `read:confluence-content.all` is there (seen with tokens: github.com/pchuri/confluence-cli issue 76, mended by its
 * pull request 78, March 2026), and the page on permissions says of `.all` that it is no substitute (for
 * `read:confluence-space.summary`; manifest-reference/permissions, Jan 9, 2026).
 */
export function lackingScopes(
  requirements: readonly RequiredScopes[],
  declared: ReadonlySet<string>,
): ReadonlyMap<RequiredScopes, readonly string[]> {
  const granular = granularFamilies(requirements, declared);
  const lacking = new Map(requirements.map((required) => [required, lackingOf(required, declared, granular)]));
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

function lackingOf(
  { scopes, granular }: RequiredScopes,
  declared: ReadonlySet<string>,
  granularOnes: ReadonlySet<string | undefined>,
): readonly string[] {
  const lacking = undeclared(scopes, declared);
  if (lacking.length === 0 || granular.length === 0) return lacking;
  const lackingGranular = undeclared(granular, declared);
  if (lackingGranular.length === 0) return [];
  const goesTheOtherWay =
    lackingGranular.length * 2 < granular.length ||
    (lackingGranular.length <= scopes.length && granularOnes.has(familyOf(granular[0])));
  return lacking.length === scopes.length && goesTheOtherWay ? lackingGranular : lacking;
}

function undeclared(scopes: readonly string[], declared: ReadonlySet<string>): readonly string[] {
  return scopes.filter((scope) => !declared.has(scope));
}

/** The families of APIs of which no classic scope is declared, though granular ones meet needs that classic ones would. */
function granularFamilies(
  requirements: readonly RequiredScopes[],
  declared: ReadonlySet<string>,
): ReadonlySet<string | undefined> {
  const isMet = (scopes: readonly string[]) => scopes.every((scope) => declared.has(scope));
  const byGranular = requirements.filter(
    ({ scopes, granular }) => granular.length > 0 && isMet(granular) && !isMet(scopes),
  );
  const families = new Set(byGranular.map(({ granular }) => familyOf(granular[0])));
  for (const scope of declared) if (scopeFacts(scope)?.kind === 'classic') families.delete(familyOf(scope));
  return families;
}

/** The first word of an API's name: all of Jira's have one. */
function familyOf(scope = ''): string | undefined {
  return scopeFacts(scope)?.api.split(' ')[0];
}
