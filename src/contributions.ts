// The contributions of package.json as types: a command, view, context key or setting that is missing there does not
// compile. test/editor/contributions.test.ts checks that this file, package.json and package.nls.json agree.
import type { Command } from 'vscode';
import type { Tab } from './app-panel/tabs.ts';
import type { AppAri } from './core/ids.ts';

/** The ids of the views. */
export const views = { apps: 'forgeConsole.apps', logs: 'forgeConsole.logs' } as const;

/** The view type of an app's panel, by which VS Code finds the serializer that restores one. */
export const appPanelType = 'forgeConsole.app';

/** The view type of a pinned tab of logs, by which VS Code finds the serializer that restores one. */
export const pinnedLogsType = 'forgeConsole.pinnedLogs';

/** Context keys that `when` clauses in package.json use, with their types. */
export interface ContextKeys {
  'forgeConsole.signedIn': boolean;
  'forgeConsole.filtered': boolean;
  /** The welcome view that is shown if there are no rows. */
  'forgeConsole.welcome': 'signedOut' | 'noApps' | 'offline' | 'none';
  /** Whether requests wait for Atlassian's rate limit. */
  'forgeConsole.rateLimited': boolean;
  /** Paths of the Forge manifests in the workspace; unset if there are none. */
  'forgeConsole.manifests': readonly string[] | undefined;
}

/** The settings, in the order of the settings editor. */
export const settingKeys = [
  'forgeConsole.gatewayUrl',
  'forgeConsole.pageSize',
  'forgeConsole.manifest.scanCode',
  'forgeConsole.manifest.hover',
  'forgeConsole.manifest.completion',
  'forgeConsole.manifest.diagnostics',
  'forgeConsole.manifest.severities',
  'forgeConsole.manifest.codeLens',
  'forgeConsole.forgeCli.path',
  'forgeConsole.deployments.notify',
  'forgeConsole.auditLogs.folder',
  'forgeConsole.auditLogs.fileName',
  'forgeConsole.auditLogs.formulaSafe',
  'forgeConsole.auditLogs.byteOrderMark',
  'forgeConsole.auditLogs.separator',
  'forgeConsole.auditLogs.extraColumns',
  'forgeConsole.auditLogs.reminderDays',
  'forgeConsole.auditLogs.archiveAtStart',
  'forgeConsole.auditLogs.remind',
  'forgeConsole.logs.filters',
] as const;

/**
 * The commands with their subjects: `nothing`, the rows, apps or accounts that the command was invoked on (`targets`),
 * an app's variable (`variable`), a row of the view *Apps* (`row`), a file of an app (`file`), a function or web trigger of
 * an app (`function`), a scope (`scope`) or a text in a panel (`text`).
 */
export const commands = {
  'forgeConsole.account.signIn': 'targets',
  'forgeConsole.account.signOut': 'targets',
  'forgeConsole.sampleApps.explore': 'nothing',
  'forgeConsole.apps.refresh': 'nothing',
  'forgeConsole.app.refresh': 'targets',
  'forgeConsole.row.refresh': 'row',
  'forgeConsole.row.retry': 'row',
  'forgeConsole.apps.showMore': 'row',
  'forgeConsole.apps.filter': 'nothing',
  'forgeConsole.apps.changeFilter': 'nothing',
  'forgeConsole.apps.clearFilter': 'nothing',
  'forgeConsole.apps.sort': 'nothing',
  'forgeConsole.apps.group': 'nothing',
  'forgeConsole.apps.explainKinds': 'nothing',
  'forgeConsole.app.open': 'targets',
  'forgeConsole.app.copyId': 'targets',
  'forgeConsole.environment.copyId': 'targets',
  'forgeConsole.environment.create': 'targets',
  'forgeConsole.environment.delete': 'targets',
  'forgeConsole.environment.makeDefault': 'targets',
  'forgeConsole.app.openInConsole': 'targets',
  'forgeConsole.app.showManifest': 'targets',
  'forgeConsole.app.addScope': 'targets',
  'forgeConsole.manifest.addScope': 'file',
  'forgeConsole.manifest.check': 'file',
  'forgeConsole.app.rename': 'targets',
  'forgeConsole.app.editDescription': 'targets',
  'forgeConsole.app.explainDisabled': 'targets',
  'forgeConsole.app.changeAccount': 'targets',
  'forgeConsole.scope.showOperations': 'scope',
  'forgeConsole.manifest.showScopeUsage': 'file',
  'forgeConsole.auditLogs.save': 'targets',
  'forgeConsole.auditLogs.archive': 'targets',
  'forgeConsole.auditLogs.showArchiveStatus': 'nothing',
  'forgeConsole.cli.deploy': 'targets',
  'forgeConsole.cli.lint': 'targets',
  'forgeConsole.cli.startTunnel': 'targets',
  'forgeConsole.cli.stopTunnel': 'targets',
  'forgeConsole.cli.install': 'targets',
  'forgeConsole.cli.showActions': 'targets',
  'forgeConsole.cli.showStatus': 'nothing',
  'forgeConsole.variables.show': 'targets',
  'forgeConsole.variables.set': 'variable',
  'forgeConsole.variables.remove': 'targets',
  'forgeConsole.variables.import': 'targets',
  'forgeConsole.variables.compare': 'targets',
  'forgeConsole.variables.copyTo': 'targets',
  'forgeConsole.variables.copyForTunnel': 'targets',
  'forgeConsole.logs.show': 'targets',
  'forgeConsole.logs.showFunction': 'function',
  'forgeConsole.webTriggers.show': 'targets',
  'forgeConsole.webTriggers.showOne': 'function',
  'forgeConsole.logs.openAsText': 'nothing',
  'forgeConsole.logs.save': 'targets',
  'forgeConsole.build.deploy': 'targets',
  'forgeConsole.versions.compare': 'targets',
  'forgeConsole.versions.upgrade': 'targets',
  'forgeConsole.app.delete': 'targets',
  'forgeConsole.app.uninstall': 'targets',
  'forgeConsole.installation.install': 'targets',
  'forgeConsole.installation.upgrade': 'targets',
  'forgeConsole.installation.deployAndFollow': 'targets',
  'forgeConsole.site.mark': 'targets',
  'forgeConsole.site.unmark': 'targets',
  'forgeConsole.apps.cleanUp': 'targets',
  'forgeConsole.journal.show': 'nothing',
  'forgeConsole.connection.test': 'nothing',
  'forgeConsole.rateLimit.stopWaiting': 'nothing',
  'forgeConsole.gateway.openSetting': 'nothing',
  'forgeConsole.output.show': 'nothing',
  'forgeConsole.text.copy': 'text',
  'forgeConsole.workspace.manageTrust': 'nothing',
} as const;

export type CommandId = keyof typeof commands;

/** The subject of a command. */
export type SubjectOf<Id extends CommandId> = (typeof commands)[Id];

/** The arguments that links in hovers, lenses and messages pass to a command. */
interface LinkArguments {
  nothing: readonly [];
  /** An app by its ARI, and the tab of its panel. */
  targets: readonly [app?: AppAri, tab?: Tab];
  /** An app, and the name of the variable. */
  variable: readonly [app?: AppAri, name?: string];
  row: readonly [];
  /** The manifest's URI as a string, and the scope whose locations are shown. */
  file: readonly [uri?: string, scope?: string];
  /** An app by its ARI, and the key of one of its functions or web triggers. */
  function: readonly [app: AppAri, key: string];
  scope: readonly [key: string];
  text: readonly [];
}

/** A command that a link runs, with its arguments. */
export interface CommandLink {
  readonly command: CommandId;
  readonly arguments: readonly (string | undefined)[];
}

/** A command for a link, its arguments type-checked against the command's subject. */
export function commandLink<Id extends CommandId>(
  command: Id,
  ...args: LinkArguments[SubjectOf<Id>]
): { command: Id; arguments: (string | undefined)[] } {
  return { command, arguments: [...args] };
}

/** A command for a code lens or a status bar item: a link with a title. */
export function titled(title: string, link: CommandLink, tooltip?: string): Command {
  return { title, command: link.command, arguments: [...link.arguments], ...(tooltip !== undefined && { tooltip }) };
}
