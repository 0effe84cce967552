import { isEither, type RequiredScopes, type Requirement, type ScopeReason } from './scope-requirements.ts';

/** A use with both of its alternative sets of scopes declared, where one is enough. */
export interface MixedScopes {
  readonly reason: ScopeReason;
  /** The required set, all of it declared. */
  readonly classic: readonly string[];
  /** The declared scopes of the other set that nothing else needs. */
  readonly granular: readonly string[];
}

/** The uses whose granular scopes are declared in vain. `mayBeNeeded`: what must not be called so. */
export function mixedScopes(
  requirements: readonly Requirement[],
  declared: ReadonlySet<string>,
  mayBeNeeded: (scope: string) => boolean,
): readonly MixedScopes[] {
  const distinct = [...new Set(requirements.map(({ required }) => required))];
  const isMet = ({ scopes }: RequiredScopes) => scopes.every((scope) => declared.has(scope));
  // What lacks a classic scope is met by its granular ones, or may be; without a required one they are optional.
  const needed = new Set(
    distinct.flatMap((required) =>
      required.scopes.length > 0 && isMet(required) ? required.scopes : [...required.scopes, ...required.granular],
    ),
  );
  const mixed = new Map<RequiredScopes, Omit<MixedScopes, 'reason'>>();
  for (const required of distinct) {
    const { scopes, granular } = required;
    const redundant = granular.filter((scope) => declared.has(scope) && !needed.has(scope) && !mayBeNeeded(scope));
    if (scopes.length > 0 && redundant.length > 0 && isMet(required))
      mixed.set(required, { classic: scopes, granular: redundant });
  }
  if (mixed.size === 0) return [];
  return requirements.flatMap(({ reason, required }) => {
    const sets = reason.kind === 'call' && isEither(reason.use.kind) ? undefined : mixed.get(required);
    return sets ? [{ reason, ...sets }] : [];
  });
}
