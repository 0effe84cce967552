import type { PermissionChanges } from './permission-changes.ts';

export type MajorRule =
  | 'scopesAdded'
  | 'scopesRemoved'
  | 'egressAdded'
  | 'egressCategoryChanged'
  | 'endUserDataEgress'
  | 'contentPoliciesAdded'
  | 'remotesAdded'
  | 'remotesChanged'
  | 'remotesRemoved'
  | 'consentModulesAdded'
  | 'licensingEnabled';

/** Why a deployment makes a major version. */
export interface MajorReason {
  readonly rule: MajorRule;
  /** The number of changes that the rule applies to. */
  readonly count: number;
  /** `documented`: the Forge docs say so; `inferred`: it follows from what they say. */
  readonly basis: 'documented' | 'inferred';
}

/**
 * Why a deployment with these changes makes a major version, which the admins of each site must approve; empty where
 * it makes a minor one, which is rolled out automatically.
 *
 * Documented at https://developer.atlassian.com/platform/forge/versions/#major-version-upgrades: adding or removing a
 * scope; adding an external address; adding or changing the category of one; `inScopeEUD` becoming true where it was
 * true nowhere; adding a content policy; adding a dynamic web trigger; enabling licensing; "in most cases" a change of
 * remotes, of which the page on data residency of remotes names changed addresses. The pages on SQL and object storage
 * add these modules. Inferred: other changes of remotes, and removing the category of an address. Not mentioned, so
 * taken as minor: removing addresses or content policies.
 *
 * Not covered: changes of `providers` and `services` make major versions too, and the gateway does not return
 * `allowImpersonation` of deployed versions.
 */
export function majorReasons(changes: PermissionChanges): MajorReason[] {
  const categoryGiven = changes.egressChanged.filter(
    ({ before, after }) => before.category !== after.category && after.category !== undefined,
  );
  const categoryTaken = changes.egressChanged.filter(
    ({ before, after }) => before.category !== undefined && after.category === undefined,
  );
  const endUserData = changes.startsEndUserDataEgress
    ? changes.egressChanged.filter(({ before }) => before.inScopeEUD === false)
    : [];
  const addressChanged = changes.remotesChanged.filter(
    ({ before, after }) =>
      before.baseUrl !== undefined && after.baseUrl !== undefined && before.baseUrl !== after.baseUrl,
  );
  const otherRemotes = changes.remotesChanged.length - addressChanged.length;
  const rules: [MajorRule, number, MajorReason['basis']][] = [
    ['scopesAdded', changes.scopesAdded.length, 'documented'],
    ['scopesRemoved', changes.scopesRemoved.length, 'documented'],
    ['egressAdded', changes.egressAdded.length, 'documented'],
    ['egressCategoryChanged', categoryGiven.length, 'documented'],
    ['egressCategoryChanged', categoryTaken.length, 'inferred'],
    ['endUserDataEgress', endUserData.length, 'documented'],
    ['contentPoliciesAdded', changes.contentPoliciesAdded.length, 'documented'],
    ['remotesAdded', changes.remotesAdded.length, 'documented'],
    ['remotesChanged', addressChanged.length, 'documented'],
    ['remotesChanged', otherRemotes, 'inferred'],
    ['remotesRemoved', changes.remotesRemoved.length, 'inferred'],
    ['consentModulesAdded', changes.consentModulesAdded.length, 'documented'],
    ['licensingEnabled', Number(changes.licensingEnabled), 'documented'],
  ];
  return rules.flatMap(([rule, count, basis]) => (count === 0 ? [] : [{ rule, count, basis }]));
}
