// What package.json contributes, as types: a command, view, context key or setting that is not there does not compile.
// test/editor/contributions.test.ts holds this file, package.json and package.nls.json together.
import type { Command } from 'vscode';
import type { Tab } from './app-panel/tabs.ts';
import type { AppAri } from './core/ids.ts';

/** The views, by the names that the code gives them. */
export const views = { apps: 'forgeConsole.apps' } as const;

/** The type of an app's panel, by which VS Code finds who restores one. */
export const appPanelType = 'forgeConsole.app';

/** Keys that `when` clauses of package.json ask for, with what each holds. */
export interface ContextKeys {
  /** Whether an account is signed in. */
  'forgeConsole.signedIn': boolean;
  /** Whether the apps are filtered. */
  'forgeConsole.filtered': boolean;
  /** Which welcome view stands where no rows are. */
  'forgeConsole.welcome': 'signedOut' | 'noApps' | 'offline' | 'none';
  /** Whether requests wait for Atlassian's rate limit. */
  'forgeConsole.rateLimited': boolean;
  /** Paths of the Forge manifests in the workspace; unset where there are none. */
  'forgeConsole.manifests': readonly string[] | undefined;
}

/** The settings, in the order in which the settings editor shows them. */
export const settingKeys = [
  'forgeConsole.gatewayUrl',
  'forgeConsole.pageSize',
  'forgeConsole.manifest.scanCode',
  'forgeConsole.manifest.hover',
  'forgeConsole.manifest.completion',
  'forgeConsole.manifest.diagnostics',
  'forgeConsole.manifest.severities',
  'forgeConsole.manifest.codeLens',
  'forgeConsole.auditLogs.folder',
  'forgeConsole.auditLogs.fileName',
  'forgeConsole.auditLogs.formulaSafe',
  'forgeConsole.auditLogs.byteOrderMark',
  'forgeConsole.auditLogs.extraColumns',
  'forgeConsole.auditLogs.reminderDays',
  'forgeConsole.auditLogs.archiveAtStart',
] as const;

export type SettingKey = (typeof settingKeys)[number];

/**
 * The commands, each with what it is about: `nothing`, the rows, apps or accounts that it was invoked on (`targets`), a
 * row of the view *Apps* (`row`), a file of an app (`file`), a scope (`scope`) or a text in a panel (`text`).
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
  'forgeConsole.app.open': 'targets',
  'forgeConsole.app.copyId': 'targets',
  'forgeConsole.environment.copyId': 'targets',
  'forgeConsole.app.openInConsole': 'targets',
  'forgeConsole.app.showManifest': 'targets',
  'forgeConsole.scope.showOperations': 'scope',
  'forgeConsole.manifest.showScopeUsage': 'file',
  'forgeConsole.auditLogs.save': 'targets',
  'forgeConsole.auditLogs.archive': 'targets',
  'forgeConsole.auditLogs.showArchiveStatus': 'nothing',
  'forgeConsole.app.delete': 'targets',
  'forgeConsole.app.uninstall': 'targets',
  'forgeConsole.apps.cleanUp': 'targets',
  'forgeConsole.journal.show': 'nothing',
  'forgeConsole.connection.test': 'nothing',
  'forgeConsole.rateLimit.stopWaiting': 'nothing',
  'forgeConsole.gateway.openSetting': 'nothing',
  'forgeConsole.output.show': 'nothing',
  'forgeConsole.text.copy': 'text',
} as const;

export type CommandId = keyof typeof commands;

/** What a command is about, by its id. */
export type SubjectOf<Id extends CommandId> = (typeof commands)[Id];

/** What links in hovers, lenses and messages give a command. */
interface LinkArguments {
  nothing: readonly [];
  /** An app by its ARI, and the tab of its panel. */
  targets: readonly [app?: AppAri, tab?: Tab];
  row: readonly [];
  /** The manifest's URI as text, and a scope to show the places of. */
  file: readonly [uri?: string, scope?: string];
  scope: readonly [key: string];
  text: readonly [];
}

/** A command that a link runs, with its arguments. */
export interface CommandLink {
  readonly command: CommandId;
  readonly arguments: readonly (string | undefined)[];
}

/** A command for a link, its arguments checked against what the command takes. */
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
