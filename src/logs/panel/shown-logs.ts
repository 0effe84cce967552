import { isDeepStrictEqual } from 'node:util';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { LogLine } from '../../core/log-line.ts';
import { longestFilter, type LogsState } from '../log-protocol.ts';
import { createErrorGroups, type ErrorGroup, type ErrorGroups } from '../model/error-groups.ts';
import { parseFilter, printFilter } from '../model/filter-text.ts';
import type { Attention } from '../model/follow-pace.ts';
import type { LogFilter } from '../model/log-filter.ts';
import type { LogSession } from '../model/log-session.ts';
import type { LogTime } from '../model/log-time.ts';
import { knownDeployments } from './log-deployments.ts';
import type { LogMemory } from './log-memory.ts';
import { errorRows, filterOfGroup } from './error-rows.ts';
import { rowView } from './log-row-views.ts';
import { rowOf } from './row-place.ts';
import { type Arrangement, logsStateOf, stateWithoutApp } from './logs-state.ts';

/** Creates the session of an app's logs. */
export type MakeSession = (app: AppRef, filter: LogFilter) => LogSession;

export interface ShownLogsOptions {
  readonly makeSession: MakeSession;
  readonly isSignedIn: () => boolean;
  readonly memory: LogMemory;
  /** Called when the state changed. */
  readonly changed: () => void;
  /** The environments of an app that a tunnel runs for, by key. */
  readonly tunnelsOf: (app: AppRef['id']) => readonly string[];
  readonly now: () => number;
}

/** The logs that one page shows: an app's session, its filter, and how the lines are arranged. */
export class ShownLogs implements Disposable {
  readonly #options: ShownLogsOptions;
  readonly arrangement: Arrangement = {
    isGrouped: false,
    isWrapped: false,
    isUtc: true,
    shows: 'lines',
    place: { open: [] },
  };
  #app: AppRef | undefined;
  #session: LogSession | undefined;
  #following: readonly Disposable[] = [];
  #text = '';
  #attention: Attention = 'hidden';
  #version = 1;
  #reveal: LogsState['reveal'];
  #turn = 0;
  /** A line to go to once it is there. */
  #sought: Pick<LogLine, 'id' | 'at' | 'invocation'> | undefined;
  /** The times that were looked at before parts of them were chosen in the timeline, the widest first. */
  #widerTimes: readonly LogTime[] = [];
  /** There while errors are shown. */
  #groups: ErrorGroups | undefined;

  constructor(options: ShownLogsOptions) {
    this.#options = options;
    Object.assign(this.arrangement, options.memory.arrangement());
  }

  get app(): AppRef | undefined {
    return this.#app;
  }
  get session(): LogSession | undefined {
    return this.#session;
  }
  /** The filter as it was typed. */
  get text(): string {
    return this.#text;
  }

  /** Ids of the environments that a tunnel runs for. */
  get tunnels(): readonly string[] {
    const keys = this.#app ? this.#options.tunnelsOf(this.#app.id) : [];
    return (this.#session?.environments ?? []).flatMap(({ id, key }) => (keys.includes(key) ? [id] : []));
  }

  /** Shows an app's logs, with its last filter unless one is given. Keeps the session if the app is the same. */
  show(app: AppRef, filter?: LogFilter): void {
    const isSame = this.#app?.id === app.id && this.#app.data === app.data;
    if (!isSame) this.#begin(app, filter ?? parseFilter(this.#options.memory.filterOf(app)).filter);
    else if (filter !== undefined) this.setFilter(filter);
  }

  /** Shows no app. */
  leave(): void {
    this.#end();
    this.#app = undefined;
    this.#options.changed();
  }

  /** Fetches everything again. */
  refresh(): void {
    this.#session?.refresh();
  }

  watch(attention: Attention): void {
    this.#attention = attention;
    if (attention !== 'hidden') {
      this.#session?.start();
      this.#app?.data.details(this.#app.id).deployments.ensure();
    }
    this.#session?.watch(attention);
  }

  state(): LogsState {
    const { arrangement } = this;
    if (this.#session === undefined || this.#app === undefined)
      return stateWithoutApp(arrangement, this.#options.isSignedIn());
    return logsStateOf({
      session: this.#session,
      app: this.#app,
      text: this.#text,
      arrangement,
      rows: arrangement.shows === 'errors' ? this.groups().list.length : this.#session.view.rows.count,
      arrived: this.#session.arrived,
      version: this.#version,
      reveal: this.#reveal,
      deployments: knownDeployments(this.#app),
      isZoomed: this.#widerTimes.length > 0,
      tunnels: this.tunnels,
      now: this.#options.now(),
    });
  }

  rows(start: number, count: number) {
    const [app, session] = [this.#app, this.#session];
    const from = Math.max(0, start);
    const empty = { version: this.#version, from, rows: [] };
    if (app === undefined || session === undefined) return empty;
    const rows =
      this.arrangement.shows === 'errors'
        ? errorRows(this.groups().list.slice(from, from + count), app, session)
        : session.view.rows.window(from, count).map((row) => rowView(row, session.environmentKeys));
    return { ...empty, rows };
  }

  /** How far a row moved since a page had it at an index; 0 if it is gone. Groups of errors have no places to keep. */
  shiftOf({ id, index }: { readonly id: string; readonly index: number }): number {
    if (this.#session === undefined || this.arrangement.shows === 'errors') return 0;
    const row = rowOf(this.#session, id);
    return row < 0 ? 0 : row - index;
  }

  /** The groups of errors among the lines that are found. */
  groups(): ErrorGroups {
    this.#groups ??= createErrorGroups(this.#session?.view.lines ?? []);
    return this.#groups;
  }

  /** A line that is kept; undefined if it is gone. */
  line(id: string): LogLine | undefined {
    return this.#session?.store.get(id);
  }

  /** The lines of a row: one, or those of an invocation or a group of errors that are found. */
  linesOf(id: string): readonly LogLine[] {
    if (this.arrangement.shows === 'errors') return this.groups().get(id)?.lines ?? [];
    const lines = this.#session?.view.lines ?? [];
    const line = this.line(id);
    return line === undefined ? lines.filter(({ invocation }) => invocation === id) : [line];
  }

  openInvocation(invocation: string, isOpen: boolean): void {
    this.#session?.view.rows.open(invocation, isOpen);
    this.changedRows();
  }

  arrange(change: Partial<Omit<Arrangement, 'place'>>): void {
    Object.assign(this.arrangement, change);
    this.#options.memory.keepArrangement(this.arrangement);
    if (this.arrangement.shows === 'lines') this.#groups = undefined;
    this.#session?.view.rows.group(this.arrangement.isGrouped && this.arrangement.shows === 'lines');
    this.changedRows();
  }

  /** Applies a filter as it was typed; the end of one that is too long is left out, which is told. */
  type(typed: string): void {
    const text = typed.slice(0, longestFilter);
    this.#text = text;
    if (this.#app) this.#options.memory.keepFilter(this.#app, text);
    const { filter } = parseFilter(text);
    if (this.#session && !isDeepStrictEqual(filter.time, this.#session.filter.time)) this.#widerTimes = [];
    if (this.#session && printFilter(filter) !== printFilter(this.#session.filter)) this.#session.setFilter(filter);
    this.changedRows();
  }

  setFilter(filter: LogFilter): void {
    this.type(printFilter(filter));
  }

  /** Looks at a part of the times that are looked at; `zoomOut` goes back. */
  zoom(time: LogTime): void {
    if (this.#session) this.#lookAt(time, [...this.#widerTimes, this.#session.filter.time]);
  }

  zoomOut(): void {
    const time = this.#widerTimes.at(-1);
    if (time !== undefined) this.#lookAt(time, this.#widerTimes.slice(0, -1));
  }

  #lookAt(time: LogTime, wider: readonly LogTime[]): void {
    if (this.#session) this.setFilter({ ...this.#session.filter, time });
    this.#widerTimes = wider;
    this.#options.changed();
  }

  /** Shows the lines of a group of errors. */
  showGroup(group: ErrorGroup): void {
    if (this.#session === undefined) return;
    this.setFilter(filterOfGroup(this.#session.filter, group));
    this.seek(group.latest);
  }

  /** Goes to a line once it is among those that are found. */
  seek(line: Pick<LogLine, 'id' | 'at' | 'invocation'>): void {
    this.#sought = line;
    this.#find();
  }

  dispose(): void {
    this.#end();
  }

  changedRows(): void {
    this.#version++;
    this.#find();
    this.#options.changed();
  }

  #begin(app: AppRef, filter: LogFilter): void {
    this.#end();
    const session = this.#options.makeSession(app, filter);
    [this.#app, this.#session, this.#text, this.#widerTimes] = [app, session, printFilter(filter), []];
    this.arrangement.place = { open: [] };
    session.view.rows.group(this.arrangement.isGrouped && this.arrangement.shows === 'lines');
    this.#following = [
      session.onDidChange(() => this.#options.changed()),
      app.data.details(app.id).deployments.onDidChange(() => this.changedRows()),
      session.view.onDidChange((change) => {
        this.#groups?.follow(change);
        this.changedRows();
      }),
    ];
    this.watch(this.#attention);
    this.changedRows();
  }

  #end(): void {
    for (const one of this.#following) one.dispose();
    this.#session?.dispose();
    [this.#following, this.#session, this.#reveal, this.#sought, this.#groups] = [
      [],
      undefined,
      undefined,
      undefined,
      undefined,
    ];
  }

  #find(): void {
    const rows = this.#session?.view.rows;
    if (this.#sought === undefined || rows === undefined) return;
    const row = rows.indexOf(this.#sought);
    if (row < 0) return;
    this.#reveal = { turn: ++this.#turn, id: this.#sought.id, row };
    this.#sought = undefined;
  }
}
