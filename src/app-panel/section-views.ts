import type { Account } from '../core/account.ts';
import type { App } from '../core/app.ts';
import type { Contributor } from '../core/contributor.ts';
import type { Environment } from '../core/environment.ts';
import type { ForgeError } from '../core/errors.ts';
import type { AppAri } from '../core/ids.ts';
import type { Installation, LoadedInstallations, Licence } from '../core/installation.ts';
import type { Loadable } from '../core/loadable.ts';
import type { AppProfile } from '../core/app-profile.ts';
import type { ContributorView, Failure, Header, ProfileView, Section } from './protocol.ts';
import type { EnvironmentView } from '../environments/environments-protocol.ts';
import type { InstallationsView, InstallationView } from '../installations/installations-protocol.ts';

/** Formatting and translation that the views need, passed in so that the views are pure functions. */
export interface ViewWords {
  readonly appType: (type: App['type']) => string;
  readonly distribution: (distribution: App['distribution'], status: string) => string;
  readonly atlassianApp: (app: string) => string;
  readonly environmentKind: (kind: Environment['kind']) => string;
  readonly installationStatus: (status: Installation['status']) => string;
  readonly role: (role: string) => string;
  readonly egressKind: (kind: string) => string;
  readonly licence: (licence: Licence) => string;
  readonly edition: (edition: string) => string;
  readonly listingStatus: (status: string) => string;
  readonly linkStatus: (status: string) => string;
  readonly account: (account: Account) => string;
  readonly failure: (error: ForgeError) => Failure;
}

/** Converts a loadable to a section of the page; one that was never requested counts as loading. */
export function toSection<T, V>(state: Loadable<T> | undefined, toView: (value: T) => V, words: ViewWords): Section<V> {
  if (state === undefined) return { status: 'loading' };
  const known =
    state.value === undefined || state.at === undefined ? {} : { value: toView(state.value), at: state.at.getTime() };
  return state.status === 'failed'
    ? { status: 'failed', failure: words.failure(state.error), ...known }
    : { status: state.status, ...known };
}

/** The header of a panel: from the list of apps, else from the app's own profile, else just the id. */
export function headerView(
  app: App | undefined,
  profile: AppProfile | undefined,
  id: AppAri,
  account: Account,
  words: ViewWords,
): Header {
  const known = app ?? profile;
  return {
    id,
    name: known?.name ?? id,
    type: known?.type ?? 'unknown',
    isCloudFortified: known?.isCloudFortified ?? false,
    typeName: words.appType(known?.type ?? 'unknown'),
    distributionName: known ? words.distribution(known.distribution, known.distributionStatus) : '',
    ...(known && { updatedAt: known.updatedAt.getTime() }),
    accountLabel: words.account(account),
    isSample: account.kind === 'sample',
  };
}

/** The profile's facts that the header does not have. */
export function profileView(
  {
    description,
    createdAt,
    updatedAt,
    owner,
    developerSpace,
    distribution,
    distributionStatus,
    distributionLink,
    listing,
  }: AppProfile,
  words: ViewWords,
): ProfileView {
  const space = developerSpace && (developerSpace.name ?? developerSpace.id);
  return {
    description,
    updatedAt: updatedAt.getTime(),
    distributionName: words.distribution(distribution, distributionStatus),
    ...(createdAt && { createdAt: createdAt.getTime() }),
    ...(owner && { ownerName: owner.name }),
    ...(space !== undefined && { developerSpace: space }),
    ...(distributionLink && { distributionLink: words.linkStatus(distributionLink.status) }),
    ...(listing && {
      marketplace: {
        name: listing.name,
        key: listing.key,
        status: words.listingStatus(listing.status),
        ...(listing.partner !== undefined && { partner: listing.partner }),
      },
    }),
  };
}

/** An environment with its newest version. */
export function environmentView({ id, key, kind, latest }: Environment, words: ViewWords): EnvironmentView {
  const storage = latest?.hostedStorage;
  return {
    id,
    key,
    kind,
    kindName: words.environmentKind(kind),
    ...(latest && {
      latest: {
        version: latest.version,
        isLatest: latest.isLatest,
        deployedAt: latest.deployedAt.getTime(),
        atlassianApps: latest.atlassianApps.map(words.atlassianApp),
        scopeCount: latest.scopes.length,
        requiresLicense: latest.requiresLicense,
        egress: latest.egress.map((egress) => ({ address: egress.address, kind: words.egressKind(egress.kind) })),
        ...(storage && {
          storage: { locations: [...storage.locations], classifications: [...storage.classifications] },
        }),
      },
    }),
  };
}

/** The installations loaded so far, with the total where the gateway returns one. */
export function installationsView(
  { rows, total }: LoadedInstallations,
  words: ViewWords,
  mySites: ReadonlySet<string> = new Set(),
): InstallationsView {
  return {
    rows: rows.map((row) => ({
      ...installationView(row, words),
      ...(row.siteId !== undefined && mySites.has(row.siteId) && { isMine: true }),
    })),
    ...(total !== undefined && { total }),
  };
}

function installationView(
  { atlassianApp, secondaryAtlassianApps, codeVersion, licence, installedAt, ...others }: Installation,
  words: ViewWords,
): InstallationView {
  return {
    ...others,
    atlassianApps: [atlassianApp, ...secondaryAtlassianApps].map(words.atlassianApp),
    statusName: words.installationStatus(others.status),
    installedAt: installedAt.getTime(),
    ...(codeVersion !== undefined && codeVersion !== others.version && { codeVersion }),
    ...(licence && { licence: words.licence(licence) }),
    ...(licence?.edition !== undefined && { edition: words.edition(licence.edition) }),
  };
}

/** A contributor, marked if it is the signed-in account itself. */
export function contributorView(
  { roles, lastActive, ...others }: Contributor,
  account: Account,
  words: ViewWords,
): ContributorView {
  return {
    ...others,
    isYou: others.accountId === account.id,
    roles: roles.map(words.role),
    ...(lastActive && { lastActive: lastActive.getTime() }),
  };
}
