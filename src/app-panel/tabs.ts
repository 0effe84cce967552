import type { AppType } from '../core/app.ts';

/** The tabs of the panel, in the order in which they are shown. */
export const tabs = ['overview', 'environments', 'permissions', 'installations', 'contributors', 'auditLogs'] as const;
export type Tab = (typeof tabs)[number];

/** The tabs of an app: Connect apps and integrations have neither Forge environments nor hosted storage. */
export function tabsOf(type: AppType): readonly Tab[] {
  if (type === 'connect') return ['overview', 'installations', 'contributors'];
  return type === 'oauth' ? ['overview', 'contributors'] : tabs;
}
