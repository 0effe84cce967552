import type { AuditEvent } from '../../core/audit-event.ts';
import { formulaSafeCell, unguardedCell } from '../../files/csv-cell.ts';
import { columns, places, toRow } from './csv-columns.ts';

/** An event as it is known from an archive, from the gateway, or from both. */
export interface KnownEvent {
  /** Counts up from 0 in the order in which events became known, and stays the event's own. */
  readonly key: number;
  /** Empty where it is not told. */
  readonly id: string;
  /**
   * The ten columns as the console writes them: as the gateway tells them now where it did, else as they were archived
   * last.
   */
  readonly cells: readonly string[];
  /** As the gateway told it; absent where only the archive has the event, which keeps the day of it. */
  readonly fetched?: AuditEvent;
  readonly isArchived: boolean;
  /** The rows of the archive that tell the event otherwise than `cells`, but for the app's name, which may change. */
  readonly earlier: readonly (readonly string[])[];
}

/** The events of an app from all that they are known from, each once. */
export interface KnownEvents {
  /** By their keys. */
  readonly all: readonly KnownEvent[];
  /** The keys of events in the order in which they became known or changed; one that changed is there again. */
  readonly changes: readonly number[];
  /** Adds rows of an archive as they stand there, formula-safe, with the event's id behind the ten columns. */
  addArchived(rows: Iterable<readonly string[]>): void;
  addFetched(events: Iterable<AuditEvent>): void;
}

interface Entry {
  readonly key: number;
  readonly id: string;
  /** Formula-safe, as they stand in the archive; only those that differ. */
  readonly archived: (readonly string[])[];
  fetched?: { readonly event: AuditEvent; readonly cells: readonly string[] };
}

/**
 * Merges events by their id; one without an id by all that is told of it. Rows are compared as they stand in an
 * archive, so that a cell that was made formula-safe counts as what it was made of.
 */
export function createKnownEvents(): KnownEvents {
  const byId = new Map<string, Entry>();
  const withoutId = new Map<string, Entry>();
  const all: KnownEvent[] = [];
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

  function keep(entry: Entry): void {
    all[entry.key] = known(entry);
    changes.push(entry.key);
  }

  return {
    all,
    changes,
    addArchived(rows) {
      for (const row of rows) {
        const cells = columns.map((_, place) => row[place] ?? '');
        const entry = entryOf(unguardedCell(row[places.eventId] ?? ''), () => cells);
        if (entry.archived.some((other) => tellTheSame(other, cells))) continue;
        entry.archived.push(cells);
        keep(entry);
      }
    },
    addFetched(events) {
      for (const event of events) {
        const cells = toRow(event);
        const entry = entryOf(event.id, () => cells.map(formulaSafeCell));
        entry.fetched = { event, cells };
        keep(entry);
      }
    },
  };
}

function known({ key, id, archived, fetched }: Entry): KnownEvent {
  const last = archived.at(-1) ?? [];
  const guarded = fetched && archived.length > 0 ? fetched.cells.map(formulaSafeCell) : last;
  return {
    key,
    id,
    cells: fetched ? fetched.cells : last.map(unguardedCell),
    ...(fetched && { fetched: fetched.event }),
    isArchived: archived.length > 0,
    earlier: archived.filter((cells) => !tellTheSame(cells, guarded)).map((cells) => cells.map(unguardedCell)),
  };
}

/** Whether two rows tell the same, but for the app's name. */
function tellTheSame(a: readonly string[], b: readonly string[]): boolean {
  return columns.every((_, place) => place === places.appName || a[place] === b[place]);
}
