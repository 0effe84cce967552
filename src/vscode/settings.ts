import * as vscode from 'vscode';
import { longestReminderDays } from '../audit-logs/model/archive-state.ts';
import { type ExtraColumn, extraColumns } from '../audit-logs/model/csv-columns.ts';
import type { ExportForm } from '../audit-logs/model/export-csv.ts';
import { defaultNamePattern } from '../audit-logs/model/export-name.ts';
import { ForgeError } from '../core/errors.ts';
import { atlassianGateway, parseGatewayUrl } from '../gateway/endpoint.ts';

const section = 'forgeConsole';

/** Number of apps asked for at once, where the setting says nothing usable. */
const defaultPageSize = 50;

/** How and where audit logs are kept. */
export interface AuditLogSettings extends ExportForm {
  /** Steps of the path from the workspace folder. */
  readonly folder: readonly string[];
  readonly namePattern: string;
  readonly reminderDays: number;
  readonly archivesAtStart: boolean;
}

/** Days between two runs of the archive before it is said to be due. */
const defaultReminderDays = 21;

/** How grave what is found in a manifest is; `off` is not told. */
export type FindingSeverity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** What the product does in manifests. */
export interface ManifestSettings {
  readonly hover: boolean;
  readonly completion: boolean;
  readonly diagnostics: boolean;
  /** What the person wants to be as grave as this, by what is found. */
  readonly severities: ReadonlyMap<string, FindingSeverity>;
  readonly codeLens: boolean;
}

/** The settings, read when they are needed. */
export interface Settings {
  /** The configured gateway. Throws `misconfigured`. */
  readonly gateway: () => URL;
  /** The gateway's address as accounts keep it; the setting's own text where it is no usable address. */
  readonly gatewayKey: () => string;
  readonly pageSize: () => number;
  /** Settings of audit logs for a workspace folder. Throws `misconfigured`. */
  readonly auditLogs: (scope?: vscode.Uri) => AuditLogSettings;
  /** Settings of a manifest. */
  readonly manifest: (uri: vscode.Uri) => ManifestSettings;
  /** Calls back when a setting of manifests changed. */
  readonly onDidChangeManifest: (listener: () => unknown) => vscode.Disposable;
  /** Calls back when the gateway setting changed. */
  readonly onDidChangeGateway: (listener: () => unknown) => vscode.Disposable;
  /** Whether the code of apps is read for the scopes that it needs. */
  readonly scansCode: () => boolean;
  readonly onDidChangeScansCode: (listener: () => unknown) => vscode.Disposable;
  /** Opens that setting in the settings editor. */
  readonly openScansCode: () => unknown;
  /** Opens the gateway setting in the settings editor. */
  readonly openGateway: () => Promise<void>;
}

/** VS Code's settings of this extension. */
export const settings: Settings = {
  gateway: () => parseGatewayUrl(gatewayText()),
  gatewayKey() {
    return URL.canParse(gatewayText()) ? new URL(gatewayText()).href : gatewayText();
  },
  pageSize() {
    const value = vscode.workspace.getConfiguration(section).get<unknown>('pageSize');
    return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100 ? value : defaultPageSize;
  },
  auditLogs(scope) {
    const read = (key: string): unknown =>
      vscode.workspace.getConfiguration(`${section}.auditLogs`, scope).get<unknown>(key);
    const text = (key: string, fallback: string) => {
      const value = read(key);
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback;
    };
    const days = read('reminderDays');
    const wanted = read('extraColumns');
    return {
      folder: pathWithin(text('folder', 'forge-audit-logs')),
      namePattern: text('fileName', defaultNamePattern),
      formulaSafe: read('formulaSafe') !== false,
      byteOrderMark: read('byteOrderMark') === true,
      extraColumns: extraColumns.filter((column: ExtraColumn) => Array.isArray(wanted) && wanted.includes(column)),
      reminderDays: typeof days === 'number' && days >= 1 ? Math.min(days, longestReminderDays) : defaultReminderDays,
      archivesAtStart: read('archiveAtStart') === true,
    };
  },
  scansCode: () => vscode.workspace.getConfiguration(section).get<unknown>('manifest.scanCode') !== false,
  openScansCode: () =>
    vscode.commands.executeCommand('workbench.action.openSettings', { query: `${section}.manifest.scanCode` }),
  onDidChangeScansCode: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.manifest.scanCode`)) listener();
    }),
  manifest(uri) {
    const read = (key: string): unknown =>
      vscode.workspace.getConfiguration(`${section}.manifest`, uri).get<unknown>(key);
    const severities = read('severities');
    return {
      hover: read('hover') !== false,
      completion: read('completion') !== false,
      diagnostics: read('diagnostics') !== false,
      severities: new Map(
        Object.entries(typeof severities === 'object' && severities !== null ? severities : {}).flatMap(
          ([kind, severity]: [string, unknown]) => (isSeverity(severity) ? [[kind, severity]] : []),
        ),
      ),
      codeLens: read('codeLens') !== false,
    };
  },
  onDidChangeManifest: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.manifest`)) listener();
    }),
  onDidChangeGateway: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.gatewayUrl`)) listener();
    }),
  async openGateway() {
    // In a remote window this extension runs on the remote machine, whose settings have a page of their own.
    const page = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
    await vscode.commands.executeCommand(`workbench.action.${page}`, { query: `${section}.gatewayUrl` });
  },
};

/**
 * The text of the setting. Only values from the user's own settings count: it decides where a token goes, and although
 * VS Code keeps a machine-scoped setting out of workspaces, this does not depend on it.
 */
function gatewayText(): string {
  const inspected = vscode.workspace.getConfiguration(section).inspect<unknown>('gatewayUrl');
  const value = inspected?.globalValue ?? inspected?.defaultValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : atlassianGateway;
}

function isSeverity(value: unknown): value is FindingSeverity {
  return ['error', 'warning', 'information', 'hint', 'off'].includes(String(value));
}

/** The steps of a path that stays within the workspace folder: the setting may come with a repository. */
function pathWithin(path: string): string[] {
  const steps = path.split(/[/\\]/).filter((step) => step !== '' && step !== '.');
  const isAbsolute = /^([/\\]|[a-z]:)/i.test(path);
  if (isAbsolute || steps.length === 0 || steps.includes('..'))
    throw new ForgeError('misconfigured', `${section}.auditLogs.folder has to be a path within the workspace folder`);
  return steps;
}
