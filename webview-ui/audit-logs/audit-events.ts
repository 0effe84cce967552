import type { Failure } from '../../src/app-panel/protocol.ts';
import type { AuditEventView, AuditLogsView } from '../../src/audit-logs/audit-logs-protocol.ts';
import type { Ask } from '../shell/page-client.ts';
import { type AuditRow, rowsOf } from './event-row.ts';

/** The audit events the page has fetched from the extension. */
export interface AuditEvents {
  /** A new array whenever the events change; unordered. */
  readonly rows: readonly AuditRow[];
  /** Identifies this set of events in requests about them. */
  readonly generation: number;
  /** Whether everything the extension has is here. */
  readonly isComplete: boolean;
  /** Whether the extension has more events, which are being fetched. */
  readonly isArriving: boolean;
  /** Why the events could not be fetched. */
  readonly failure: Failure | undefined;
  /** The event whose details are open; its `event` is undefined while they are fetched. */
  readonly open: { readonly key: number; readonly event: AuditEventView | undefined } | undefined;
  /** Fetches what the extension has, unless a fetch is in progress. */
  readonly follow: () => void;
  /** Opens the details of an event, or closes them for undefined. */
  readonly show: (key: number | undefined) => void;
}

export interface AuditEventsOptions {
  readonly ask: Ask;
  readonly state: () => AuditLogsView;
  readonly changed: () => void;
}

/** Rows are drawn again once they have grown by this factor. */
const growth = 1.5;

/** Creates an empty store of audit events. */
export function createAuditEvents({ ask, state, changed }: AuditEventsOptions): AuditEvents {
  let generation = 0;
  let next = 0;
  let byKey: AuditRow[] = [];
  let rows: readonly AuditRow[] = [];
  let failure: Failure | undefined;
  let open: AuditEvents['open'];
  let following = false;

  const isComplete = (): boolean => generation === state().generation && next >= state().changes;

  /** Fetches chunk by chunk. If the extension's events are newer than the state, a new state is about to arrive. */
  async function fetchRows(): Promise<void> {
    failure = undefined;
    for (let more = true; more;) {
      const answer = await ask('auditRows', { generation, after: generation === state().generation ? next : 0 });
      if ('failure' in answer) {
        failure = answer.failure;
        return;
      }
      const { reply } = answer;
      if (reply.generation !== generation) byKey = [];
      ({ generation, next } = reply);
      for (const row of rowsOf(reply)) byKey[row.key] = row;
      more = reply.more || (generation === state().generation && next < state().changes);
      // Don't redraw for each of ten chunks.
      if (more && byKey.length < rows.length * growth) continue;
      rows = [...byKey];
      changed();
    }
  }

  async function fetchOpen(key: number): Promise<void> {
    const answer = await ask('auditEvent', { generation, key });
    if (open?.key !== key) return;
    open = 'failure' in answer || answer.reply === null ? undefined : { key, event: answer.reply };
    changed();
  }

  return {
    get rows() {
      return rows;
    },
    get generation() {
      return generation;
    },
    get isComplete() {
      return isComplete();
    },
    get isArriving() {
      return failure === undefined && !isComplete();
    },
    get failure() {
      return failure;
    },
    get open() {
      return open;
    },
    follow() {
      if (following || isComplete()) return;
      following = true;
      void fetchRows().finally(() => {
        following = false;
        changed();
      });
    },
    show(key) {
      open = key === undefined ? undefined : { key, event: undefined };
      changed();
      if (key !== undefined) void fetchOpen(key);
    },
  };
}
