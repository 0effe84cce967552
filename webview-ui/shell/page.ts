import type {
  AuditChoice,
  AuditField,
  Failure,
  PanelState,
  Params,
  Reply,
  RequestName,
  SectionName,
  Tab,
} from '../../src/app-panel/protocol.ts';
import type { Ask, StateChange } from './page-client.ts';
import { type History, createHistory } from './page-history.ts';
import { type AuditEvents, createAuditEvents } from '../audit-logs/audit-events.ts';
import type { Memory } from './page-memory.ts';

/** Something that the page tells a person once. */
export interface Notice {
  readonly text: string;
  readonly failure?: Failure;
}

/** What the page shows beside the app's state; lost when the page is hidden. */
export interface ViewState {
  readonly now: number;
  readonly notice: Notice | undefined;
  /** What was copied a moment ago. */
  readonly copied: string | undefined;
  /** Failures whose details are shown, by the place they are shown at. */
  readonly openDetails: readonly string[];
  /** The row of the table that the keyboard is at. */
  readonly activeRow: number;
  /** The bar of the timeline that the keyboard is at: a month like `2024-03`. */
  readonly activeMonth: string | undefined;
  /** Days of audit events that were typed and are not possible. */
  readonly typedDays: { readonly from: string; readonly to: string } | undefined;
}

/** What a view needs to draw, and what its controls can do. */
export interface Page {
  readonly state: PanelState;
  readonly memory: Memory;
  readonly view: ViewState;
  readonly history: History;
  readonly audit: AuditEvents;
  /** Changes what is kept while the page is hidden, and draws again. */
  remember(change: Partial<Memory>): void;
  /** Keeps how far a tab is scrolled; there is nothing to draw. */
  rememberScroll(tab: Tab, top: number): void;
  /** Changes what is not kept, and draws again. */
  show(change: Partial<ViewState>): void;
  /** Whether a request is under way that a control waits for. */
  readonly isBusy: (name: RequestName) => boolean;
  /** Sends a request; a failure is told as a notice. */
  send<N extends RequestName>(name: N, params: Params<N>): Promise<{ readonly reply: Reply<N> } | undefined>;
  showTab(tab: Tab): void;
  refresh(section?: SectionName): void;
  /** Shows audit events of these days, fetching what is missing; `anyway` although the gateway is known to refuse. */
  showAuditDays(days: AuditChoice, anyway?: boolean): void;
  /** Copies what is told of an audit event, whole. */
  copyAuditField(key: number, field: AuditField): void;
  copy(text: string): void;
}

export interface PageOptions {
  readonly state: PanelState;
  readonly memory: Memory;
  readonly ask: Ask;
  /** Called whenever the page must be drawn again. */
  readonly changed: () => void;
  /** Called with what is to survive being hidden. */
  readonly keep: (memory: Memory) => void;
}

const copiedForMs = 1500;

/** The state with the parts that changed. */
function withChange(state: PanelState, change: StateChange): PanelState {
  return {
    header: change.header ?? state.header,
    profile: change.profile ?? state.profile,
    environments: change.environments ?? state.environments,
    installations: change.installations ?? state.installations,
    contributors: change.contributors ?? state.contributors,
    permissions: change.permissions ?? state.permissions,
    auditLogs: change.auditLogs ?? state.auditLogs,
    siteNames: change.siteNames ?? state.siteNames,
    titles: change.titles ?? state.titles,
    gone: change.gone === undefined ? state.gone : change.gone,
    rateLimit: change.rateLimit === undefined ? state.rateLimit : change.rateLimit,
  };
}

/** The page of one app. `receive` takes the parts of its state that changed at the host. */
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
  };
  let copyTimer: ReturnType<typeof setTimeout> | undefined;

  const history = createHistory({
    ask,
    memory: () => memory,
    remember: (change) => page.remember(change),
    changed,
  });

  function showCopied(what: string): void {
    clearTimeout(copyTimer);
    page.show({ copied: what });
    copyTimer = setTimeout(() => page.show({ copied: undefined }), copiedForMs);
  }

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
    receive(change) {
      state = withChange(state, change);
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
      if (tab === 'auditLogs') audit.follow();
    },
    refresh(section) {
      if (busy.has('refresh') && section === undefined) return;
      void page.send('refresh', section === undefined ? {} : { section });
      if (section === undefined) history.refresh();
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
    copy(text) {
      void page.send('copy', { text }).then((done) => done && showCopied(text));
    },
  };
  return page;
}
