import * as vscode from 'vscode';
import { ForgeError } from '../../core/errors.ts';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { Shared } from '../../shared.ts';
import { saveAuditEvents } from './save-audit-events.ts';
import type { AuditSource } from './audit-source.ts';
import { auditEventView, auditFieldText } from './audit-views.ts';

/** The services that the tab needs. */
export interface AuditPartServices extends Pick<Shared, 'prompts' | 'actions'> {
  readonly output: Pick<Shared['output'], 'error'>;
}

/** Handlers of the page's requests about audit logs. */
export function auditHandlers(
  source: AuditSource,
  { data, appId, name }: Pick<PanelContext, 'data' | 'appId' | 'name'>,
  { prompts, output, actions }: AuditPartServices,
): PanelParts['auditLogs']['handlers'] {
  return {
    showAuditDays({ days, anyway }) {
      source.show(days, anyway);
      return null;
    },
    stopAudit() {
      source.stop();
      return null;
    },
    auditRows: ({ generation, after }) => source.rows(generation, after),
    auditEvent({ generation, key }) {
      const event = source.event(generation, key);
      return event ? auditEventView(event) : null;
    },
    async copyAuditField({ generation, key, field }) {
      const event = source.event(generation, key);
      if (event === undefined) throw new ForgeError('notFound', vscode.l10n.t('this event is no longer shown'));
      await vscode.env.clipboard.writeText(auditFieldText(event, field));
      return null;
    },
    async saveAuditEvents({ generation, keys, from, to, isPart }) {
      const events = keys.map((key) => source.event(generation, key)).filter((event) => event !== undefined);
      if (events.length < keys.length)
        throw new ForgeError('notFound', vscode.l10n.t('the events were refreshed in the meantime; try again'));
      return saveAuditEvents({ id: appId, name: name() }, events, { from, to, isPart }, prompts, output.error);
    },
    async auditCommand({ command }) {
      await actions[command]([{ data, id: appId, name: name() }]);
      return null;
    },
  };
}
