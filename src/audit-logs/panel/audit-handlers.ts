import * as vscode from 'vscode';
import type { AppAri } from '../../core/ids.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { saveAuditEvents } from './save-audit-events.ts';
import type { AuditSource } from './audit-source.ts';
import { auditEventView, auditFieldText } from './audit-views.ts';
import type { Handlers } from '../../app-panel/channel.ts';

export interface AuditHandlersOptions {
  readonly data: AccountData;
  readonly appId: AppAri;
  readonly name: () => string;
  readonly prompts: Prompts;
  readonly onError: (doing: string, error: unknown) => void;
}

type AuditRequest =
  'showAuditDays' | 'stopAudit' | 'auditRows' | 'auditEvent' | 'copyAuditField' | 'saveAuditEvents' | 'auditCommand';

/** What answers the page's requests about audit logs. */
export function auditHandlers(
  source: AuditSource,
  { data, appId, name, prompts, onError }: AuditHandlersOptions,
): Pick<Handlers, AuditRequest> {
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
      if (event === undefined) throw new ForgeError('notFound', vscode.l10n.t('the event is not shown any more'));
      await vscode.env.clipboard.writeText(auditFieldText(event, field));
      return null;
    },
    async saveAuditEvents({ generation, keys, from, to, isPart }) {
      const events = keys.map((key) => source.event(generation, key)).filter((event) => event !== undefined);
      if (events.length < keys.length)
        throw new ForgeError('notFound', vscode.l10n.t('the events were loaded anew meanwhile; try again'));
      return saveAuditEvents({ id: appId, name: name() }, events, { from, to, isPart }, prompts, onError);
    },
    async auditCommand({ command }) {
      await vscode.commands.executeCommand(`forgeConsole.${command}`, { accountKey: data.account.key, appId });
      return null;
    },
  };
}
