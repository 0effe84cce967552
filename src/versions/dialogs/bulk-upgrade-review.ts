import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { Review } from '../../vscode/review.ts';
import { count } from '../../vscode/text.ts';
import type { PlannedUpgrade } from '../model/bulk-upgrade.ts';
import type { VersionDifference } from '../model/version-difference.ts';
import { differentAreas } from './comparison-review.ts';

/** What is read before installations are upgraded: who, from what to what, and what differs, if that is known. */
export function bulkUpgradeReview(
  plan: PlannedUpgrade,
  installations: number | undefined,
  difference: VersionDifference | undefined,
): Review<'confirm'> {
  const { app, environment, source, target, limit } = plan;
  return {
    title: l10n.t('Upgrade {0} in {1}', app.name, environment.key),
    choices: [
      {
        label: l10n.t('Upgrade…'),
        consequence: l10n.t('Asks you to type the environment’s name first. It can be cancelled while it runs.'),
        primary: true,
        value: 'confirm',
      },
    ],
    subjects: [
      {
        name: l10n.t('What happens'),
        verdict: verdictOf(plan, Math.min(limit, installations ?? limit)),
        facts: [
          [l10n.t('App'), app.name],
          [l10n.t('Environment'), environment.key],
          [l10n.t('From'), source.version],
          [l10n.t('To'), target.version],
          [l10n.t('Installations'), installations === undefined ? l10n.t('Not available') : count(installations)],
          [l10n.t('At most'), count(limit)],
          [l10n.t('Account'), accountLabel(app.data.account)],
        ],
        parts: [],
      },
      ...(difference ? differentAreas(difference) : [unknownDifference(plan)]),
    ],
  };
}

function verdictOf({ source, target }: PlannedUpgrade, reached: number): string {
  return reached === 1
    ? l10n.t(
        '1 installation gets {0} without its admins being asked. It can’t be taken back to {1}.',
        target.version,
        source.version,
      )
    : l10n.t(
        'Up to {0} installations get {1} without their admins being asked. They can’t be taken back to {2}.',
        count(reached),
        target.version,
        source.version,
      );
}

function unknownDifference({ source, target }: PlannedUpgrade): Review<'confirm'>['subjects'][number] {
  return {
    name: l10n.t('What differs'),
    verdict: l10n.t(
      'Atlassian doesn’t say what is in {0} or in {1}, so what the installations get isn’t known.',
      source.version,
      target.version,
    ),
    facts: [],
    parts: [],
  };
}
