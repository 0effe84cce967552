import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { Shared } from '../shared.ts';
import { auditCommands } from './audit-commands.ts';
import { type WorkspaceArchives, createWorkspaceArchives } from './dialogs/workspace-archives.ts';
import { type ArchiveCadence, createArchiveCadence } from './dialogs/archive-cadence.ts';
import { decorateDueArchives } from './dialogs/due-archives.ts';

/**
 * Registers saving and archiving of audit logs, their tab in the panel, and reminders; `ready` settles when the
 * accounts are known.
 */
export function registerAuditLogs(
  shared: Shared,
  ready: Promise<unknown>,
): {
  readonly actions: Pick<AppActions, 'saveAuditLogs' | 'archiveAuditLogs'>;
  readonly archives: WorkspaceArchives;
  readonly cadence: ArchiveCadence;
  readonly panelPart: () => Promise<MakePanelPart<'auditLogs'>>;
} {
  const { context, output, prompts, notify, now } = shared;
  const archives = createWorkspaceArchives(now, output.error);
  const options = { prompts, notify, now, archives, memento: context.globalState };
  const actions: Pick<AppActions, 'saveAuditLogs' | 'archiveAuditLogs'> = {
    async saveAuditLogs(apps) {
      const { saveAuditLogs } = await import('./dialogs/save-audit-logs.ts');
      return saveAuditLogs(apps, options);
    },
    async archiveAuditLogs(apps) {
      const { archiveAuditLogs } = await import('./dialogs/archive-audit-logs.ts');
      await archiveAuditLogs(apps, options);
    },
  };
  const cadence = createArchiveCadence(shared, { archives, ready, archiveNow: actions.archiveAuditLogs });
  shared.own(archives, cadence, decorateDueArchives(archives));
  shared.commands(auditCommands(shared, archives));
  return {
    actions,
    archives,
    cadence,
    async panelPart() {
      const { auditPart } = await import('./panel/audit-part.ts');
      return (panel) => auditPart(panel, shared, archives);
    },
  };
}
