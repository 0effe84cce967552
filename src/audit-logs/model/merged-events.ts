import type { AuditEvent } from '../../core/audit-event.ts';
import { unguardedCell } from '../../files/csv-cell.ts';
import { columns, places, toRow } from './csv-columns.ts';
import { archivedRowIdentity, rowIdentity } from './row-identity.ts';

/** An event from an archive, from the gateway, or from both. */
export interface MergedEvent {
  /** Index in `all`; it never changes. */
  readonly key: number;
  /** Empty if the event has none. */
  readonly id: string;
  /** The console's ten columns: as fetched from the gateway, or else as last archived. */
  readonly cells: readonly string[];
  /** Absent if only the archive has the event; archived events have a day, but no time. */
  readonly fetched?: AuditEvent;
  readonly isArchived: boolean;
  /** Archived rows of the event that differ from `cells`, apart from the app's name, which may change. */
  readonly earlier: readonly (readonly string[])[];
}

/** The events of an app from its archive and from the gateway, each once. */
export interface MergedEvents {
  /** By key. */
  readonly all: readonly MergedEvent[];
  /** The keys of events in the order in which they were added or changed; an event that changed is listed again. */
  readonly changes: readonly number[];
  /** Adds rows as they are in an archive: formula-safe, with the event's id after the ten columns. */
  addArchived(rows: Iterable<readonly string[]>): void;
  addFetched(events: Iterable<AuditEvent>): void;
}

interface Entry {
  readonly key: number;
  readonly id: string;
  /** The rows by what tells them apart, formula-safe as in the archive. */
  readonly archived: Map<string, readonly string[]>;
  fetched?: { readonly event: AuditEvent; readonly cells: readonly string[] };
}

/**
 * Creates an empty collection. Events are merged by id, or by all their cells if they have none. Rows are compared in
 * their formula-safe form, so that an archived cell equals the one it was written from.
 */
export function createMergedEvents(): MergedEvents {
  const byId = new Map<string, Entry>();
  const withoutId = new Map<string, Entry>();
  const all: MergedEvent[] = [];
  const changes: number[] = [];

  function entryOf(id: string, identityOfRow: () => string): Entry {
    const [entries, identity] = id === '' ? [withoutId, identityOfRow()] : [byId, id];
    let entry = entries.get(identity);
    if (entry === undefined) {
      entry = { key: byId.size + withoutId.size, id, archived: new Map() };
      entries.set(identity, entry);
    }
    return entry;
  }

  function update(entry: Entry): void {
    all[entry.key] = toMergedEvent(entry);
    changes.push(entry.key);
  }

  return {
    all,
    changes,
    addArchived(rows) {
      const updated = new Set<Entry>();
      for (const row of rows) {
        const cells = columns.map((_, place) => row[place] ?? '');
        const identity = archivedRowIdentity(cells);
        const entry = entryOf(unguardedCell(row[places.eventId] ?? ''), () => identity);
        if (entry.archived.has(identity)) continue;
        entry.archived.set(identity, cells);
        updated.add(entry);
      }
      updated.forEach(update);
    },
    addFetched(events) {
      for (const event of events) {
        const cells = toRow(event);
        const entry = entryOf(event.id, () => rowIdentity(cells));
        entry.fetched = { event, cells };
        update(entry);
      }
    },
  };
}

function toMergedEvent({ key, id, archived: rows, fetched }: Entry): MergedEvent {
  const last = [...rows.values()].at(-1) ?? [];
  const identity = fetched ? rowIdentity(fetched.cells) : archivedRowIdentity(last);
  return {
    key,
    id,
    cells: fetched ? fetched.cells : last.map(unguardedCell),
    ...(fetched && { fetched: fetched.event }),
    isArchived: rows.size > 0,
    earlier: [...rows].filter(([other]) => other !== identity).map(([, cells]) => cells.map(unguardedCell)),
  };
}
