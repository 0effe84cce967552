import { l10n } from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { failureView } from '../../vscode/failure-view.ts';
import { shortReason } from '../../vscode/notify.ts';
import { count, plain } from '../../vscode/text.ts';
import type { LogsState } from '../log-protocol.ts';
import { parseFilter } from '../model/filter-text.ts';
import type { LogSession } from '../model/log-session.ts';
import { linesWithin } from '../model/lines-within.ts';
import { serverPart } from '../model/server-query.ts';
import type { LogDeployment } from '../model/error-groups.ts';
import { timelineOf } from './log-bars.ts';
import { logMenus } from './log-menus.ts';
import { mistakeText, timeText } from './log-words.ts';
import { silenceView } from './silence-view.ts';

/** How logs are arranged, and where the page is: what a new page takes over from the one before. */
export interface Arrangement {
  isGrouped: boolean;
  isWrapped: boolean;
  isUtc: boolean;
  shows: 'lines' | 'errors';
  place: LogsState['place'];
}

/** What is shown of a session. */
export interface Shown {
  readonly session: LogSession;
  readonly app: AppRef;
  /** The filter as it was typed. */
  readonly text: string;
  readonly arrangement: Arrangement;
  readonly rows: number;
  readonly arrived: number;
  readonly version: number;
  readonly reveal: LogsState['reveal'];
  /** The deployments of the app that are known. */
  readonly deployments: readonly LogDeployment[];
  /** Whether a part of the timeline was chosen. */
  readonly isZoomed: boolean;
  /** Ids of environments that a tunnel runs for. */
  readonly tunnels: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The state of the page before an app is chosen. */
export function stateWithoutApp(arrangement: Arrangement, isSignedIn: boolean): LogsState {
  return {
    phase: isSignedIn ? 'noApp' : 'signedOut',
    filter: '',
    menus: [],
    ...arrangement,
    isFollowing: false,
    isLoading: false,
    hasOlder: false,
    isLoadingOlder: false,
    summary: '',
    rows: 0,
    arrived: 0,
    version: 0,
  };
}

/** The state of the page that shows a session. */
export function logsStateOf(shown: Shown): LogsState {
  const { session, app, text, arrangement, rows, arrived, version, reveal, tunnels, now } = shown;
  const { status, view, environments = [] } = session;
  const silence = session.silence(tunnels);
  const error = view.failure ?? (status.kind === 'failed' && silence === undefined ? status.error : undefined);
  const isLoading = status.kind === 'idle' || status.kind === 'loading' || view.isSearching;
  const problem = filterProblem(text) ?? otherZone(text, arrangement.isUtc);
  return {
    phase: phaseOf(session, silence?.kind === 'notPermitted'),
    app: plain(app.name),
    account: plain(accountLabel(app.data.account)),
    ...(error && { failure: failureView(error) }),
    filter: text,
    ...(problem !== undefined && { filterProblem: problem }),
    menus: logMenus(session.filter, environments),
    ...arrangement,
    isFollowing: status.kind === 'following',
    ...followingWords(session, arrangement.isUtc, now),
    isLoading,
    hasOlder: session.hasOlder,
    isLoadingOlder: session.isFetchingOlder,
    summary: summaryOf(session, arrangement.isUtc, now),
    rows,
    arrived,
    ...(silence && {
      silence: silenceView(silence, {
        app: app.name,
        isUtc: arrangement.isUtc,
        now,
        from: lookedAtSince(session),
        isFiltered: text.trim() !== '',
        environments: serverPart(session.filter, environments).environments,
      }),
    }),
    ...timelineOf(shown),
    ...(reveal && { reveal }),
    version,
  };
}

function phaseOf({ status, view }: LogSession, isRefused: boolean): LogsState['phase'] {
  if (isRefused) return 'refused';
  if (status.kind === 'failed') return 'failed';
  const isFirst = status.kind === 'idle' || status.kind === 'loading';
  return isFirst && view.lines.length === 0 ? 'loading' : 'ready';
}

/** The mistakes of a filter in words; undefined without any. */
function filterProblem(text: string): string | undefined {
  const { mistakes } = parseFilter(text);
  return mistakes.length === 0
    ? undefined
    : mistakes.map((mistake) => mistakeText(mistake, plain(text.slice(mistake.start, mistake.end)))).join(' ');
}

/** That a time in a filter is in another zone than the times of the lines; undefined without any. */
function otherZone(text: string, isUtc: boolean): string | undefined {
  const [, time] = /(?:^|\s)(?:from|to|around):(?!\S*Z(?:,|\s|$))(\d[\d:T-]*:\d\d[\d:.]*)/i.exec(text) ?? [];
  return isUtc && time !== undefined
    ? l10n.t('{0} is in the time zone of this computer. For UTC, write {1}.', time, `${time}Z`)
    : undefined;
}

/** Why new lines don't come by themselves, or come with trouble. */
function followingWords(
  { status, limitedUntil }: LogSession,
  isUtc: boolean,
  now: number,
): { stopped: string } | object {
  const at = (time: number) => timeText(time, isUtc, now);
  if (limitedUntil !== undefined)
    return { stopped: l10n.t('Atlassian’s rate limit is reached; going on at {0}', at(limitedUntil)) };
  if (status.kind === 'following' && status.trouble)
    return { stopped: l10n.t('Trying again: {0}', shortReason(status.trouble)) };
  if (status.kind === 'paused') return { stopped: l10n.t('Paused while hidden') };
  if (status.kind === 'failed') return { stopped: l10n.t('Stopped at {0}', at(status.at)) };
  if (status.kind !== 'ended' || status.why === 'range') return {};
  return {
    stopped:
      status.why === 'quiet'
        ? l10n.t('Stopped at {0}: there were no lines for 15 minutes', at(status.at))
        : l10n.t('Stopped at {0}', at(status.at)),
  };
}

/** Since when all lines are there of the times that are looked at, in epoch milliseconds. */
export function lookedAtSince({ store, completeSince, range }: LogSession): number {
  return Math.max(range.from, store.droppedUntil ?? 0, completeSince ?? 0);
}

/** How many lines are shown of how many within the times that are looked at, and since when. */
function summaryOf(session: LogSession, isUtc: boolean, now: number): string {
  const { view, store, range } = session;
  const [shown, all] = [view.lines.length, linesWithin(store.all, range)];
  const total = all === 1 ? l10n.t('1 line') : l10n.t('{0} lines', count(all));
  const lines = shown === all ? total : l10n.t('{0} of {1} lines', count(shown), count(all));
  const since = lookedAtSince(session);
  const time =
    range.to === undefined
      ? l10n.t('since {0}', timeText(since, isUtc, now))
      : l10n.t('{0} to {1}', timeText(since, isUtc, now), timeText(range.to, isUtc, now));
  return [lines, time, ...(store.droppedCount === 0 ? [] : [droppedText(store.droppedCount)])].join(' · ');
}

function droppedText(dropped: number): string {
  return dropped === 1
    ? l10n.t('the oldest line was dropped to make room')
    : l10n.t('the oldest {0} lines were dropped to make room', count(dropped));
}
