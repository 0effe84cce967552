/** Columns of the installations table that it can be sorted by, in their order. */
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
