import * as vscode from 'vscode';
import { atlassianGateway, parseGatewayUrl } from '../gateway/endpoint.ts';

const section = 'forgeConsole';

/** Number of apps per request if the setting is not usable. */
const defaultPageSize = 50;

/** The settings that concern the gateway, read when they are needed. */
export const settings = {
  /** The configured gateway. Throws `misconfigured`. */
  gateway: (): URL => parseGatewayUrl(gatewayText()),
  /** The gateway's address as accounts store it; the setting's own text if it is not a usable address. */
  gatewayKey: (): string => (URL.canParse(gatewayText()) ? new URL(gatewayText()).href : gatewayText()),
  pageSize: (): number => {
    const value = vscode.workspace.getConfiguration(section).get<unknown>('pageSize');
    return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100 ? value : defaultPageSize;
  },
  /** Calls the listener when the gateway setting changes. */
  onDidChangeGateway: (listener: () => unknown): vscode.Disposable =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.gatewayUrl`)) listener();
    }),
  openGateway: async (): Promise<void> => {
    // In a remote window this extension runs on the remote machine, whose settings are on a separate page.
    const page = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
    await vscode.commands.executeCommand(`workbench.action.${page}`, { query: `${section}.gatewayUrl` });
  },
};

/**
 * The text of the setting. Only the user's own settings count: it decides where a token is sent. VS Code ignores
 * workspace values of machine-scoped settings, but this code does not rely on that.
 */
function gatewayText(): string {
  const inspected = vscode.workspace.getConfiguration(section).inspect<unknown>('gatewayUrl');
  const value = inspected?.globalValue ?? inspected?.defaultValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : atlassianGateway;
}
