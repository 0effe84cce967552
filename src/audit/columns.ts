import type { AuditEvent } from '../core/audit-event.ts';
import { appUuid } from '../core/ids.ts';

/**
 * The columns of the developer console's file, in its order.
 * Source: https://developer.atlassian.com/platform/forge/manage-your-apps/
 */
export const columns = ['App ID', 'App name', 'Site ID', 'Product', 'Environment', 'Installed version', 'Event', 'Event date', 'Location', 'Target location'] as const;

/** What can be added behind them. */
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

/** An event as the console writes it. Values that are new to us keep the gateway's words, made readable. */
export function toRow(event: AuditEvent, added: readonly ExtraColumn[] = []): string[] {
  const isLifecycle = event.status === 'APP_INSTALLED' || event.status === 'APP_UNINSTALLED';
  return [
    appUuid(event.appId),
    event.appName,
    event.siteId,
    productName(event.product),
    readable(event.environment),
    event.installedVersion,
    readable(event.status),
    event.at?.toISOString().slice(0, 10) ?? '',
    locationName(event.location),
    event.target === '' && isLifecycle ? 'N/A' : locationName(event.target),
    ...added.map((column) => extras[column].cell(event)),
  ];
}

/** What happened, in words: `MIGRATION_SCHEDULED` is "Migration scheduled". */
export function eventName(status: string): string {
  return readable(status);
}

const products: ReadonlyMap<string, string> = new Map([['jira', 'Jira'], ['confluence', 'Confluence'], ['compass', 'Compass'], ['bitbucket', 'Bitbucket'], ['jira-servicedesk', 'Jira Service Management']]);

function productName(product: string): string {
  return products.get(product.toLowerCase()) ?? product;
}

function locationName(location: string): string {
  return location.toUpperCase() === 'GLOBAL' ? 'Global' : location;
}

/** Words in capitals and underscores as a person writes them; anything else as it is. */
function readable(text: string): string {
  if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(text)) return text;
  return text.charAt(0) + text.slice(1).toLowerCase().replaceAll('_', ' ');
}
