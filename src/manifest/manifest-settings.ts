import * as vscode from 'vscode';

const section = 'forgeConsole.manifest';

/** How severe a problem of a manifest is shown; `off` shows nothing. */
export type FindingSeverity = 'error' | 'warning' | 'information' | 'hint' | 'off';

const severityNames: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'] satisfies FindingSeverity[];

/** What the product does in manifests. */
export interface ManifestSettings {
  readonly hover: boolean;
  readonly completion: boolean;
  readonly diagnostics: boolean;
  /** Severities that differ from the usual ones, by the kind of problem. */
  readonly severities: ReadonlyMap<string, FindingSeverity>;
  readonly codeLens: boolean;
}

/** The settings of a manifest, as they are now. */
export function manifestSettings(uri: vscode.Uri): ManifestSettings {
  const configuration = vscode.workspace.getConfiguration(section, uri);
  const isOn = (key: string) => configuration.get<unknown>(key) !== false;
  const severities = configuration.get<unknown>('severities');
  const entries: [string, unknown][] =
    typeof severities === 'object' && severities !== null ? Object.entries(severities) : [];
  return {
    hover: isOn('hover'),
    completion: isOn('completion'),
    diagnostics: isOn('diagnostics'),
    severities: new Map(entries.flatMap(([kind, severity]) => (isSeverity(severity) ? [[kind, severity]] : []))),
    codeLens: isOn('codeLens'),
  };
}

/** Calls back when a setting of manifests changed. */
export function onDidChangeManifestSettings(listener: () => unknown): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(section)) listener();
  });
}

/** The setting that switches the reading of the apps' code. */
export const scanCodeSetting = {
  isOn: () => vscode.workspace.getConfiguration(section).get<unknown>('scanCode') !== false,
  open: () => vscode.commands.executeCommand('workbench.action.openSettings', { query: `${section}.scanCode` }),
  onDidChange: (listener: () => unknown) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.scanCode`)) listener();
    }),
};

function isSeverity(value: unknown): value is FindingSeverity {
  return typeof value === 'string' && severityNames.includes(value);
}
