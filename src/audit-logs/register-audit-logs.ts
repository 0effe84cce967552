import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { Shared } from '../shared.ts';
import { auditCommands } from './audit-commands.ts';
import { type Archives, createArchives } from './dialogs/archives.ts';
import { attendToDue, decorateDue } from './dialogs/due-archives.ts';

/** Saving and archiving audit logs, their tab in the panel, and reminders; `ready` settles when the accounts are known. */
export function registerAuditLogs(
  shared: Shared,
  ready: Promise<unknown>,
): {
  readonly actions: Pick<AppActions, 'saveAuditLogs' | 'archiveAuditLogs'>;
  readonly archives: Archives;
  readonly panelPart: () => Promise<MakePanelPart<'auditLogs'>>;
} {
  const { context, output, prompts, notify, now } = shared;
  const archives = createArchives(now, output.error);
  const options = { prompts, notify, now, archives, memento: context.globalState };
  const actions: Pick<AppActions, 'saveAuditLogs' | 'archiveAuditLogs'> = {
    async saveAuditLogs(apps) {
      const { saveAuditLogs } = await import('./dialogs/save-audit-logs.ts');
      await saveAuditLogs(apps, options);
    },
    async archiveAuditLogs(apps) {
      const { archiveAuditLogs } = await import('./dialogs/archive-audit-logs.ts');
      await archiveAuditLogs(apps, options);
    },
  };
  shared.own(archives, decorateDue(archives));
  shared.commands(auditCommands(shared, archives));
  void attendToDue({ ...options, data: shared.data, ready, archiveNow: actions.archiveAuditLogs });
  return {
    actions,
    archives,
    async panelPart() {
      const { auditPart } = await import('./panel/audit-part.ts');
      return (panel) => auditPart(panel, shared, archives);
    },
  };
}
