import { l10n } from 'vscode';
import type { ForgeError } from '../../core/errors.ts';
import { reason } from '../../vscode/notify.ts';
import { escapeReportText } from '../../vscode/report-layout.ts';
import { relativeTime } from '../../vscode/text.ts';
import type { DeletionOutcome } from '../model/deletion.ts';
import type { UninstallOutcome } from '../model/uninstall.ts';
import { changeText } from './removal-words.ts';

/** What happened to an app that was to be deleted, in whole sentences. */
export function deletionText(app: string, outcome: DeletionOutcome): string {
  const name = escapeReportText(app);
  switch (outcome.status) {
    case 'deleted':
      return l10n.t('{0} was deleted.', name);
    case 'gone':
      return l10n.t('{0} no longer exists, or this account can’t see it any more.', name);
    case 'outOfSight':
      return l10n.t(
        '{0} was probably deleted. Atlassian’s reply was lost ({1}), and this account can’t see the app any more. Look for it in the developer console to be sure.',
        name,
        cause(outcome.error),
      );
    case 'pending':
      return pendingDeletionText(app, outcome.since);
    case 'refused':
      return refusalText(l10n.t('{0} wasn’t deleted.', name), outcome.error);
    case 'failed':
      return l10n.t('{0} wasn’t deleted: {1}.', name, escapeReportText(reason(outcome.error)));
    case 'changed':
      return l10n.t(
        '{0} wasn’t deleted, because it has changed since you confirmed. {1}',
        name,
        outcome.changes.map(changeText).join(' '),
      );
    case 'kept':
      return l10n.t(
        '{0} is still there. Its deletion was sent once, but Atlassian didn’t confirm it ({1}), and half a minute later the app was still there.',
        name,
        cause(outcome.error),
      );
    case 'unknown':
      return l10n.t(
        'Couldn’t find out whether {0} was deleted. Atlassian didn’t confirm it ({1}). Refresh your apps to see whether it’s still there.',
        name,
        cause(outcome.error),
      );
    case 'notStarted':
      return l10n.t('{0} wasn’t deleted: nothing was sent.', name);
  }
}

/** The same in a word or two, for a table. */
export function deletionStatus({ status }: DeletionOutcome): string {
  const words: Record<DeletionOutcome['status'], string> = {
    deleted: l10n.t('Deleted'),
    gone: l10n.t('Not found'),
    outOfSight: l10n.t('Probably deleted'),
    pending: l10n.t('Already running'),
    refused: l10n.t('Refused'),
    failed: l10n.t('Failed'),
    changed: l10n.t('Changed'),
    kept: l10n.t('Still there'),
    unknown: l10n.t('Unknown'),
    notStarted: l10n.t('Not started'),
  };
  return words[status];
}

/** What happened to an installation of an app that was to be uninstalled, in whole sentences. */
export function uninstallText(app: string, site: string, outcome: UninstallOutcome): string {
  const [name, place] = [escapeReportText(app), escapeReportText(site)];
  switch (outcome.status) {
    case 'uninstalled':
      return l10n.t('{0} was uninstalled from {1}.', name, place);
    case 'gone':
      return l10n.t('{0} was no longer installed on {1}.', name, place);
    case 'pending':
      return l10n.t(
        'Nothing was sent: {0} is already being uninstalled from {1}. That request was sent {2}, and its outcome isn’t known yet. If the window that sent it is closed, try again in 15 minutes.',
        name,
        place,
        relativeTime(outcome.since),
      );
    case 'refused':
      return refusalText(l10n.t('{0} wasn’t uninstalled from {1}.', name, place), outcome.error);
    case 'failed':
      return l10n.t('{0} wasn’t uninstalled from {1}: {2}.', name, place, escapeReportText(reason(outcome.error)));
    case 'changed':
      return l10n.t(
        '{0} wasn’t uninstalled from {1}, because it has changed since you confirmed. {2}',
        name,
        place,
        outcome.changes.map(changeText).join(' '),
      );
    case 'kept':
      return l10n.t(
        '{0} is still installed on {1}. The request was sent once, but Atlassian didn’t confirm it ({2}), and half a minute later the app was still there.',
        name,
        place,
        cause(outcome.error),
      );
    case 'unknown':
      return l10n.t(
        'Couldn’t find out whether {0} was uninstalled from {1}. Atlassian didn’t confirm it ({2}). Refresh the installations to see whether it’s still there.',
        name,
        place,
        cause(outcome.error),
      );
    case 'notStarted':
      return l10n.t('{0} wasn’t uninstalled from {1}: nothing was sent.', name, place);
  }
}

/** The same in a word or two, for a table. */
export function uninstallStatus({ status }: UninstallOutcome): string {
  const words: Record<UninstallOutcome['status'], string> = {
    uninstalled: l10n.t('Uninstalled'),
    gone: l10n.t('Already gone'),
    pending: l10n.t('Already running'),
    refused: l10n.t('Refused'),
    failed: l10n.t('Failed'),
    changed: l10n.t('Changed'),
    kept: l10n.t('Still there'),
    unknown: l10n.t('Unknown'),
    notStarted: l10n.t('Not started'),
  };
  return words[status];
}

/** Why an app can't be deleted while a deletion of it that was sent at `since` is pending. */
export function pendingDeletionText(app: string, since: Date): string {
  return l10n.t(
    'Nothing was sent: {0} is already being deleted. That request was sent {1}, and its outcome isn’t known yet. If the window that sent it is closed, try again in 15 minutes.',
    escapeReportText(app),
    relativeTime(since),
  );
}

/** `what` was not done because the gateway refused, with its words and the request's ID for a support ticket. */
function refusalText(what: string, { message, details: { requestId } }: ForgeError): string {
  const words = escapeReportText(message);
  return requestId === undefined
    ? l10n.t('{0} Atlassian refused: “{1}”', what, words)
    : l10n.t('{0} Atlassian refused: “{1}” (request {2})', what, words, requestId);
}

function cause({ message }: ForgeError): string {
  return escapeReportText(message);
}
