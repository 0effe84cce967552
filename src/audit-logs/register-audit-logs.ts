import * as vscode from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { ViewBadgeSource } from '../apps/model/view-additions.ts';
import type { Shared } from '../shared.ts';
import { count } from '../vscode/text.ts';
import { auditCommands } from './audit-commands.ts';
import { type WorkspaceArchives, createWorkspaceArchives } from './dialogs/workspace-archives.ts';
import { handleDueArchives, decorateDueArchives } from './dialogs/due-archives.ts';

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
  /** The number of archives that are due. */
  readonly badge: ViewBadgeSource;
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
  const handleDue = () =>
    void handleDueArchives({ ...options, data: shared.data, ready, archiveNow: actions.archiveAuditLogs });
  shared.own(
    archives,
    decorateDueArchives(archives),
    // Archives can be written once the workspace is trusted.
    vscode.workspace.onDidGrantWorkspaceTrust(handleDue),
  );
  shared.commands(auditCommands(shared, archives));
  handleDue();
  return {
    actions,
    archives,
    badge: { badge: () => dueBadge(archives), onDidChange: archives.onDidChange },
    async panelPart() {
      const { auditPart } = await import('./panel/audit-part.ts');
      return (panel) => auditPart(panel, shared, archives);
    },
  };
}

function dueBadge({ states }: WorkspaceArchives): { value: number; tooltip: string } | undefined {
  const value = [...states.values()].filter(({ isDue }) => isDue).length;
  if (value === 0) return undefined;
  const tooltip =
    value === 1 ? vscode.l10n.t('1 audit archive is due') : vscode.l10n.t('{0} audit archives are due', count(value));
  return { value, tooltip };
}
