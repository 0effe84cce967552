import * as vscode from 'vscode';
import type { Notify } from './notify.ts';

/** The commands that package.json contributes, and those that rows and messages run. */
export const commandIds = [
  'forgeConsole.signIn',
  'forgeConsole.signOut',
  'forgeConsole.exploreSampleApps',
  'forgeConsole.refresh',
  'forgeConsole.refreshApp',
  'forgeConsole.refreshRow',
  'forgeConsole.retry',
  'forgeConsole.showMoreApps',
  'forgeConsole.filter',
  'forgeConsole.editFilter',
  'forgeConsole.clearFilter',
  'forgeConsole.sort',
  'forgeConsole.group',
  'forgeConsole.openApp',
  'forgeConsole.copyAppId',
  'forgeConsole.copyEnvironmentId',
  'forgeConsole.openInConsole',
  'forgeConsole.revealManifest',
  'forgeConsole.showScopeOperations',
  'forgeConsole.saveAuditLogs',
  'forgeConsole.archiveAuditLogs',
  'forgeConsole.showAuditArchiveStatus',
  'forgeConsole.deleteApp',
  'forgeConsole.uninstall',
  'forgeConsole.cleanUpApps',
  'forgeConsole.showJournal',
  'forgeConsole.showScopeUsage',
  'forgeConsole.testConnection',
  'forgeConsole.stopWaiting',
  'forgeConsole.openGatewaySetting',
  'forgeConsole.showOutput',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Runs a command with what it was invoked on, which may be anything, and all rows that were selected then. */
export type CommandHandler = (argument: unknown, selected?: unknown) => unknown;

/** A handler for some of the commands. */
export type CommandGroup<Id extends CommandId> = Readonly<Record<Id, CommandHandler>>;

/** Registers one handler for each command, in one wrapper that tells people of failures. */
export function registerCommands(handlers: CommandGroup<CommandId>, notify: Notify): vscode.Disposable {
  const registrations = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (argument: unknown, selected: unknown) => {
      try {
        await handlers[id](argument, selected);
      } catch (error) {
        await notify.error(vscode.l10n.t('The command failed'), error);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
