/** Columns of the table of audit events, in their order. */
export const auditColumns = ['date', 'event', 'site', 'product', 'environment', 'version', 'location'] as const;
export type AuditColumn = (typeof auditColumns)[number];
