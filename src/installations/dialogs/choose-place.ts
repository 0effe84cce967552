import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { toForgeError } from '../../core/errors.ts';
import type { Environment, Version } from '../../core/environment.ts';
import { atlassianAppOf } from '../../gateway/installation-contexts.ts';
import { fetchSite, type SiteContexts } from '../../gateway/operations/fetch-site-by-host-name.ts';
import { type LicenceOverride, licenceOverrides } from '../../gateway/operations/install-app.ts';
import type { Shared } from '../../shared.ts';
import { atlassianAppName } from '../../vscode/domain-names.ts';
import { reason } from '../../vscode/notify.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { type PlaceKind, placeKindsFor } from '../model/bitbucket-places.ts';
import { hostNameOf } from '../model/host-name.ts';
import type { InstallPlace } from '../model/installing.ts';
import { chooseWorkspace } from './choose-workspace.ts';

type Context = SiteContexts['contexts'][number];

/** A site or workspace with the Atlassian app there. */
type Place = Pick<InstallPlace, 'hostName' | 'atlassianApp' | 'context'>;

/** Asks where a version is installed; undefined if the user cancelled or was told that it can’t be there. */
export async function choosePlace(app: AppRef, version: Version, shared: Shared): Promise<Place | undefined> {
  const kinds = placeKindsFor(version, app.data.account);
  if (kinds.length === 0) return sayNoWorkspaces(app, shared);
  const kind = kinds.length > 1 ? await choosePlaceKind(app, shared) : kinds[0];
  if (kind === 'workspace') return chooseWorkspace(app, shared);
  const site = kind && (await chooseSite(app, shared));
  const context = site && (await chooseAtlassianApp(app, site, version, shared));
  return context && { hostName: site.hostName, ...context };
}

async function sayNoWorkspaces({ name }: AppRef, { prompts }: Shared): Promise<undefined> {
  const text = l10n.t(
    '{0} wasn’t installed: it runs in Bitbucket workspaces only, and Bitbucket’s API is outside Atlassian Government Cloud, where Forge Console sends nothing.',
    plain(name),
  );
  await prompts.message(text, [], { severity: 'info' });
  return undefined;
}

const choosePlaceKind = (app: AppRef, { prompts }: Shared): Promise<PlaceKind | undefined> =>
  prompts.pick<PlaceKind>(
    [
      { label: l10n.t('On a Site'), value: 'site' },
      { label: l10n.t('In a Bitbucket Workspace'), value: 'workspace' },
    ],
    { title: l10n.t('Install {0}', plain(app.name)), placeholder: l10n.t('Where?') },
  );

/** Asks for a site: one of those that were seen, with those of the person first, or any other by its host name. */
async function chooseSite(app: AppRef, { prompts }: Shared): Promise<SiteContexts | undefined> {
  const title = l10n.t('Install {0}', plain(app.name));
  const seen = seenSites(app);
  const other: PickItem<string> = { label: l10n.t('Another Site…'), value: '' };
  const items = seen.map(({ name, isMine }): PickItem<string> => ({
    label: plain(name),
    ...(isMine && { description: l10n.t('my site') }),
    value: name,
  }));
  const chosen =
    items.length === 0 ? '' : await prompts.pick([...items, other], { title, placeholder: l10n.t('On which site?') });
  if (chosen === undefined) return undefined;
  if (chosen === '') return typeSite(app, title, { prompts });
  const found = await prompts.progress(l10n.t('Looking for {0}', plain(chosen)), (_report, signal) =>
    fetchSite(app.data.client, chosen, signal),
  );
  if (found === undefined) await prompts.message(noSite(chosen), [], { severity: 'warning' });
  return found;
}

function seenSites({ data, id }: AppRef): { readonly name: string; readonly isMine: boolean }[] {
  const rows = data.details(id).installations.state?.value?.rows ?? [];
  const mine = new Set(rows.flatMap(({ site, siteId }) => (siteId && data.mySites.ids.has(siteId) ? [site] : [])));
  const all = new Set([
    ...mine,
    ...rows.map(({ site }) => site),
    ...[...data.loaded.values()].flatMap(({ sites }) => sites),
  ]);
  // A site without a name is shown by its id, and a workspace is no site.
  return [...all].filter((name) => hostNameOf(name) === name).map((name) => ({ name, isMine: mine.has(name) }));
}

async function typeSite(
  { data }: AppRef,
  title: string,
  { prompts }: Pick<Shared, 'prompts'>,
): Promise<SiteContexts | undefined> {
  let found: SiteContexts | undefined;
  await prompts.input({
    title,
    prompt: l10n.t('The site’s name or address. You have to be an admin of it.'),
    placeholder: 'my-site.atlassian.net',
    async check(typed, signal) {
      const hostName = hostNameOf(typed);
      if (hostName === undefined) return l10n.t('This isn’t the name of a site, such as my-site.atlassian.net.');
      try {
        found = await fetchSite(data.client, hostName, signal);
      } catch (error) {
        return l10n.t('Couldn’t look for the site: {0}.', reason(toForgeError(error)));
      }
      return found === undefined ? noSite(hostName) : undefined;
    },
  });
  return found;
}

const noSite = (hostName: string) =>
  l10n.t('Atlassian knows no site {0}. Check its name; a site that was deleted can’t be chosen.', plain(hostName));

/** Asks in which Atlassian app of a site an app is installed, of those that the version runs in. */
async function chooseAtlassianApp(
  app: AppRef,
  { hostName, contexts }: SiteContexts,
  { atlassianApps }: Version,
  { prompts }: Shared,
): Promise<Context | undefined> {
  const fitting = contexts.filter(
    ({ atlassianApp }) => atlassianApps.length === 0 || atlassianApps.includes(atlassianAppOf(atlassianApp)),
  );
  const [only, ...others] = fitting;
  if (only === undefined) {
    const wanted = atlassianApps.map(atlassianAppName).join(', ');
    const text = l10n.t(
      '{0} can’t be installed on {1}: it runs in {2}, which the site doesn’t have.',
      plain(app.name),
      plain(hostName),
      wanted === '' ? l10n.t('Jira, Confluence or Compass') : plain(wanted),
    );
    await prompts.message(text, [], { severity: 'warning' });
    return undefined;
  }
  if (others.length === 0) return only;
  return prompts.pick(
    fitting.map((value) => ({ label: atlassianAppName(atlassianAppOf(value.atlassianApp)), value })),
    { title: l10n.t('Install {0}', plain(app.name)), placeholder: l10n.t('In which Atlassian app?') },
  );
}

/**
 * Asks which licence an installation outside production pretends to have, if the version needs one; `asIs` for none.
 * Undefined if the user cancelled.
 */
export async function chooseLicence(
  { kind }: Environment,
  { requiresLicense }: Version,
  { prompts }: Shared,
): Promise<LicenceOverride | 'asIs' | undefined> {
  if (kind === 'production' || !requiresLicense) return 'asIs';
  const items: PickItem<LicenceOverride | 'asIs'>[] = [
    { label: l10n.t('No Override'), description: l10n.t('as Atlassian decides'), value: 'asIs' },
    ...licenceOverrides.map((value) => ({ label: licenceName(value), value })),
  ];
  return prompts.pick(items, {
    title: l10n.t('Licence for Development'),
    placeholder: l10n.t('Which licence should the app see there?'),
  });
}

/** A licence that an installation may pretend to have, as people read it. */
export function licenceName(licence: LicenceOverride): string {
  const names: Record<LicenceOverride, string> = {
    ACTIVE: l10n.t('Active'),
    INACTIVE: l10n.t('Inactive'),
    TRIAL: l10n.t('Trial'),
    STANDARD: l10n.t('Standard edition'),
    ADVANCED: l10n.t('Advanced edition'),
  };
  return names[licence];
}
