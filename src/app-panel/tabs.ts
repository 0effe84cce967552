/** The tabs of the panel. */
export const tabs = ['overview', 'environments', 'permissions', 'installations', 'contributors', 'auditLogs'] as const;
export type Tab = (typeof tabs)[number];
