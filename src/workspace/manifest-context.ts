import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';
import type { Manifests } from './manifests.ts';

/** Tells VS Code which files are Forge manifests, for the conditions of menus: `forgeConsole.manifests`, unset where there are none. */
export function tellManifests(manifests: Manifests): Disposable {
  let told = '';
  return manifests.onDidChange(() => {
    const uris = manifests.list.map(({ uri }) => uri.toString());
    if (uris.join('\n') === told) return;
    told = uris.join('\n');
    void vscode.commands.executeCommand('setContext', 'forgeConsole.manifests', uris.length > 0 ? uris : undefined);
  });
}
