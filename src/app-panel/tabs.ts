import { type AppType, appParts, partsOf } from '../core/app.ts';

/** The tabs of the panel, in the order in which they are shown. */
export const tabs = ['overview', ...appParts, 'logs', 'auditLogs'] as const;
export type Tab = (typeof tabs)[number];

/** The tabs of an app: Connect apps and integrations have neither Forge environments nor hosted storage. */
export function tabsOf(type: AppType): readonly Tab[] {
  return type === 'connect' || type === 'oauth' ? ['overview', ...partsOf(type)] : tabs;
}
