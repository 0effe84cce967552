import type {
  Failure,
  PanelState,
  Params,
  Reply,
  RequestName,
  SectionName,
  Tab,
} from '../../src/app-panel/protocol.ts';
import type { AuditChoice, AuditField } from '../../src/audit-logs/audit-logs-protocol.ts';
import type { Ask, StateChange } from './page-client.ts';
import { type History, createHistory } from './page-history.ts';
import { type AuditEvents, createAuditEvents } from '../audit-logs/audit-events.ts';
import { LogsPage } from '../logs/logs-page.ts';
import type { Memory } from './page-memory.ts';

/** A message shown to the user once. */
export interface Notice {
  readonly text: string;
  readonly failure?: Failure;
}

/** The page's state besides the app's; lost when the page is hidden. */
export interface ViewState {
  readonly now: number;
  readonly notice: Notice | undefined;
  /** What was just copied. */
  readonly copied: string | undefined;
  /** The failures whose details are shown, by where they are shown. */
  readonly openDetails: readonly string[];
  /** Index of the table row with the keyboard focus. */
  readonly activeRow: number;
  /** The timeline bar with the keyboard focus: a month such as `2024-03`. */
  readonly activeMonth: string | undefined;
  /** Invalid days typed into the audit log's date fields. */
  readonly typedDays: { readonly from: string; readonly to: string } | undefined;
  /** Values of plain variables while they are shown, by environment id and key. */
  readonly variableValues: Reply<'variableValues'> | undefined;
}

/** What a view needs to draw, and the actions of its controls. */
export interface Page {
  readonly state: PanelState;
  readonly memory: Memory;
  readonly view: ViewState;
  readonly history: History;
  readonly audit: AuditEvents;
  readonly logs: LogsPage;
  /** Changes the state that survives hiding, and redraws. */
  remember(change: Partial<Memory>): void;
  /** Saves the scroll position of a tab in pixels, without redrawing. */
  rememberScroll(tab: Tab, top: number): void;
  /** Changes the state that is lost when hidden, and redraws. */
  show(change: Partial<ViewState>): void;
  /** Whether a request is in progress that a control waits for. */
  readonly isBusy: (name: RequestName) => boolean;
  /** Sends a request; a failure is shown as a notice and returns undefined. */
  send<N extends RequestName>(name: N, params: Params<N>): Promise<{ readonly reply: Reply<N> } | undefined>;
  showTab(tab: Tab): void;
  refresh(section?: SectionName): void;
  /** Shows the audit events of some days, fetching what is missing; `anyway` even if the gateway is known to refuse. */
  showAuditDays(days: AuditChoice, anyway?: boolean): void;
  /** Copies the full value of a field of an audit event. */
  copyAuditField(key: number, field: AuditField): void;
  copy(text: string): void;
  /** Asks for the values of plain variables as they are now, and shows them. */
  showVariableValues(): Promise<void>;
  /** Forgets the values, also those that were asked for and have not arrived. */
  hideVariableValues(): void;
}

export interface PageOptions {
  readonly state: PanelState;
  readonly memory: Memory;
  readonly ask: Ask;
  /** Called when the page must be redrawn. */
  readonly changed: () => void;
  /** Called with the state that survives hiding. */
  readonly keep: (memory: Memory) => void;
}

const copiedForMs = 1500;

/** Returns the state with its changed parts replaced. */
function withChange(state: PanelState, change: StateChange): PanelState {
  return {
    header: change.header ?? state.header,
    profile: change.profile ?? state.profile,
    environments: change.environments ?? state.environments,
    variables: change.variables ?? state.variables,
    deployments: change.deployments ?? state.deployments,
    builds: change.builds ?? state.builds,
    installations: change.installations ?? state.installations,
    contributors: change.contributors ?? state.contributors,
    clients: change.clients ?? state.clients,
    versionUses: change.versionUses ?? state.versionUses,
    permissions: change.permissions ?? state.permissions,
    logs: change.logs ?? state.logs,
    auditLogs: change.auditLogs ?? state.auditLogs,
    siteNames: change.siteNames ?? state.siteNames,
    titles: change.titles ?? state.titles,
    defaultEnvironment: change.defaultEnvironment ?? state.defaultEnvironment,
    gone: change.gone === undefined ? state.gone : change.gone,
    rateLimit: change.rateLimit === undefined ? state.rateLimit : change.rateLimit,
  };
}

/** Creates the page of one app. `receive` takes the parts of the state that changed in the host. */
export function createPage({
  state,
  memory,
  ask,
  changed,
  keep,
}: PageOptions): Page & { receive(change: StateChange): void } {
  const busy = new Map<RequestName, number>();
  let view: ViewState = {
    now: Date.now(),
    notice: undefined,
    copied: undefined,
    openDetails: [],
    activeRow: 0,
    activeMonth: undefined,
    typedDays: undefined,
    variableValues: undefined,
  };
  let valuesAsked = 0;
  let copyTimer: ReturnType<typeof setTimeout> | undefined;

  const history = createHistory({
    ask,
    memory: () => memory,
    remember(change) {
      page.remember(change);
      if (change.openEnvironments) showVersionUses();
    },
    changed,
  });

  function showCopied(what: string): void {
    clearTimeout(copyTimer);
    page.show({ copied: what });
    copyTimer = setTimeout(() => page.show({ copied: undefined }), copiedForMs);
  }

  const showVersionUses = (): void =>
    void page.send('showVersionUses', { environmentIds: [...memory.openEnvironments] });

  const logs = new LogsPage({ state: state.logs, ask, changed });
  const audit = createAuditEvents({ ask, state: () => state.auditLogs, changed });

  const page: Page & { receive(change: StateChange): void } = {
    get state() {
      return state;
    },
    get memory() {
      return memory;
    },
    get view() {
      return view;
    },
    history,
    audit,
    logs,
    receive(change) {
      state = withChange(state, change);
      if (change.variables?.status === 'ready' && view.variableValues) void page.showVariableValues();
      if (change.logs) logs.receive(change.logs);
      if (memory.tab === 'auditLogs') audit.follow();
      changed();
    },
    remember(change) {
      memory = { ...memory, ...change };
      keep(memory);
      changed();
    },
    rememberScroll(tab, top) {
      memory = { ...memory, scroll: { ...memory.scroll, [tab]: top } };
      keep(memory);
    },
    show(change) {
      view = { ...view, ...change };
      changed();
    },
    isBusy: (name) => busy.has(name),
    async send(name, params) {
      busy.set(name, (busy.get(name) ?? 0) + 1);
      changed();
      const answer = await ask(name, params);
      const left = (busy.get(name) ?? 1) - 1;
      if (left > 0) busy.set(name, left);
      else busy.delete(name);
      if ('failure' in answer) {
        page.show({ notice: { text: answer.failure.short, failure: answer.failure } });
        return undefined;
      }
      changed();
      return answer;
    },
    showTab(tab) {
      if (tab !== memory.tab) page.remember({ tab });
      void page.send('show', tab === 'auditLogs' ? { tab, days: memory.audit.days } : { tab });
      history.shown(tab);
      if (tab === 'environments') showVersionUses();
      if (tab === 'auditLogs') audit.follow();
    },
    refresh(section) {
      if (busy.has('refresh') && section === undefined) return;
      void page.send('refresh', section === undefined ? {} : { section });
      if (section !== undefined) return;
      history.refresh();
    },
    showAuditDays(days, anyway) {
      page.remember({ audit: { ...memory.audit, days }, scroll: { ...memory.scroll, auditLogs: 0 } });
      void page.send('showAuditDays', anyway === undefined ? { days } : { days, anyway });
    },
    copyAuditField(key, field) {
      void page
        .send('copyAuditField', { generation: audit.generation, key, field })
        .then((done) => done && showCopied(`${key} ${field}`));
    },
    async showVariableValues() {
      const asked = ++valuesAsked;
      const answer = await page.send('variableValues', {});
      if (answer && asked === valuesAsked) page.show({ variableValues: answer.reply });
    },
    hideVariableValues() {
      valuesAsked++;
      page.show({ variableValues: undefined });
    },
    copy(text) {
      void page.send('copy', { text }).then((done) => done && showCopied(text));
    },
  };
  return page;
}
