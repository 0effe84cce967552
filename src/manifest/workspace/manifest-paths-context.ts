import type { Disposable } from '../../core/emitter.ts';
import { pathSpellings } from '../../files/place.ts';
import { setContext } from '../../vscode/set-context.ts';
import type { Manifests } from './manifests.ts';

/**
 * Keeps the context key `forgeConsole.manifests` in step with the manifests: their paths, for the conditions of menus;
 * unset where there are none. Paths in the spellings of all systems, because in a remote window URIs differ between the
 * two sides, and the window may run on another system than the extension.
 */
export function syncManifestPaths(manifests: Manifests): Disposable {
  let lastPaths = '';
  return manifests.onDidChange(() => {
    const paths = manifests.list.flatMap(({ uri }) => pathSpellings(uri));
    if (paths.join('\n') === lastPaths) return;
    lastPaths = paths.join('\n');
    setContext('forgeConsole.manifests', paths.length > 0 ? paths : undefined);
  });
}
