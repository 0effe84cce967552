import { places } from '../model/csv-columns.ts';
import { isDay } from '../model/days.ts';
import type { MergedEvent, MergedEvents } from '../model/merged-events.ts';
import {
  type AuditEventView,
  type AuditField,
  auditFields,
  auditMarks,
  type AuditRowsView,
} from '../../app-panel/protocol.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';

/** Events told at once: few enough that neither side waits long. */
const eventsAtOnce = 10_000;

/** Longest text that is shown of one event on its own. */
const wholeLength = 10_000;

/** The columns of the page's table by their places in a row. */
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

/** Events that became known or changed after a place in their order, each once, as the page's table has them. */
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
    // Days are reckoned with: what is none has no place in the calendar.
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

/** What is told of an event in a field, whole and as it is; empty where nothing is. */
export function auditFieldText({ id, cells, fetched }: MergedEvent, field: AuditField): string {
  if (field === 'eventId') return id;
  if (field === 'environmentId') return fetched?.environmentId ?? '';
  if (field === 'migrationStart') return fetched?.migrationStart?.toISOString() ?? '';
  return cells[places[field]] ?? '';
}

/** All of one event. */
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
