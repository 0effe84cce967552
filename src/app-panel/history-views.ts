import { l10n } from 'vscode';
import type { ContributorEvent } from '../core/contributor.ts';
import type { Version } from '../core/environment.ts';
import type { Page } from '../gateway/paging.ts';
import { versionChanges } from '../manifest/model/version-changes.ts';
import type { ContributorEventView, Reply } from './protocol.ts';
import type { VersionView } from '../environments/environments-protocol.ts';
import type { ViewWords } from './section-views.ts';

/**
 * Returns an environment's versions page by page, each version with its changes against the previous one. The previous
 * one of a page's last version is on the next page, so the next page is fetched too, and kept until it is requested.
 */
export function createVersionViews(
  load: (environmentId: string, after: string | undefined) => Promise<Page<Version>>,
): (environmentId: string, after: string | undefined) => Promise<Reply<'versions'>> {
  const ahead = new Map<string, Promise<Page<Version>>>();

  async function take(environmentId: string, after: string | undefined): Promise<Page<Version>> {
    const key = `${environmentId} ${after ?? ''}`;
    const known = ahead.get(key);
    ahead.delete(key);
    return known ?? load(environmentId, after);
  }

  return async (environmentId, after) => {
    const { nodes, next } = await take(environmentId, after);
    if (next === undefined) return { versions: versionViews(nodes, undefined) };
    const following = load(environmentId, next);
    ahead.set(`${environmentId} ${next}`, following);
    // If the next page can't be loaded, the error is shown once that page is requested.
    const before = await following.then(
      ({ nodes: [first] }) => first,
      () => void ahead.delete(`${environmentId} ${next}`),
    );
    return { versions: versionViews(nodes, before ?? undefined), next };
  };
}

function versionViews(versions: readonly Version[], before: Version | undefined): VersionView[] {
  return versions.map((version, index) => versionView(version, versions[index + 1] ?? before));
}

function versionView(version: Version, before: Version | undefined): VersionView {
  return {
    id: version.id,
    version: version.version,
    isLatest: version.isLatest,
    createdAt: version.createdAt.getTime(),
    deployedAt: version.deployedAt.getTime(),
    scopeCount: version.scopes.length,
    ...(before && { changes: changesView(before, version) }),
  };
}

function changesView(before: Version, after: Version): NonNullable<VersionView['changes']> {
  const { from, isMajor, scopesAdded, scopesRemoved, egressAdded, egressRemoved } = versionChanges(before, after);
  return {
    from,
    isMajor,
    added: [...scopesAdded],
    removed: [...scopesRemoved],
    egressAdded: egressAdded.map(({ address }) => address),
    egressRemoved: egressRemoved.map(({ address }) => address),
  };
}

/** An event of the contributor history as the page shows it, with enumerations and people in words. */
export function contributorEventView(
  { action, actor, contributor, role, at }: ContributorEvent,
  words: ViewWords,
): ContributorEventView {
  const names: Record<string, string> = {
    CONTRIBUTOR_ADDED: l10n.t('Contributor added'),
    CONTRIBUTOR_REMOVED: l10n.t('Contributor removed'),
    CONTRIBUTOR_ROLE_UPDATED: l10n.t('Role changed'),
    OWNERSHIP_TRANSFERRED: l10n.t('Ownership transferred'),
  };
  return {
    action: (Object.hasOwn(names, action) ? names[action] : undefined) ?? action,
    actor: actor.name,
    at: at.getTime(),
    ...(contributor && { contributor: contributor.name }),
    ...(role !== undefined && { role: words.role(role) }),
  };
}
