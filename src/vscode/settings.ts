import * as vscode from 'vscode';
import { clouds } from '../core/clouds.ts';
import { gatewaysBeside, parseGatewayUrl } from '../gateway/endpoint.ts';

const section = 'forgeConsole';

/** Number of apps per request if the setting is not usable. */
const defaultPageSize = 50;

/** The settings that concern the gateway, read when they are needed. */
export const settings = {
  /** The gateways whose accounts are shown, the configured one first. Throws `misconfigured`. */
  gateways: (): readonly URL[] => gatewaysBeside(parseGatewayUrl(gatewayText())),
  /** Their addresses as accounts store them; none if the setting is not usable. */
  gatewayKeys: (): readonly string[] => {
    try {
      return settings.gateways().map(({ href }) => href);
    } catch {
      return [];
    }
  },
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
    await vscode.commands.executeCommand('workbench.action.openSettings', { query: `${section}.gatewayUrl` });
  },
};

/**
 * The text of the setting. Only the user's own settings count: it decides where a token is sent. VS Code ignores
 * workspace and remote values of application-scoped settings, but this code does not rely on that.
 */
function gatewayText(): string {
  const inspected = vscode.workspace.getConfiguration(section).inspect<unknown>('gatewayUrl');
  const value = inspected?.globalValue ?? inspected?.defaultValue;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : clouds.commercial.gateway;
}
