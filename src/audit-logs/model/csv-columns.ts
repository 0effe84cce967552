import type { AuditEvent } from '../../core/audit-event.ts';
import { appUuid } from '../../core/ids.ts';
import { dayMs, dayOf } from './days.ts';

/**
 * The columns of the developer console's CSV file, in its order, with their headings.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
const consoleColumns = {
  appId: 'App ID',
  appName: 'App name',
  siteId: 'Site ID',
  product: 'Product',
  environment: 'Environment',
  installedVersion: 'Installed version',
  event: 'Event',
  date: 'Event date',
  location: 'Location',
  target: 'Target location',
} as const;

type ConsoleColumn = keyof typeof consoleColumns;

/** The headings of the console's columns. */
export const columns: readonly string[] = Object.values(consoleColumns);

/** The index of each column in a row; the archive's rows have the event's id after the console's columns. */
export const places = Object.fromEntries(
  [...Object.keys(consoleColumns), 'eventId'].map((column, place) => [column, place]),
) as Readonly<Record<ConsoleColumn | 'eventId', number>>;

/** Columns that can be added after the console's. */
export const extraColumns = ['eventId', 'environmentId', 'migrationStart', 'exactTime'] as const;

export type ExtraColumn = (typeof extraColumns)[number];

const extras: Record<ExtraColumn, { readonly heading: string; readonly cell: (event: AuditEvent) => string }> = {
  eventId: { heading: 'Event ID', cell: ({ id }) => id },
  environmentId: { heading: 'Environment ID', cell: ({ environmentId }) => environmentId },
  migrationStart: { heading: 'Migration start', cell: ({ migrationStart }) => migrationStart?.toISOString() ?? '' },
  exactTime: { heading: 'Exact time', cell: ({ at }) => at?.toISOString() ?? '' },
};

/** The headings of a file with these extra columns. */
export function headings(added: readonly ExtraColumn[] = []): string[] {
  return [...columns, ...added.map((column) => extras[column].heading)];
}

/** An event as a row of the console's file. Unknown values keep the gateway's wording, made readable. */
export function toRow(event: AuditEvent, added: readonly ExtraColumn[] = []): string[] {
  const isLifecycle = event.status === 'APP_INSTALLED' || event.status === 'APP_UNINSTALLED';
  const cells: Record<ConsoleColumn, string> = {
    appId: appUuid(event.appId),
    appName: event.appName,
    siteId: event.siteId,
    product: productName(event.product),
    environment: readable(event.environment),
    installedVersion: event.installedVersion,
    event: readable(event.status),
    date: event.at === undefined ? '' : dayNumbered(Math.floor(event.at.getTime() / dayMs)),
    location: locationName(event.location),
    target: event.target === '' && isLifecycle ? 'N/A' : locationName(event.target),
  };
  const row = Object.values(cells);
  for (const column of added) row.push(extras[column].cell(event));
  return row;
}

const products: ReadonlyMap<string, string> = new Map([
  ['jira', 'Jira'],
  ['confluence', 'Confluence'],
  ['compass', 'Compass'],
  ['bitbucket', 'Bitbucket'],
  ['jira-servicedesk', 'Jira Service Management'],
]);

const productName = memoized((product: string) => products.get(product.toLowerCase()) ?? product);

const locationName = memoized((location: string) => (location.toUpperCase() === 'GLOBAL' ? 'Global' : location));

/** Turns `UPPER_SNAKE_CASE` into a sentence; leaves anything else unchanged. */
const readable = memoized((text: string) => {
  if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(text)) return text;
  return text.charAt(0) + text.slice(1).toLowerCase().replaceAll('_', ' ');
});

/** The day (UTC) this many days after 1 January 1970. */
const dayNumbered = memoized((number: number) => dayOf(new Date(number * dayMs)));

/** Bounds the memory of memoized functions, since the gateway may return any text. */
const memoLimits = { values: 1000, length: 100 };

/** Memoizes a function: the columns of a million events have few different values. */
function memoized<T extends string | number>(make: (value: T) => string): (value: T) => string {
  const made = new Map<T, string>();
  return (value) => {
    const known = made.get(value);
    if (known !== undefined) return known;
    const text = make(value);
    if (made.size < memoLimits.values && text.length < memoLimits.length) made.set(value, text);
    return text;
  };
}
