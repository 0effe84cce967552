import { places } from '../model/csv-columns.ts';
import { dayOf, isDay } from '../model/days.ts';
import type { KnownEvent, KnownEvents } from '../model/known-events.ts';
import { type DayRange, earliestDay, presetRange } from '../model/day-range.ts';
import type { Account } from '../../core/account.ts';
import type { Disposable, Event } from '../../core/emitter.ts';
import { type ForgeError, isAboutConnection } from '../../core/errors.ts';
import { type AppAri, appUuid } from '../../core/ids.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';
import type { FoundArchive } from '../model/audit-log.ts';
import { auditRowsView } from './audit-views.ts';
import type { AuditChoice, AuditLogsView, AuditRowsView } from '../../app-panel/protocol.ts';
import { cellLength, shownText } from '../../app-panel/shown-text.ts';
import { createSiteNames } from './site-names.ts';
import { viewWords } from '../../app-panel/view-words.ts';

/** What a panel needs of those who save and archive audit logs. */
export interface AuditArchives {
  /** Looks for an app's archive in the workspace, by plain UUID. Never throws. */
  readonly find: (appUuid: string) => Promise<FoundArchive | undefined>;
  /** What is known of it without looking. */
  readonly known: (appUuid: string) => FoundArchive | undefined;
  readonly onDidChange: Event<undefined>;
  /** Why asking the gateway would fail, from what is already known. */
  readonly obstacle: (account: Account, details: AppDetails) => string | undefined;
  /** What may help after a failure, as a sentence. */
  readonly advice: (error: ForgeError) => string | undefined;
}

/** The audit logs of an app for its panel. */
export interface AuditSource extends Disposable {
  readonly view: () => AuditLogsView;
  readonly siteNames: () => Readonly<Record<string, string>>;
  /** Shows other days, fetching what is missing of them; `anyway` although the gateway would say no. */
  show(days: AuditChoice | undefined, anyway?: boolean): void;
  /** Reads and fetches anew what is shown, if anything is. */
  refresh(): void;
  stop(): void;
  /** Ends what is being fetched, and fetches nothing before days are shown again. */
  leave(): void;
  rows(generation: number, after: number): AuditRowsView;
  /** An event; undefined where it is not known, or not any more. */
  event(generation: number, key: number): KnownEvent | undefined;
}

/** Nothing is read or fetched before days are shown; `onChange` hears which parts are different now. */
export function createAuditSource(
  data: AccountData,
  appId: AppAri,
  archives: AuditArchives,
  onChange: (part: 'auditLogs' | 'siteNames') => void,
  now = () => new Date(),
): AuditSource {
  const { account } = data;
  const details = data.details(appId);
  const uuid = appUuid(appId);
  const log = details.auditLog(() => archives.find(uuid), now);
  const names = createSiteNames(
    (ids) => details.siteNames(ids),
    () => onChange('siteNames'),
  );
  let choice: AuditChoice = { preset: 'days30' };
  let isShown = false;
  let asksAnyway = false;
  /** What was looked through for the first day. */
  let seen: { events: KnownEvents; count: number; first: string | undefined } | undefined;

  /** Why the gateway is not asked. Once it was, what it answers counts. */
  const obstacle = () => (asksAnyway || log.status !== 'idle' ? undefined : archives.obstacle(account, details));

  /** The first day of which anything is known; only events that are new are looked at. */
  function firstKnownDay(): string | undefined {
    const { events } = log;
    if (seen?.events !== events) seen = { events, count: 0, first: undefined };
    for (const { cells } of events.all.slice(seen.count)) {
      const day = cells[places.date] ?? '';
      if ((seen.first === undefined || day < seen.first) && isDay(day)) seen.first = day;
    }
    seen.count = events.all.length;
    return seen.first;
  }

  function earliest(): string {
    const [kept, known = kept] = [earliestDay(now()), firstKnownDay()];
    return known < kept ? known : kept;
  }

  function range(): DayRange {
    if ('from' in choice) return choice;
    return choice.preset === 'all' ? { from: earliest(), to: dayOf(now()) } : presetRange(choice.preset, now());
  }

  async function bring(work: (range: DayRange) => Promise<void>): Promise<void> {
    await Promise.all([log.readArchive(), obstacle() === undefined ? work(range()) : undefined]);
    onChange('auditLogs');
    nameSites();
  }

  function nameSites(): void {
    if (log.status !== 'loading' && log.status !== 'failed') names.ask(log.events.all);
  }

  const subscriptions = [
    log.onDidChange(() => onChange('auditLogs')),
    data.apps.onDidChange(() => {
      // Whoever reaches the gateway again tries the list of apps first.
      if (isShown && data.apps.state.status === 'ready' && log.error && isAboutConnection(log.error))
        void bring(log.fetch);
    }),
    // What stood in the way may be out of it.
    ...[details.contributors, details.environments].map((part) =>
      part.onDidChange(() => isShown && log.status === 'idle' && void bring(log.fetch)),
    ),
    archives.onDidChange(() => {
      const found = archives.known(uuid);
      const same =
        found?.folder === log.archive?.folder && found?.archivedAt?.getTime() === log.archive?.archivedAt?.getTime();
      if (!same) void log.readArchiveAgain().then(nameSites);
    }),
  ];

  return {
    view() {
      const { status, error, fetchedAt, archive, events, generation } = log;
      const refusal = obstacle();
      const advice = error && archives.advice(error);
      const { from, to } = range();
      return {
        status: refusal !== undefined ? 'refused' : status === 'idle' ? 'loading' : status,
        from,
        to,
        today: dayOf(now()),
        keptSince: earliestDay(now()),
        earliest: earliest(),
        ...(refusal !== undefined && { obstacle: refusal }),
        ...(error && { failure: viewWords.failure(error) }),
        ...(advice !== undefined && { advice }),
        ...(fetchedAt && { at: fetchedAt.getTime() }),
        ...(archive && {
          archive: {
            unreadable: archive.unreadable.map(({ name, error: why }) => ({
              name: shownText(name, cellLength),
              reason: shownText(why instanceof Error ? why.message : String(why), cellLength),
            })),
            ...(archive.archivedAt && { at: archive.archivedAt.getTime() }),
          },
        }),
        generation,
        changes: events.changes.length,
      };
    },
    siteNames: () => names.known,
    show(days, anyway = false) {
      if (days) choice = days;
      asksAnyway ||= anyway;
      isShown = true;
      void bring(log.fetch);
    },
    refresh() {
      if (!isShown) return;
      if (obstacle() === undefined) void bring(log.refresh);
      else void log.readArchiveAgain();
    },
    stop: log.stop,
    leave() {
      isShown = false;
      log.stop();
    },
    rows: (generation, after) => auditRowsView(log.events, log.generation, generation === log.generation ? after : 0),
    event: (generation, key) => (generation === log.generation ? log.events.all[key] : undefined),
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      log.dispose();
      names.dispose();
    },
  };
}
