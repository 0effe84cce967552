import type { PermissionsView } from '../../src/manifest/permissions-protocol.ts';

type Consequence = PermissionsView['consequences'][number];

/** A consequence of the next deployment, and the environments that have it. */
export interface SharedConsequence extends Pick<Consequence, 'message' | 'needsApproval'> {
  readonly labels: readonly string[];
}

/** Puts environments with the same consequence together, where the first of them was: an app may have 25. */
export function groupConsequences(consequences: readonly Consequence[]): readonly SharedConsequence[] {
  const groups = Map.groupBy(consequences, ({ message, needsApproval }) => `${String(needsApproval)} ${message}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, labels: group.map(({ label }) => label) }] : [];
  });
}
