import type { AuditEvent } from '../../core/audit-event.ts';
import { formulaSafeCell, unguardedCell } from '../../files/csv-cell.ts';
import { columns, places, toRow } from './csv-columns.ts';

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
  /** Formula-safe, as in the archive; without duplicates. */
  readonly archived: (readonly string[])[];
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

  function entryOf(id: string, guarded: () => readonly string[]): Entry {
    const [entries, identity] =
      id === '' ? [withoutId, JSON.stringify(guarded().toSpliced(places.appName, 1))] : [byId, id];
    let entry = entries.get(identity);
    if (entry === undefined) {
      entry = { key: byId.size + withoutId.size, id, archived: [] };
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
      for (const row of rows) {
        const cells = columns.map((_, place) => row[place] ?? '');
        const entry = entryOf(unguardedCell(row[places.eventId] ?? ''), () => cells);
        if (entry.archived.some((other) => isSameRow(other, cells))) continue;
        entry.archived.push(cells);
        update(entry);
      }
    },
    addFetched(events) {
      for (const event of events) {
        const cells = toRow(event);
        const entry = entryOf(event.id, () => cells.map(formulaSafeCell));
        entry.fetched = { event, cells };
        update(entry);
      }
    },
  };
}

function toMergedEvent({ key, id, archived, fetched }: Entry): MergedEvent {
  const last = archived.at(-1) ?? [];
  const guarded = fetched && archived.length > 0 ? fetched.cells.map(formulaSafeCell) : last;
  return {
    key,
    id,
    cells: fetched ? fetched.cells : last.map(unguardedCell),
    ...(fetched && { fetched: fetched.event }),
    isArchived: archived.length > 0,
    earlier: archived.filter((cells) => !isSameRow(cells, guarded)).map((cells) => cells.map(unguardedCell)),
  };
}

/** Whether two rows are equal apart from the app's name. */
function isSameRow(a: readonly string[], b: readonly string[]): boolean {
  return columns.every((_, place) => place === places.appName || a[place] === b[place]);
}
