import type { PanelContext } from '../../app-panel/panel-parts.ts';
import type { AuditChoice, AuditLogsView, AuditRowsView } from '../audit-logs-protocol.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';
import type { Disposable } from '../../core/emitter.ts';
import { isAboutConnection } from '../../core/errors.ts';
import { appUuid } from '../../core/ids.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';
import type { WorkspaceArchives } from '../dialogs/workspace-archives.ts';
import { advice } from '../dialogs/audit-failure.ts';
import { unavailableReason } from '../dialogs/unavailable-reason.ts';
import { type AuditLog, createAuditLog, type ReadArchive } from '../model/audit-log.ts';
import { type DayRange, earliestDay } from '../model/day-range.ts';
import { dayOf } from '../model/days.ts';
import type { MergedEvent } from '../model/merged-events.ts';
import { auditRowsView } from './audit-views.ts';
import { ChosenDays } from './chosen-days.ts';
import { createSiteNames, type SiteNames } from './site-names.ts';

/** What a panel needs from the archives in the workspace. */
export type AuditArchives = Pick<WorkspaceArchives, 'find' | 'cached' | 'onDidChange'>;

/** The audit logs of one app for its panel. Nothing is read or fetched before days are shown. */
export class AuditSource implements Disposable {
  readonly #panel: PanelContext;
  readonly #archives: AuditArchives;
  readonly #now: () => Date;
  readonly #details: AppDetails;
  readonly #log: AuditLog;
  readonly #names: SiteNames;
  readonly #days: ChosenDays;
  readonly #subscriptions: readonly Disposable[];
  #isShown = false;
  #asksAnyway = false;

  /** `now` returns the time of this computer. */
  constructor(panel: PanelContext, archives: AuditArchives, now = () => new Date()) {
    this.#panel = panel;
    this.#archives = archives;
    this.#now = now;
    this.#details = panel.data.details(panel.appId);
    this.#log = createAuditLog({
      load: (start, end, signal) => this.#details.auditEvents(start, end, signal),
      findArchive: () => archives.find(appUuid(panel.appId)),
      now,
    });
    this.#names = createSiteNames(
      (ids) => this.#details.siteNames(ids),
      () => panel.changed('siteNames'),
    );
    this.#days = new ChosenDays(now);
    this.#subscriptions = this.#follow();
  }

  /** The state for the page, without the events. */
  readonly view = (): AuditLogsView => {
    const { status, error, fetchedAt, archive, events, generation } = this.#log;
    const obstacle = this.#obstacle();
    const help = error && advice(error);
    return {
      status: obstacle === undefined ? shownStatus(status) : 'refused',
      ...this.#days.range(events),
      today: dayOf(this.#now()),
      keptSince: earliestDay(this.#now()),
      earliest: this.#days.earliest(events),
      ...(obstacle !== undefined && { obstacle }),
      ...(error && { failure: this.#panel.words.failure(error) }),
      ...(help !== undefined && { advice: help }),
      ...(fetchedAt && { at: fetchedAt.getTime() }),
      ...(archive && { archive: archiveView(archive) }),
      generation,
      changes: events.changes.length,
    };
  };

  /** Names of sites by id, as far as they are known. */
  siteNames(): Readonly<Record<string, string>> {
    return this.#names.known;
  }

  /** Shows other days and fetches what is missing; `anyway` even if the gateway is expected to refuse. */
  show(days: AuditChoice | undefined, anyway = false): void {
    if (days) this.#days.choice = days;
    this.#asksAnyway ||= anyway;
    this.#isShown = true;
    void this.#bring(this.#log.fetch);
  }

  /** Reads and fetches again what is shown, if anything is. */
  refresh(): void {
    if (!this.#isShown) return;
    if (this.#obstacle() === undefined) void this.#bring(this.#log.refresh);
    else void this.#log.readArchiveAgain();
  }

  /** Stops fetching. */
  stop(): void {
    this.#log.stop();
  }

  /** Stops fetching until days are shown again. */
  leave(): void {
    this.#isShown = false;
    this.#log.stop();
  }

  /** Events from a position in the order in which they became known. */
  rows(generation: number, after: number): AuditRowsView {
    const isSame = generation === this.#log.generation;
    return auditRowsView(this.#log.events, this.#log.generation, isSame ? after : 0);
  }

  /** An event; undefined if it is not known, or not any more. */
  event(generation: number, key: number): MergedEvent | undefined {
    return generation === this.#log.generation ? this.#log.events.all[key] : undefined;
  }

  dispose(): void {
    for (const part of [...this.#subscriptions, this.#log, this.#names]) part.dispose();
  }

  /** Why the gateway is not asked. Once it was asked, its own answer counts. */
  #obstacle(): string | undefined {
    const wasAsked = this.#asksAnyway || this.#log.status !== 'idle';
    return wasAsked ? undefined : unavailableReason({ data: this.#panel.data, id: this.#panel.appId });
  }

  async #bring(work: (range: DayRange) => Promise<void>): Promise<void> {
    const reading = this.#log.readArchive();
    const fetching = this.#obstacle() === undefined ? work(this.#days.range(this.#log.events)) : undefined;
    await Promise.all([reading, fetching]);
    this.#panel.changed('auditLogs');
    this.#nameSites();
  }

  #nameSites(): void {
    if (this.#log.status !== 'loading' && this.#log.status !== 'failed') this.#names.ask(this.#log.events.all);
  }

  #follow(): Disposable[] {
    const { apps } = this.#panel.data;
    const { contributors, environments } = this.#details;
    // The obstacle may be gone.
    const tryAgain = () => {
      if (this.#isShown && this.#log.status === 'idle') void this.#bring(this.#log.fetch);
    };
    return [
      this.#log.onDidChange(() => this.#panel.changed('auditLogs')),
      apps.onDidChange(() => {
        // The list of apps is what is retried first when the gateway can be reached again.
        const isBack = apps.state.status === 'ready' && this.#log.error && isAboutConnection(this.#log.error);
        if (this.#isShown && isBack) void this.#bring(this.#log.fetch);
      }),
      contributors.onDidChange(tryAgain),
      environments.onDidChange(tryAgain),
      this.#archives.onDidChange(() => {
        const found = this.#archives.cached(appUuid(this.#panel.appId));
        const read = this.#log.archive;
        const isSame = found?.folder === read?.folder && found?.archivedAt?.getTime() === read?.archivedAt?.getTime();
        if (!isSame) void this.#log.readArchiveAgain().then(() => this.#nameSites());
      }),
    ];
  }
}

/** A log that was not fetched yet is about to be, so the page shows it as loading. */
const shownStatus = (status: AuditLog['status']) => (status === 'idle' ? 'loading' : status);

function archiveView({ unreadable, archivedAt }: ReadArchive): NonNullable<AuditLogsView['archive']> {
  return {
    unreadable: unreadable.map(({ name, error }) => ({
      name: shownText(name, cellLength),
      reason: shownText(error instanceof Error ? error.message : String(error), cellLength),
    })),
    ...(archivedAt && { at: archivedAt.getTime() }),
  };
}
