/** The sortable columns of the installations table, in order. */
export const columns = [
  'site',
  'atlassianApps',
  'environment',
  'version',
  'status',
  'licence',
  'edition',
  'installedAt',
  'sharesLogs',
  'permitsAnalytics',
] as const;
export type Column = (typeof columns)[number];
