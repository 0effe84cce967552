import type { Disposable } from '../../core/emitter.ts';
import { setContext } from '../../vscode/set-context.ts';
import type { Manifests } from './manifests.ts';

/**
 * Tells VS Code which files are Forge manifests, for the conditions of menus: their paths in `forgeConsole.manifests`,
 * which is unset where there are none. In a remote window a URI differs between here and there, and a path by its
 * slashes.
 */
export function tellManifests(manifests: Manifests): Disposable {
  let told = '';
  return manifests.onDidChange(() => {
    const paths = manifests.list.flatMap(({ uri: { fsPath } }) => [fsPath, fsPath.replaceAll('/', '\\')]);
    if (paths.join('\n') === told) return;
    told = paths.join('\n');
    setContext('forgeConsole.manifests', paths.length > 0 ? paths : undefined);
  });
}
