import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { EnvironmentRef } from '../../app-actions.ts';
import { changeOptions, changeServices } from '../../changes/dialogs/change-services.ts';
import { outcomeText } from '../../changes/dialogs/outcome-text.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { makeChange } from '../../changes/model/make-change.ts';
import type { Installation } from '../../core/installation.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchInstalledVersions } from '../../gateway/operations/fetch-installation-versions.ts';
import type { Shared } from '../../shared.ts';
import type { Remedy } from '../../vscode/notify.ts';
import { count, plain } from '../../vscode/text.ts';
import { upgradeOf, type UpgradePlace } from '../model/installing.ts';
import { agree, type Consent } from './consent-review.ts';
import { needsPermissions } from './refusal-words.ts';
import { sitesText, upgradeWords } from './upgrade-words.ts';

/** Asks what is upgraded of an installation, shows what the site agrees to, and upgrades it. */
export async function upgradeInstallation(app: AppRef, installation: Installation, shared: Shared): Promise<void> {
  const { prompts, notify } = shared;
  if (!(await requireTrust(prompts))) return;
  const [name, site] = [plain(app.name), plain(installation.site)];
  const facts = await prompts
    .progress(l10n.t('Checking what {0} has of {1}', site, name), (_report, signal) =>
      load(app, [installation], signal),
    )
    .catch(async (error: unknown) => {
      await notify.error(l10n.t('Couldn’t check {0} on {1}, so it wasn’t upgraded', name, site), error);
    });
  if (facts === undefined) return;
  const [place] = facts;
  if (place === undefined) {
    const text = l10n.t(
      '{0} on {1} has nothing to upgrade: it runs the newest version with its permissions.',
      name,
      site,
    );
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  const codeOnly = place.hasNewestCode ? false : await chooseWhat(name, shared);
  if (codeOnly === undefined) return;
  await upgrade(app, { ...place, codeOnly }, shared);
}

async function upgrade(app: AppRef, place: UpgradePlace, shared: Shared): Promise<void> {
  const isProduction = place.environment.kind === 'production';
  // Outside production, code alone changes nothing that a site agreed to.
  const agreed = place.codeOnly && !isProduction ? {} : await agree(consentTo(app, place, [place]), shared);
  if (agreed === undefined) return;
  const both: Remedy = {
    label: l10n.t('Upgrade Code and Permissions'),
    run: () => upgrade(app, { ...place, codeOnly: false }, shared),
  };
  await runChange(
    {
      change: upgradeOf(app, place),
      words: upgradeWords(app, place),
      ...agreed,
      settled: () => app.data.details(app.id).installations.refresh(),
      next: (outcome) => (outcome.status === 'refused' && needsPermissions(outcome.error) ? [both] : []),
    },
    await changeServices(shared),
  );
}

async function chooseWhat(name: string, { prompts }: Shared): Promise<boolean | undefined> {
  return prompts.pick(
    [
      {
        label: l10n.t('Code and Permissions'),
        detail: l10n.t('The site agrees to what the newest version may do.'),
        value: false,
      },
      {
        label: l10n.t('Code Only'),
        detail: l10n.t('Permissions stay as approved. Atlassian refuses it where the version changes more than code.'),
        value: true,
      },
    ],
    { title: l10n.t('Upgrade {0}', name), placeholder: l10n.t('What do you want to upgrade?') },
  );
}

/**
 * Upgrades the installations on the person's own sites from one environment outside production, one after another: after
 * one page with what they agree to. Returns whether all of them run the newest version now.
 */
export async function upgradeMySites({ app, environment }: EnvironmentRef, shared: Shared): Promise<boolean> {
  const { prompts } = shared;
  if (!(await requireTrust(prompts))) return false;
  const [name, key] = [plain(app.name), plain(environment.key)];
  if (environment.kind === 'production') {
    await sayOneByOne(app, shared);
    return false;
  }
  const { installations } = app.data.details(app.id);
  await installations.refresh();
  const state = installations.state;
  if (state?.status === 'failed') throw state.error;
  const rows = (state?.value?.rows ?? []).filter((row) => row.environmentId === environment.id);
  const mine = rows.filter(({ siteId }) => siteId !== undefined && app.data.mySites.ids.has(siteId));
  if (mine.length === 0) {
    await sayNoSites(app, key, rows.length, shared);
    return false;
  }
  const checking = l10n.t('Checking your sites of {0}', name);
  const places = await prompts.progress(checking, (_report, signal) => load(app, mine, signal));
  const [first] = places;
  if (first === undefined) {
    await prompts.message(l10n.t('Your sites run the newest version of {0} in {1}.', name, key), [], {
      severity: 'info',
    });
    return true;
  }
  if ((await agree(consentTo(app, first, places), shared)) === undefined) return false;
  return upgradeAll(app, places, shared);
}

async function sayOneByOne(app: AppRef, { prompts, actions }: Shared): Promise<void> {
  const text = l10n.t(
    'This upgrades several sites at once, so it isn’t for production. Upgrade the installations of {0} there one by one.',
    plain(app.name),
  );
  const show = l10n.t('Show Installations');
  if ((await prompts.message(text, [show], { severity: 'info' })) === show) await actions.open(app, 'installations');
}

async function sayNoSites(app: AppRef, environment: string, others: number, { prompts, actions }: Shared) {
  const text =
    others === 0
      ? l10n.t('{0} isn’t installed from {1} on any site. Install it first.', plain(app.name), environment)
      : l10n.t(
          'None of the sites with {0} from {1} is marked as yours. Choose “This Is My Site” on an installation to mark one.',
          plain(app.name),
          environment,
        );
  const show = l10n.t('Show Installations');
  if ((await prompts.message(text, [show], { severity: 'info' })) === show) await actions.open(app, 'installations');
}

async function upgradeAll(app: AppRef, places: readonly UpgradePlace[], shared: Shared): Promise<boolean> {
  const services = await changeServices(shared);
  const title = l10n.t('Upgrading {0} on your sites', plain(app.name));
  const sites = await shared.prompts.progress(title, async (report, signal) => {
    const done: string[] = [];
    const problems: string[] = [];
    const left: string[] = [];
    let isOver = false;
    for (const [index, place] of places.entries()) {
      const { site } = place.installation;
      if (isOver) {
        left.push(site);
        continue;
      }
      report(l10n.t('{0} of {1}: {2}', count(index + 1), count(places.length), plain(site)));
      const outcome = await makeChange(upgradeOf(app, place), changeOptions(services, signal));
      isOver = signal.aborted || ('error' in outcome && outcome.error.kind === 'signedOut');
      if (outcome.status === 'done' || outcome.status === 'alreadyDone') done.push(site);
      else if (outcome.status === 'notStarted') left.push(site);
      else problems.push(outcomeText(upgradeWords(app, place), outcome));
    }
    return { done, problems, left };
  });
  await app.data.details(app.id).installations.refresh();
  const isAllDone = sites.done.length === places.length;
  void shared.prompts.message(sitesText(app, sites), [], { severity: isAllDone ? 'info' : 'warning' });
  return isAllDone;
}

/** An installation without the newest version’s permissions; it may have its code, which Atlassian can roll out before. */
type Outdated = UpgradePlace & { readonly hasNewestCode: boolean };

/** The installations that don’t run the newest version with its permissions, with what upgrading them needs. */
async function load(app: AppRef, rows: readonly Installation[], signal: AbortSignal): Promise<Outdated[]> {
  const { client } = app.data;
  const [environments, installed] = await Promise.all([
    fetchEnvironments(client, app.id, signal),
    fetchInstalledVersions(client, app.id, { ids: rows.map(({ id }) => id) }, signal),
  ]);
  return rows.flatMap((row): Outdated[] => {
    const now = installed.find(({ id }) => id === row.id);
    const environment = environments.find(({ id }) => id === row.environmentId);
    if (now === undefined || environment?.latest === undefined || now.permissions?.isLatest === true) return [];
    const { id, site, atlassianApp } = row;
    const installation = { id, site, atlassianApp };
    const place = { environment, version: environment.latest, installation, context: now.context, codeOnly: false };
    return [{ ...place, hasNewestCode: now.code?.isLatest === true }];
  });
}

const consentTo = (
  app: AppRef,
  { environment, version, codeOnly }: UpgradePlace,
  places: readonly UpgradePlace[],
): Consent => ({
  verb: 'upgrade',
  app: app.name,
  environment,
  version,
  codeOnly,
  places: places.map(({ installation: { site, atlassianApp } }) => ({
    site,
    shown: site,
    isWorkspace: atlassianApp === 'bitbucket',
  })),
});
