import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import { auditHandlers, type AuditPartServices } from './audit-handlers.ts';
import { type AuditArchives, AuditSource } from './audit-source.ts';

/** The tab *Audit logs* of a panel. */
export type AuditPart = PanelParts['auditLogs'] & { readonly source: AuditSource };

/** Creates the tab of one app's panel; nothing is read or fetched before the tab is shown. */
export function auditPart(panel: PanelContext, shared: AuditPartServices, archives: AuditArchives): AuditPart {
  const source = new AuditSource(panel, archives);
  return {
    source,
    state: { auditLogs: source.view, siteNames: () => ({ ...source.siteNames() }) },
    handlers: auditHandlers(source, panel, shared),
    shown({ tab, days }) {
      if (tab === 'auditLogs') source.show(days);
      else source.leave();
    },
    refresh: () => source.refresh(),
    dispose: () => source.dispose(),
  };
}
