import type { AuditRow } from '../../../webview-ui/audit-logs/event-row.ts';

/** Returns an audit event with the given fields, and ordinary values for the rest. */
export function auditRow(known: Partial<AuditRow> & { readonly key: number }): AuditRow {
  return {
    id: `event-${known.key}`,
    day: '2026-03-12',
    at: undefined,
    site: 'site-1',
    product: 'Confluence',
    environment: 'Production',
    version: '3.1.0',
    event: 'App installed',
    location: 'Global',
    target: 'N/A',
    isArchived: false,
    isAtAtlassian: true,
    isChanged: false,
    ...known,
  };
}
