/** The tabs of the panel, in the order in which they are shown. */
export const tabs = ['overview', 'environments', 'permissions', 'installations', 'contributors', 'auditLogs'] as const;
export type Tab = (typeof tabs)[number];
