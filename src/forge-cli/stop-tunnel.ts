import * as vscode from 'vscode';
import type { Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';
import type { CliServices } from './cli-services.ts';
import type { RunningTunnel } from './running-tunnels.ts';

/** Stops the tunnel of what a command was invoked on, or the only one, or the one that the user chooses. */
export async function stopTunnel(targets: Targets, { tunnels, shared }: CliServices): Promise<void> {
  const target = targets?.find((one) => one.kind !== 'account');
  const environment = target?.kind === 'environment' ? target.environment.key : undefined;
  const found = tunnels.list.filter(
    (tunnel) =>
      (target === undefined || tunnel.manifest.appId === target.id) &&
      (environment === undefined || tunnel.environment === environment),
  );
  const [only, ...others] = found;
  if (only === undefined) {
    const text = vscode.l10n.t('No tunnel runs as a task of this window. One in a terminal ends there with Ctrl+C.');
    await shared.prompts.message(text, [], { severity: 'info' });
    return;
  }
  const chosen = others.length === 0 ? only : await pickTunnel(found, shared.prompts);
  chosen?.stop();
}

function pickTunnel(tunnels: readonly RunningTunnel[], prompts: CliServices['shared']['prompts']) {
  const items = tunnels.map((tunnel) => ({
    label: plain(vscode.workspace.asRelativePath(vscode.Uri.joinPath(tunnel.manifest.uri, '..'))),
    description: plain(tunnel.environment),
    value: tunnel,
  }));
  return prompts.pick(items, { title: vscode.l10n.t('Stop Tunnel'), placeholder: vscode.l10n.t('Choose a tunnel') });
}
