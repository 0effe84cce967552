import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import type { ChangeWords } from '../../changes/dialogs/outcome-text.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import type { Environment } from '../../core/environment.ts';
import type { RollingEligibility } from '../../core/version-usage.ts';
import type { Review } from '../../vscode/review.ts';
import { count, plain } from '../../vscode/text.ts';
import type { RollingAccess } from '../model/rolling-access.ts';
import {
  cancelReleaseChange,
  type PlannedRelease,
  type ReleaseDifference,
  rollingReleaseChange,
  type RunningRelease,
} from '../model/rolling-release.ts';
import { askReleaseLimit } from './ask-limit.ts';
import type { UpgradeServices } from './bulk-upgrade-dialog.ts';
import { rollingRuleText, upgradeRefusal } from './upgrade-refusals.ts';

/**
 * Starts a rolling release of an environment's newest version: asks how many installations it reaches, tells what will
 * happen, and starts once the environment's name is typed, in every environment: nothing takes an installation back to
 * older code. Throws the gateway's errors of what is asked beforehand.
 */
export async function startRelease(
  app: AppRef,
  environment: Environment,
  access: RollingAccess,
  services: UpgradeServices,
): Promise<void> {
  const { prompts } = services;
  if (!(await requireTrust(prompts))) return;
  const { eligibility } = await prompts.progress(
    l10n.t('Asking Atlassian which installations of {0} a rolling release would reach', plain(app.name)),
    (_, signal) => access.list(app.data, app.id, environment.id, signal),
  );
  if (eligibility === undefined || eligibility.eligible === 0) {
    await prompts.message(nobodyText(app, environment, eligibility), [], { severity: 'info' });
    return;
  }
  const limit = await askReleaseLimit(eligibility.eligible, prompts);
  if (limit === undefined) return;
  const target = { id: eligibility.targetVersionId, version: eligibility.targetVersion };
  const plan: PlannedRelease = { app, environment, target, limit: limit === 'all' ? undefined : limit };
  await runChange(
    {
      change: rollingReleaseChange(plan, access),
      words: releaseWords(plan),
      confirmation: {
        review: releaseReview(plan, eligibility),
        typed: {
          title: l10n.t('Start Rolling Release'),
          warning: l10n.t('Atlassian never takes installations back to older code.'),
          environment: environment.key,
        },
      },
      settled: () => services.changed(app, environment.key),
    },
    services,
  );
}

function nobodyText(app: AppRef, environment: Environment, eligibility: RollingEligibility | undefined): string {
  const place = { name: plain(app.name), key: plain(environment.key) };
  const rules = new Set((eligibility?.sources ?? []).flatMap((source) => source.rules).map(rollingRuleText));
  return rules.size === 0
    ? l10n.t('A rolling release would reach no installation of {name} in {key}.', place)
    : l10n.t('A rolling release would reach no installation of {name} in {key}: {rules}.', {
        ...place,
        rules: plain([...rules].join(', ')),
      });
}

function releaseWords({ app, environment, target }: PlannedRelease): ChangeWords<ReleaseDifference> {
  const place = { name: plain(app.name), key: plain(environment.key), version: plain(target.version) };
  return {
    doing: l10n.t('Starting the rolling release of {name} {version} in {key}', place),
    done: l10n.t('The rolling release of {name} {version} in {key} has started.', place),
    notDone: l10n.t('Couldn’t start the rolling release of {name} {version} in {key}.', place),
    unsure: l10n.t('Couldn’t find out whether the rolling release of {name} {version} in {key} has started.', place),
    differences: ([difference]) =>
      difference === 'otherVersion'
        ? l10n.t('Another version was deployed to {key}.', place)
        : l10n.t('It would reach no installation any more.'),
    refusal: (error) => upgradeRefusal(error, environment.key),
  };
}

function releaseReview(
  { app, environment, target, limit }: PlannedRelease,
  eligibility: RollingEligibility,
): Review<'confirm'> {
  const rows = eligibility.sources
    .filter(({ installations }) => installations > 0)
    .map((source) => [
      source.version,
      count(source.installations),
      source.isEligible ? l10n.t('Gets the new code') : source.rules.map(rollingRuleText).join(', '),
    ]);
  return {
    title: l10n.t('Rolling release of {0} in {1}', app.name, environment.key),
    choices: [
      {
        label: l10n.t('Start…'),
        consequence: l10n.t('Asks you to type the environment’s name first. It can be cancelled while it runs.'),
        primary: true,
        value: 'confirm',
      },
    ],
    subjects: [
      {
        name: l10n.t('What happens'),
        verdict: verdictOf(limit ?? eligibility.eligible, target.version),
        facts: [
          [l10n.t('App'), app.name],
          [l10n.t('Environment'), environment.key],
          [l10n.t('Version'), target.version],
          [l10n.t('At most'), limit === undefined ? l10n.t('All') : count(limit)],
          [l10n.t('Account'), accountLabel(app.data.account)],
        ],
        parts: [],
        ...(rows.length > 0 && {
          table: {
            caption: l10n.t('Installations by the code that they run'),
            columns: [l10n.t('Version'), l10n.t('Installations'), l10n.t('Outcome')],
            rows,
          },
        }),
      },
    ],
  };
}

function verdictOf(reached: number, version: string): string {
  const tried = l10n.t(
    'It isn’t known whether Atlassian accepts this with an API token; if it refuses, nothing changes.',
  );
  return reached === 1
    ? l10n.t('1 installation gets the code of {0} before its admins approve its permissions. {1}', version, tried)
    : l10n.t(
        'Up to {0} installations get the code of {1} before their admins approve its permissions. {2}',
        count(reached),
        version,
        tried,
      );
}

/** Cancels a rolling release after one question: until it is cancelled, it goes on. */
export async function cancelRelease(
  running: RunningRelease & { readonly app: AppRef },
  access: RollingAccess,
  services: UpgradeServices,
): Promise<void> {
  const { app, environment, version } = running;
  const place = { name: plain(app.name), key: plain(environment.key), version: plain(version) };
  const cancel = l10n.t('Cancel Rolling Release');
  const detail = l10n.t('Installations that got the new code keep it; the others keep theirs.');
  const text = l10n.t('Cancel the rolling release of {name} {version} in {key}?', place);
  if ((await services.prompts.message(text, [cancel], { severity: 'warning', modal: true, detail })) !== cancel) return;
  await runChange(
    {
      change: cancelReleaseChange(running, access),
      words: {
        doing: l10n.t('Cancelling the rolling release of {name} {version} in {key}', place),
        done: l10n.t('The rolling release of {name} {version} in {key} was cancelled.', place),
        notDone: l10n.t('Couldn’t cancel the rolling release of {name} {version} in {key}.', place),
        unsure: l10n.t(
          'Couldn’t find out whether the rolling release of {name} {version} in {key} was cancelled.',
          place,
        ),
        differences: () => l10n.t('It has already ended.'),
        refusal: (error) => upgradeRefusal(error, environment.key),
      },
      settled: () => services.changed(app, environment.key),
    },
    services,
  );
}
