/** Columns of the audit event table, in order. */
export const auditColumns = ['date', 'event', 'site', 'product', 'environment', 'version', 'location'] as const;
export type AuditColumn = (typeof auditColumns)[number];
