import type { Disposable } from '../../core/emitter.ts';
import { setContext } from '../../vscode/set-context.ts';
import type { Manifests } from './manifests.ts';

/**
 * Keeps the context key `forgeConsole.manifests` in step with the manifests: their paths, for the conditions of menus;
 * unset where there are none. Paths, also with backslashes, because in a remote window URIs differ between the two
 * sides, and paths only in their separators.
 */
export function syncManifestPaths(manifests: Manifests): Disposable {
  let lastPaths = '';
  return manifests.onDidChange(() => {
    const paths = manifests.list.flatMap(({ uri: { fsPath } }) => [fsPath, fsPath.replaceAll('/', '\\')]);
    if (paths.join('\n') === lastPaths) return;
    lastPaths = paths.join('\n');
    setContext('forgeConsole.manifests', paths.length > 0 ? paths : undefined);
  });
}
