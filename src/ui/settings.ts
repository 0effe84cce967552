import * as vscode from 'vscode';
import { atlassianGateway, parseGatewayUrl } from '../gateway/endpoint.ts';

const section = 'forgeConsole';

/** Number of apps asked for at once, where the setting says nothing usable. */
const defaultPageSize = 50;

/** The settings, read when they are needed. */
export interface Settings {
  /** The configured gateway. Throws `misconfigured`. */
  readonly gateway: () => URL;
  /** The gateway's address as accounts keep it; the setting's own text where it is no usable address. */
  readonly gatewayKey: () => string;
  readonly pageSize: () => number;
  /** Calls back when the gateway setting changed. */
  readonly onDidChangeGateway: (listener: () => unknown) => vscode.Disposable;
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
