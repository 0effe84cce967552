import type { App } from '../world/world-types.ts';
import { queryError, refusal } from './resolve-errors.ts';
import { isoOrNull, pictureOf } from './resolve-spelling.ts';
import { memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

const contributorViews = (app: App) =>
  app.contributors.map(({ person, roles, owner, lastActive }) => ({
    accountId: person.accountId,
    avatarUrl: pictureOf(person),
    email: person.email ?? null,
    isOwner: owner,
    publicName: person.name,
    roles,
    status: person.status,
    lastActive: isoOrNull(lastActive),
  }));

/** The contributors of an app by its ARI. Throws a refusal if the viewer isn't one; every role may read. */
export function appContributors({ id }: { id: string }, viewer: Viewer): readonly object[] {
  const member = memberOf(viewer, uuidInAri(id));
  if (!member)
    throw refusal('You do not have permission to see the contributors of this app.', 'PERMISSION_DENIED', 403);
  return contributorViews(member.app);
}

/** The contributors with the time each was last active; a QueryError if the viewer isn't one. */
export function forgeContributors({ appAri }: { appAri: string }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(appAri));
  if (!member)
    return queryError(
      'You do not have permission to see the contributors of this app.',
      'PERMISSION_DENIED',
      403,
      appAri,
    );
  return { __typename: 'ForgeAuditLogsContributorsActivityData', contributors: contributorViews(member.app) };
}
