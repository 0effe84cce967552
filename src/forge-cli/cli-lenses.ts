import * as vscode from 'vscode';
import { commandLink, titled } from '../contributions.ts';
import { placeKey } from '../files/place.ts';
import { type AppManifests, isOnDisk } from './app-manifests.ts';
import type { RunningTunnels } from './running-tunnels.ts';

/** Lenses above `app` of a manifest that run the Forge CLI; none in Restricted Mode. */
export function createCliLenses(manifests: AppManifests, tunnels: RunningTunnels): vscode.CodeLensProvider {
  const onDidChangeCodeLenses = (listener: () => unknown) => {
    const changed = () => void listener();
    return vscode.Disposable.from(
      manifests.onDidChange(changed),
      tunnels.onDidChange(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
    );
  };
  return {
    onDidChangeCodeLenses,
    provideCodeLenses({ uri }) {
      const found = manifests.list.find((manifest) => placeKey(manifest.uri) === placeKey(uri));
      const at = found?.manifest.keys.app;
      if (found === undefined || at === undefined || !isOnDisk(found)) return [];
      if (!vscode.workspace.isTrusted || !isOn(uri)) return [];
      const { appId } = found;
      const commands = [
        titled(vscode.l10n.t('Deploy…'), commandLink('forgeConsole.cli.deploy', appId)),
        titled(vscode.l10n.t('Lint'), commandLink('forgeConsole.cli.lint', appId)),
        tunnels.of(appId)
          ? titled(vscode.l10n.t('Stop Tunnel'), commandLink('forgeConsole.cli.stopTunnel', appId))
          : titled(vscode.l10n.t('Start Tunnel'), commandLink('forgeConsole.cli.startTunnel', appId)),
      ];
      const { start, end } = at;
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      return commands.map((command) => new vscode.CodeLens(range, command));
    },
  };
}

function isOn(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('forgeConsole.manifest', uri).get<unknown>('codeLens') !== false;
}
