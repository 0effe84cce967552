import type { App } from '../../core/app.ts';
import type { Contributor } from '../../core/contributor.ts';
import type { AppRef } from './app-ref.ts';

/** What may not be possible with an app, for its kind or for the role of the account. */
export const acts = ['delete', 'auditLogs', 'manifest', 'rename'] as const;
export type Act = (typeof acts)[number];

/** The acts that only Forge apps allow, and those that only admins may do. */
const ofForge = ['delete', 'auditLogs', 'manifest'] as const;
const ofAdmins = ['auditLogs', 'rename'] as const;

export type Obstacle =
  | { readonly kind: 'notForge'; readonly act: (typeof ofForge)[number] }
  | { readonly kind: 'notOwner'; readonly owner: string }
  | { readonly kind: 'notAdmin'; readonly act: (typeof ofAdmins)[number] };

export interface ObstacleFacts {
  readonly app: Pick<App, 'type'>;
  readonly accountId: string;
  /** Undefined until they are loaded: then nothing is claimed about roles. */
  readonly contributors: readonly Contributor[] | undefined;
}

/**
 * Why something is not possible, as far as is known. By Atlassian's documentation only the owner deletes an app, and
 * only admins change its name and description and see its audit logs; what it says about other roles is not claimed.
 */
export function obstacleTo(act: Act, { app, accountId, contributors }: ObstacleFacts): Obstacle | undefined {
  const { type } = app;
  const forgeAct = ofForge.find((one) => one === act);
  if ((type === 'connect' || type === 'oauth') && forgeAct) return { kind: 'notForge', act: forgeAct };
  const me = contributors?.find((contributor) => contributor.accountId === accountId);
  const owner = contributors?.find(({ isOwner }) => isOwner);
  if (act === 'delete' && owner && owner.accountId !== accountId) return { kind: 'notOwner', owner: owner.name };
  const adminAct = ofAdmins.find((one) => one === act);
  if (adminAct && me && !me.isOwner && me.roles.length > 0 && !me.roles.includes('ADMIN'))
    return { kind: 'notAdmin', act: adminAct };
  return undefined;
}

/** What stands in the way of something with an app, as far as is known. */
export function obstacleFor(act: Act, { data, id }: Pick<AppRef, 'data' | 'id'>): Obstacle | undefined {
  const app = data.apps.state.value?.apps.get(id);
  const contributors = data.loaded.get(id)?.contributors;
  return app && obstacleTo(act, { app, accountId: data.account.id, contributors });
}
