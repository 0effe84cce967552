import { l10n } from 'vscode';
import { changeServices, type ChangeServices } from '../../changes/dialogs/change-services.ts';
import { requireRole } from '../../changes/dialogs/require-role.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import type { EnvironmentRef } from '../../app-actions.ts';
import { documentation } from '../../core/documentation.ts';
import type { Environment } from '../../core/environment.ts';
import { environmentKindName } from '../../vscode/domain-names.ts';
import type { Shared } from '../../shared.ts';
import type { Review } from '../../vscode/review.ts';
import { exactTime, plain } from '../../vscode/text.ts';
import {
  deletionOf,
  type EnvironmentDifference,
  type EnvironmentFacts,
  loadEnvironmentFacts,
} from '../model/environment-changes.ts';
import type { DefaultEnvironments } from '../model/default-environments.ts';

/** Shows what stands in the way of deleting an environment, asks for its name, and deletes it. */
export async function deleteAppEnvironment(
  { app, environment: { key, kind } }: EnvironmentRef,
  defaults: DefaultEnvironments,
  shared: Shared,
): Promise<void> {
  const { prompts, notify } = shared;
  if (!(await requireTrust(prompts))) return;
  if (kind !== 'custom') {
    await sayKept(key, shared);
    return;
  }
  const [name, shown] = [plain(app.name), plain(key)];
  const notDone = l10n.t('The environment {0} of {1} wasn’t deleted.', shown, name);
  if (!(await requireRole(app, kind, notDone, prompts))) return;
  let facts: EnvironmentFacts;
  try {
    facts = await prompts.progress(l10n.t('Checking the environment {0} of {1}', shown, name), (_report, signal) =>
      loadEnvironmentFacts(app, key, signal),
    );
  } catch (error) {
    await notify.error(l10n.t('Couldn’t check the environment {0} of {1}, so it wasn’t deleted', shown, name), error);
    return;
  }
  const { environment } = facts;
  if (environment === undefined) {
    await prompts.message(l10n.t('{0} has no environment {1} any more.', name, shown), [], { severity: 'info' });
    await app.data.details(app.id).environments.refresh();
    return;
  }
  const ref = { app, environment };
  const again = () => deleteAppEnvironment(ref, defaults, shared);
  if (facts.installed.length > 0) await offerUninstalling(ref, facts, again, shared);
  else await confirmAndDelete(ref, facts, defaults, { shared, services: await changeServices(shared) });
}

async function sayKept(key: string, { prompts }: Shared): Promise<void> {
  const text = l10n.t(
    '{0} can’t be deleted: every app keeps its production, staging and development environments. Only environments that people created can go.',
    plain(key),
  );
  const learn = l10n.t('Learn More');
  if ((await prompts.message(text, [learn], { severity: 'info' })) === learn)
    await prompts.openExternal(documentation.environmentsAndVersions);
}

/** The page about an environment with installations leads to uninstalling them first. */
async function offerUninstalling(
  ref: EnvironmentRef,
  facts: EnvironmentFacts,
  again: () => Promise<void>,
  { prompts, actions }: Shared,
): Promise<void> {
  const page = await prompts.review(deletionReview(ref, facts));
  const choice = await page.next();
  page.close();
  if (choice === undefined) return;
  const [name, key] = [plain(ref.app.name), plain(ref.environment.key)];
  await actions.uninstallFrom(ref, {
    label: l10n.t('Delete Environment…'),
    otherwise: l10n.t('The environment {0} of {1} wasn’t deleted.', key, name),
    run: again,
  });
}

async function confirmAndDelete(
  { app, environment }: EnvironmentRef,
  facts: EnvironmentFacts,
  defaults: DefaultEnvironments,
  { shared, services }: { readonly shared: Shared; readonly services: ChangeServices },
): Promise<void> {
  const { key } = environment;
  const [name, shown] = [plain(app.name), plain(key)];
  await runChange(
    {
      change: deletionOf(app, environment),
      confirmation: {
        review: deletionReview({ app, environment }, facts),
        typed: {
          title: l10n.t('Delete Environment {0}', shown),
          warning: l10n.t('This deletes the environment {0} of {1} with its variables for good.', shown, name),
          environment: key,
        },
      },
      words: {
        doing: l10n.t('Deleting the environment {0} of {1}', shown, name),
        done: l10n.t('The environment {0} of {1} was deleted.', shown, name),
        alreadyDone: l10n.t('The environment {0} of {1} was deleted already.', shown, name),
        notDone: l10n.t('The environment {0} of {1} wasn’t deleted.', shown, name),
        unsure: l10n.t('Couldn’t find out whether the environment {0} of {1} was deleted.', shown, name),
        differences: (differences) => differences.map(differenceText).join(' '),
      },
      async settled({ status }) {
        const isGone = status === 'done' || status === 'alreadyDone';
        if (isGone && defaults.chosen(app.id) === key) await defaults.set(app.id, undefined);
        await app.data.details(app.id).environments.refresh();
      },
      next: (outcome) =>
        'error' in outcome && outcome.error.details.errorType === 'APP_HAS_INSTALLATIONS'
          ? [{ label: l10n.t('Show Installations'), run: () => shared.actions.open(app, 'installations') }]
          : [],
    },
    services,
  );
}

function differenceText(difference: EnvironmentDifference): string {
  switch (difference.kind) {
    case 'installed':
      return l10n.t('It was installed on {0}.', plain(difference.site));
    case 'deployed':
      return l10n.t('Version {0} was deployed to it.', plain(difference.version));
    case 'replaced':
      return l10n.t('Another environment has its name.');
  }
}

/** The page that is read before an environment is deleted; its only choice goes on. */
export function deletionReview(
  { app, environment }: EnvironmentRef,
  { installed }: EnvironmentFacts,
): Review<'confirm'> {
  const { key } = environment;
  const isInstalled = installed.length > 0;
  return {
    title: l10n.t('Delete the environment {0} of {1}', key, app.name),
    subjects: [
      {
        name: key,
        verdict: isInstalled
          ? l10n.t('The app is installed from this environment. Uninstall it there first; then it can be deleted.')
          : l10n.t('Nothing stands in the way: the app isn’t installed from this environment.'),
        facts: factRows(app.name, environment),
        parts: [
          {
            heading: l10n.t('What goes with it'),
            paragraphs: [
              l10n.t('Its variables and its versions can’t be brought back.'),
              l10n.t('Deployments to it and tunnels that are running there end with an error.'),
            ],
            choices: [],
          },
        ],
        ...(isInstalled && {
          table: {
            caption: l10n.t('Installations'),
            columns: [l10n.t('Site'), l10n.t('Installed')],
            rows: installed.map(({ site, installedAt }) => [site, exactTime(installedAt)]),
          },
        }),
      },
    ],
    choices: [
      isInstalled
        ? {
            label: l10n.t('Uninstall and Delete…'),
            consequence: l10n.t('Asks you to confirm uninstalling, and then offers to delete the environment.'),
            primary: true,
            value: 'confirm',
          }
        : {
            label: l10n.t('Delete Environment…'),
            consequence: l10n.t('Asks you to type its name. Close this page to keep it.'),
            primary: true,
            value: 'confirm',
          },
    ],
  };
}

function factRows(app: string, { id, key, kind, latest }: Environment): [string, string][] {
  return [
    [l10n.t('App'), app],
    [l10n.t('Environment'), key],
    [l10n.t('Type'), environmentKindName(kind)],
    [
      l10n.t('Version'),
      latest ? l10n.t('{0}, deployed {1}', latest.version, exactTime(latest.deployedAt)) : l10n.t('never deployed'),
    ],
    [l10n.t('Environment ID'), id],
  ];
}
