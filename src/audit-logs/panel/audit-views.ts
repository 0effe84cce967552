import { places } from '../model/csv-columns.ts';
import { isDay } from '../model/days.ts';
import type { MergedEvent, MergedEvents } from '../model/merged-events.ts';
import {
  type AuditEventView,
  type AuditField,
  auditFields,
  auditMarks,
  type AuditRowsView,
} from '../audit-logs-protocol.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';

/** Events per reply: few enough that neither side is blocked for long. */
const eventsAtOnce = 10_000;

/** Longest text in the view of a single event, in characters. */
const wholeLength = 10_000;

/** The indexes of the page's columns in an event's cells. */
const columnPlaces = {
  days: places.date,
  sites: places.siteId,
  products: places.product,
  environments: places.environment,
  versions: places.installedVersion,
  events: places.event,
  locations: places.location,
  targets: places.target,
} as const;

type Columns = Pick<AuditRowsView, keyof typeof columnPlaces>;

/** The events that were added or changed after a position in their order, each once, as columns of the page's table. */
export function auditRowsView({ all, changes }: MergedEvents, generation: number, after: number): AuditRowsView {
  const next = Math.min(after + eventsAtOnce, changes.length);
  const known = [...new Set(changes.slice(after, next))].flatMap((key) => all[key] ?? []);
  const column = (name: keyof Columns) => coded(known, columnPlaces[name]);
  return {
    generation,
    next,
    more: next < changes.length,
    keys: known.map(({ key }) => key),
    ids: known.map(({ id }) => shownText(id, cellLength)),
    times: known.map(({ fetched }) => fetched?.at?.getTime() ?? null),
    marks: known.map(marksOf),
    days: column('days'),
    sites: column('sites'),
    products: column('products'),
    environments: column('environments'),
    versions: column('versions'),
    events: column('events'),
    locations: column('locations'),
    targets: column('targets'),
  };
}

function coded(events: readonly MergedEvent[], place: number): { values: string[]; codes: number[] } {
  const codeOf = new Map<string, number>();
  const codes = events.map(({ cells }) => {
    const cell = cells[place] ?? '';
    // The page computes with days, so an invalid one becomes empty.
    const text = place !== places.date || isDay(cell) ? cell : '';
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { values: [...codeOf.keys()].map((text) => shownText(text, cellLength)), codes };
}

function marksOf({ isArchived, fetched, earlier }: MergedEvent): number {
  return (
    (isArchived ? auditMarks.archived : 0) |
    (fetched ? auditMarks.atAtlassian : 0) |
    (earlier.length > 0 ? auditMarks.changed : 0)
  );
}

/** An event's field, uncut and unescaped; empty if it has no value. */
export function auditFieldText({ id, cells, fetched }: MergedEvent, field: AuditField): string {
  if (field === 'eventId') return id;
  if (field === 'environmentId') return fetched?.environmentId ?? '';
  if (field === 'migrationStart') return fetched?.migrationStart?.toISOString() ?? '';
  return cells[places[field]] ?? '';
}

/** One event with all its fields. */
export function auditEventView(event: MergedEvent): AuditEventView {
  const { key, fetched, earlier } = event;
  return {
    key,
    marks: marksOf(event),
    ...(fetched?.at && { at: fetched.at.getTime() }),
    fields: auditFields.flatMap((field) => {
      const text = auditFieldText(event, field);
      const was = isColumn(field)
        ? [...new Set(earlier.map((cells) => cells[places[field]] ?? ''))].filter((other) => other !== text)
        : [];
      if (text === '' && was.length === 0) return [];
      return {
        field,
        text: shownText(text, wholeLength),
        ...(text.length > wholeLength && { length: text.length }),
        ...(was.length > 0 && field !== 'appName' && { was: was.map((other) => shownText(other, wholeLength)) }),
      };
    }),
  };
}

function isColumn(field: AuditField): field is AuditField & keyof typeof places {
  return field in places && field !== 'eventId';
}
