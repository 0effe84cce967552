import { l10n } from 'vscode';
import type { EnvironmentRef } from '../../app-actions.ts';
import { changeServices } from '../../changes/dialogs/change-services.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { type Confirmation, runChange } from '../../changes/dialogs/run-change.ts';
import { documentation } from '../../core/documentation.ts';
import { atlassianAppOf } from '../../gateway/installation-contexts.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import type { Shared } from '../../shared.ts';
import { atlassianAppName } from '../../vscode/domain-names.ts';
import { plain } from '../../vscode/text.ts';
import { crowdedSite, type InstallPlace, installationOf } from '../model/installing.ts';
import { chooseLicence, choosePlace, licenceName } from './choose-place.ts';
import { agree, type Consent, differenceText } from './consent-review.ts';
import { installRefusal } from './refusal-words.ts';

/** Asks for a site, shows what the version there may do, and installs it. */
export async function installOnSite(ref: EnvironmentRef, shared: Shared): Promise<void> {
  if (!(await requireTrust(shared.prompts))) return;
  const place = await prepare(ref, shared).catch(async (error: unknown) => {
    await shared.notify.error(l10n.t('Couldn’t prepare the installation of {0}', plain(ref.app.name)), error);
  });
  if (place === undefined) return;
  const { environment, version, hostName, atlassianApp, licence } = place;
  const isWorkspace = atlassianApp === 'bitbucket';
  const shown = l10n.t('{0} ({1})', hostName, atlassianAppName(atlassianAppOf(atlassianApp)));
  const consent: Consent = {
    verb: 'install',
    app: ref.app.name,
    environment,
    version,
    places: [{ site: hostName, shown, isWorkspace }],
    ...(licence && { licence: licenceName(licence) }),
  };
  const agreed = await agree(consent, shared);
  if (agreed) await install(ref, place, agreed, shared);
}

async function prepare({ app, environment: chosen }: EnvironmentRef, shared: Shared) {
  const { prompts } = shared;
  const loading = l10n.t('Loading what is deployed to {0} of {1}', plain(chosen.key), plain(app.name));
  const environment = await prompts.progress(loading, async (_report, signal) =>
    (await fetchEnvironments(app.data.client, app.id, signal)).find(({ id }) => id === chosen.id),
  );
  if (environment?.latest === undefined) {
    const text = l10n.t(
      '{0} can’t be installed from {1}: nothing is deployed there. Deploy it first.',
      plain(app.name),
      plain(chosen.key),
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const { latest: version } = environment;
  const where = await choosePlace(app, version, shared);
  const licence = where && (await chooseLicence(environment, version, shared));
  if (where === undefined || licence === undefined) return undefined;
  const place: InstallPlace = {
    environment,
    version,
    ...where,
    ...(licence !== 'asIs' && { licence }),
  };
  return place;
}

async function install(
  { app }: EnvironmentRef,
  place: InstallPlace,
  { confirmation }: { readonly confirmation?: Confirmation },
  shared: Shared,
): Promise<void> {
  const { prompts, actions } = shared;
  const { installations } = app.data.details(app.id);
  const [name, site, environment] = [plain(app.name), plain(place.hostName), plain(place.environment.key)];
  const openLabel = place.atlassianApp === 'bitbucket' ? l10n.t('Open Workspace') : l10n.t('Open Site');
  const open = (label: string, run: () => unknown) => [{ label, run }];
  const outcome = await runChange(
    {
      change: installationOf(app, place),
      words: {
        doing: l10n.t('Installing {0} from {1} on {2}', name, environment, site),
        done: l10n.t('{0} was installed from {1} on {2}.', name, environment, site),
        alreadyDone: l10n.t(
          '{0} is installed from {1} on {2} already. Upgrade it to get a newer version.',
          name,
          environment,
          site,
        ),
        notDone: l10n.t('{0} wasn’t installed from {1} on {2}.', name, environment, site),
        unsure: l10n.t('Couldn’t find out whether {0} was installed from {1} on {2}.', name, environment, site),
        differences: (differences) => differences.map(differenceText).join(' '),
        refusal: installRefusal,
      },
      ...(confirmation && { confirmation }),
      settled: () => (installations.state === undefined ? undefined : installations.refresh()),
      next: ({ status }) =>
        status === 'done'
          ? open(openLabel, () => prompts.openExternal(`https://${place.hostName}`))
          : open(l10n.t('Show Installations'), () => actions.open(app, 'installations')),
    },
    await changeServices(shared),
  );
  if (outcome.status === 'done' && outcome.reply?.warnings.includes(crowdedSite) === true)
    await warnOfCrowd(site, shared);
}

async function warnOfCrowd(site: string, { prompts }: Shared): Promise<void> {
  const text = l10n.t(
    '{0} has more than 100 apps, which is more than Atlassian recommends. Apps may fail to be installed there.',
    site,
  );
  const learn = l10n.t('Learn More');
  if ((await prompts.message(text, [learn], { severity: 'warning' })) === learn)
    await prompts.openExternal(documentation.limitsOfApps);
}
