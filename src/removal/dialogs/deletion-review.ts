import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Review, ReviewChoice, ReviewSubject, ReviewTable } from '../../vscode/review.ts';
import { blockersOf } from '../model/blockers.ts';
import type { RemovalCheck } from '../model/removal-check.ts';
import { type NamedRow, realRows } from '../model/named-rows.ts';
import { checkFacts, checkReport, verdictText } from './check-report.ts';
import { atlassianAppsText, installationCount } from './removal-words.ts';
import { wayOut, type WaysOut } from './ways-out.ts';

export interface CheckedApp {
  readonly target: AppRef;
  readonly check: RemovalCheck;
}

/** What a choice does: nothing more, or something that goes on once the review is closed. */
export type Step = () => Promise<(() => Promise<void>) | undefined>;

/** What can be chosen for all apps of a review. */
export interface ReviewSteps {
  readonly deleteApps: Step;
  readonly saveAuditLogs: Step;
}

/** The review before apps are deleted: facts, what stands in the way of each, and each way out with its consequence. */
export function deletionReview(checked: readonly CheckedApp[], steps: ReviewSteps, ways: WaysOut): Review<Step> {
  const free = checked.filter(({ check }) => blockersOf(check).length === 0);
  const [only, ...others] = checked;
  return {
    title:
      only && others.length === 0
        ? vscode.l10n.t('Delete {0}', only.check.name)
        : vscode.l10n.t('Delete {0} Apps', checked.length),
    subjects: checked.map((app) => subject(app, ways)),
    choices: [
      ...(free.length === 0 ? [] : [deleteChoice(free, steps)]),
      ...(free.some(({ check }) => check.hostedStorage === true) ? [saveChoice(steps)] : []),
      copyChoice(checked),
    ],
  };
}

function subject({ check, target }: CheckedApp, ways: WaysOut): ReviewSubject<Step> {
  const rows = realRows(check.rows);
  return {
    name: check.name,
    verdict: verdictText(blockersOf(check)),
    facts: checkFacts(check, target.data.account),
    parts: blockersOf(check).map((blocker) => wayOut(blocker, { target, check }, ways)),
    ...(rows.length > 0 && { table: installationTable(rows) }),
  };
}

function installationTable(rows: readonly NamedRow[]): ReviewTable {
  const sorted = rows.toSorted((a, b) => Number(b.isProduction) - Number(a.isProduction));
  return {
    caption: installationCount(rows.length),
    columns: [vscode.l10n.t('Site'), vscode.l10n.t('Atlassian apps'), vscode.l10n.t('Environment')],
    rows: sorted.map((row) => [row.site, atlassianAppsText(row), row.environment]),
  };
}

function deleteChoice(free: readonly CheckedApp[], { deleteApps }: ReviewSteps): ReviewChoice<Step> {
  return free.length === 1
    ? {
        label: vscode.l10n.t('Delete App…'),
        consequence: vscode.l10n.t('Asks you to type the app’s name first. Deleting an app can’t be undone.'),
        primary: true,
        value: deleteApps,
      }
    : {
        label: vscode.l10n.t('Delete {0} Apps…', free.length),
        consequence: vscode.l10n.t('Asks you to type their number first. Deleting apps can’t be undone.'),
        primary: true,
        value: deleteApps,
      };
}

function saveChoice({ saveAuditLogs }: ReviewSteps): ReviewChoice<Step> {
  return {
    label: vscode.l10n.t('Save Audit Logs…'),
    consequence: vscode.l10n.t(
      'Atlassian’s documentation doesn’t say whether audit logs can still be downloaded once an app is deleted, so save what you need first.',
    ),
    value: saveAuditLogs,
  };
}

function copyChoice(checked: readonly CheckedApp[]): ReviewChoice<Step> {
  return {
    label: vscode.l10n.t('Copy Report'),
    consequence: vscode.l10n.t('Copies this page as plain text.'),
    async value() {
      const reports = checked.map(({ check, target }) =>
        checkReport(check, target.data.account, target.data.mySites.ids),
      );
      await vscode.env.clipboard.writeText(reports.join('\n\n'));
      return undefined;
    },
  };
}
