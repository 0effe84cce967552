import { l10n } from 'vscode';
import { documentation } from '../../core/documentation.ts';
import { count, plain } from '../../vscode/text.ts';
import type { LogCommand, LogSilence } from '../log-protocol.ts';
import type { Silence } from '../model/silence.ts';
import type { LogEnvironment } from '../model/server-query.ts';
import { timeText } from './log-words.ts';

export interface SilenceWords {
  readonly app: string;
  readonly isUtc: boolean;
  readonly now: number;
  /** Since when lines are looked at, in epoch milliseconds. */
  readonly from: number;
  /** Whether the filter asks for anything but the usual time. */
  readonly isFiltered: boolean;
  /** The environments that are looked at. */
  readonly environments: readonly LogEnvironment[];
}

/** Why no lines are shown, and what may help, in words. */
export function silenceView(
  silence: Silence,
  { app, isUtc, now, from, isFiltered, environments }: SilenceWords,
): LogSilence {
  const clearFilter = action('clearFilter', l10n.t('Clear Filter'));
  const name = plain(app);
  switch (silence.kind) {
    case 'notPermitted':
      return {
        icon: 'lock',
        title: l10n.t('You can’t read these logs'),
        reason: l10n.t(
          'Atlassian doesn’t show the logs of {0} to this account. An admin of the app can change that.',
          name,
        ),
        actions: [action('retry', l10n.t('Retry'))],
      };
    case 'tooOld':
      return {
        icon: 'history',
        title: l10n.t('These lines are gone'),
        reason: l10n.t(
          'Atlassian keeps logs for 30 days: lines from before {0} are gone.',
          timeText(silence.keptSince, isUtc, now),
        ),
        actions: [clearFilter],
      };
    case 'filteredOut':
      return {
        icon: 'search',
        title: l10n.t('Nothing matches'),
        reason:
          silence.lines === 1
            ? l10n.t('The only line doesn’t match the filter.')
            : l10n.t('None of the {0} lines match the filter.', count(silence.lines)),
        actions: [clearFilter],
      };
    case 'tunnel':
      return {
        icon: 'terminal',
        title: l10n.t('A tunnel is running'),
        reason: l10n.t(
          'While a tunnel runs, what is logged in {0} appears only in its terminal.',
          keys(silence.environments),
        ),
        actions: [],
      };
    case 'notShared':
      return {
        icon: 'eye-closed',
        title: silence.isAll ? l10n.t('No site shares its logs') : l10n.t('Some sites don’t share their logs'),
        reason: l10n.t('A site admin can let you read the logs of {0}. These sites don’t share them:', name),
        sites: silence.sites.map(({ host }) => plain(host)),
        actions: [copyAdminText()],
      };
    case 'nothingRan': {
      const maybe = silence.maybeNotShared;
      const nothing = l10n.t(
        '{0} hasn’t run in {1} since {2}, or has logged nothing. New lines appear here by themselves.',
        name,
        keys(environments),
        timeText(from, isUtc, now),
      );
      return {
        icon: 'pulse',
        title: l10n.t('Nothing was logged'),
        reason: maybe.length === 0 ? nothing : `${nothing} ${maybeText()}`,
        ...(maybe.length > 0 && { sites: maybe.map(({ host }) => plain(host)) }),
        actions: [...(maybe.length > 0 ? [copyAdminText()] : []), ...(isFiltered ? [clearFilter] : [])],
      };
    }
  }
}

/** The host names of the sites whose admins can help. */
export function sitesToAsk(silence: Silence): string[] {
  if (silence.kind === 'notShared') return silence.sites.map(({ host }) => host);
  return silence.kind === 'nothingRan' ? silence.maybeNotShared.map(({ host }) => host) : [];
}

/** The text that asks a site's admin to share logs with the developer of an app. */
export function adminText(app: string, sites: readonly string[]): string {
  return [
    l10n.t('Hello,'),
    '',
    l10n.t('to look into a problem with the app {0}, we need to read what it logs on these sites:', app),
    ...sites.map((site) => `- ${site}`),
    '',
    l10n.t(
      'A site admin can turn on log access for {0} where the site’s apps are managed. What that means is described here: {1}',
      app,
      documentation.logAccess,
    ),
  ].join('\n');
}

const maybeText = () =>
  l10n.t('These sites may not share their logs, because the app was installed there before 22 August 2022:');

const copyAdminText = () => action('copyAdminText', l10n.t('Copy a Text for the Admin'));

const action = (command: LogCommand, label: string) => ({ command, label });

const keys = (environments: readonly LogEnvironment[]) =>
  environments.length === 0
    ? l10n.t('any environment')
    : new Intl.ListFormat(undefined, { type: 'conjunction' }).format(environments.map(({ key }) => plain(key)));
