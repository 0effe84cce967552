import type { Contributor } from '../../core/contributor.ts';
import type { EnvironmentKind } from '../../core/environment.ts';

/**
 * Whether an account may deploy to an environment, by Atlassian's documentation: to production deployers and admins, to
 * others developers too. True as long as its roles are not known: then the gateway decides.
 */
export function mayDeploy(
  contributors: readonly Contributor[] | undefined,
  accountId: string,
  kind: EnvironmentKind,
): boolean {
  const me = contributors?.find((one) => one.accountId === accountId);
  if (me === undefined || me.isOwner || me.roles.length === 0) return true;
  const needed = ['ADMIN', 'DEPLOYER', ...(kind === 'production' ? [] : ['DEVELOPER'])];
  const others = me.roles.filter(
    (role) => !['ADMIN', 'DEPLOYER', 'DEVELOPER'].includes(role) && !role.startsWith('VIEWER'),
  );
  return me.roles.some((role) => needed.includes(role)) || others.length > 0;
}
