import { realRows } from '../model/named-rows.ts';
import type { RemovalCheck } from '../model/removal-check.ts';

/** What to send to Atlassian's developer support, in English: a ticket to uninstall an app from all sites and delete it. */
export function ticketText({ id, name, ownership, listing, rows }: RemovalCheck): string {
  const owner = ownership.known ? ownership.owner : undefined;
  const installed = realRows(rows);
  const sites = new Set(installed.map(({ siteId }) => siteId)).size;
  const marketplace = listing === undefined || listing === 'unknown' ? [] : [`Marketplace key: ${listing.key}`];
  return [
    'Please uninstall this Forge app from all sites and delete it.',
    '',
    `App: ${name}`,
    `App ID: ${id}`,
    ...(owner ? [`Owner: ${owner.email === undefined ? owner.name : `${owner.name} <${owner.email}>`}`] : []),
    ...marketplace,
    `Installations: ${installed.length} (sites: ${sites})`,
  ].join('\n');
}
