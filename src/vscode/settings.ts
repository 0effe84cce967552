import * as vscode from 'vscode';
import { atlassianGateway, parseGatewayUrl } from '../gateway/endpoint.ts';

const section = 'forgeConsole';

/** Number of apps asked for at once, where the setting says nothing usable. */
const defaultPageSize = 50;

/** The settings that concern the gateway, read when they are needed. */
export const settings = {
  /** The configured gateway. Throws `misconfigured`. */
  gateway: (): URL => parseGatewayUrl(gatewayText()),
  /** The gateway's address as accounts keep it; the setting's own text where it is no usable address. */
  gatewayKey: (): string => (URL.canParse(gatewayText()) ? new URL(gatewayText()).href : gatewayText()),
  pageSize: (): number => {
    const value = vscode.workspace.getConfiguration(section).get<unknown>('pageSize');
    return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100 ? value : defaultPageSize;
  },
  /** Calls back when the gateway setting changed. */
  onDidChangeGateway: (listener: () => unknown): vscode.Disposable =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.gatewayUrl`)) listener();
    }),
  /** Opens the gateway setting in the settings editor. */
  openGateway: async (): Promise<void> => {
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
