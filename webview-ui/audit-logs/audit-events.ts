import type { AuditEventView, AuditLogsView, Failure } from '../../src/app-panel/protocol.ts';
import type { Ask } from '../shell/page-client.ts';
import { type AuditRow, rowsOf } from './event-row.ts';

/** The audit events that the page has fetched from the extension. */
export interface AuditEvents {
  /** Another array whenever there are other events; in no order. */
  readonly rows: readonly AuditRow[];
  /** Which events these are, for requests about them. */
  readonly generation: number;
  /** Whether all that the extension knows is here. */
  readonly isComplete: boolean;
  /** Whether the extension knows more, which is on its way here. */
  readonly isArriving: boolean;
  /** Why the events could not be fetched from the extension. */
  readonly failure: Failure | undefined;
  /** The event whose details are open; undefined while they are fetched. */
  readonly open: { readonly key: number; readonly event: AuditEventView | undefined } | undefined;
  /** Fetches what the extension knows by now, unless that is under way. */
  readonly follow: () => void;
  /** Opens the details of an event, or closes them. */
  readonly show: (key: number | undefined) => void;
}

export interface AuditEventsOptions {
  readonly ask: Ask;
  readonly state: () => AuditLogsView;
  readonly changed: () => void;
}

/** What is known is shown again when it has grown by this much. */
const growth = 1.5;

/** No events yet. */
export function createAuditEvents({ ask, state, changed }: AuditEventsOptions): AuditEvents {
  let generation = 0;
  let next = 0;
  let byKey: AuditRow[] = [];
  let rows: readonly AuditRow[] = [];
  let failure: Failure | undefined;
  let open: AuditEvents['open'];
  let following = false;

  const isComplete = (): boolean => generation === state().generation && next >= state().changes;

  /** Fetches piece by piece. Where the extension has other events than the state says, the state is about to follow. */
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
      // Ten pieces are not drawn ten times.
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
