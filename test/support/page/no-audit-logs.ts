// A panel's audit logs before any request.
import type { AuditLogsView, AuditRowsView } from '../../../src/audit-logs/audit-logs-protocol.ts';

export const noAuditLogs: AuditLogsView = {
  status: 'loading',
  from: '2026-10-24',
  to: '2026-11-22',
  today: '2026-11-22',
  keptSince: '2024-11-22',
  earliest: '2024-11-22',
  generation: 0,
  changes: 0,
};

const noColumn = { values: [], codes: [] };
export const noAuditRows: AuditRowsView = {
  generation: 0,
  next: 0,
  more: false,
  keys: [],
  ids: [],
  times: [],
  marks: [],
  days: noColumn,
  sites: noColumn,
  products: noColumn,
  environments: noColumn,
  versions: noColumn,
  events: noColumn,
  locations: noColumn,
  targets: noColumn,
};
