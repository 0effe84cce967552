import * as vscode from 'vscode';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { ModuleTitle, PermissionsView } from '../../app-panel/protocol.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import { compareManifest } from '../model/compare-manifest.ts';
import { consequences } from '../model/consequence.ts';
import type { FoundManifest, Manifests } from '../workspace/manifests.ts';
import { permissionsView } from './permission-views.ts';

/** What a panel shows of the app's manifests in the workspace. */
export type ManifestPart = PanelParts['manifest'] & {
  /** The manifest that is compared. */
  readonly manifest: () => FoundManifest | undefined;
};

/** Adds scopes to an app's manifest: to the given one, else to the one that the user picks. */
export type AddScope = (app: Pick<AppRef, 'id' | 'name'>, manifest?: vscode.Uri) => Promise<void>;

/** Creates the comparison of the app's manifest with what is deployed, and the titles that users see. */
export function manifestPart(
  { data, appId, name, words, changed, section }: PanelContext,
  manifests: Manifests,
  addScope: AddScope,
): ManifestPart {
  const { environments } = data.details(appId);
  let chosen: string | undefined;

  function compared(): FoundManifest | undefined {
    const found = manifests.of(appId);
    return found.find(({ uri }) => uri.toString() === chosen) ?? found[0];
  }

  function permissions(known: readonly Environment[]): PermissionsView {
    const found = manifests.of(appId);
    const manifest = compared();
    const paths = found.map(({ uri, manifest: { problems } }) => ({
      path: vscode.workspace.asRelativePath(uri),
      problems: problems.length,
    }));
    return permissionsView(
      {
        comparison: compareManifest(manifest?.manifest, known),
        consequences: manifest ? consequences(manifest.manifest, known) : [],
        manifests: paths,
        manifest: manifest && found.indexOf(manifest),
      },
      words,
    );
  }

  const subscriptions = [
    environments.onDidChange(() => changed('permissions')),
    manifests.onDidChange(() => changed('permissions', 'titles')),
  ];
  return {
    manifest: compared,
    state: {
      permissions: () => section(environments.state, permissions),
      titles: () => titlesOf(compared()),
    },
    handlers: {
      chooseManifest({ manifest }) {
        chosen = manifests.of(appId)[manifest]?.uri.toString();
        changed('permissions', 'titles');
        return null;
      },
      async openManifest({ line = 0 }) {
        await openAt(compared(), line);
        return null;
      },
      async addScope() {
        await addScope({ id: appId, name: name() }, compared()?.uri);
        return null;
      },
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Opens a manifest beside the panel at a zero-based line. Throws `notFound` if the manifest is gone. */
async function openAt(manifest: FoundManifest | undefined, line: number): Promise<void> {
  if (manifest === undefined)
    throw new ForgeError('notFound', vscode.l10n.t('the manifest is no longer in this workspace'));
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(manifest.uri, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: false,
  });
}

/** The names that users see: the titles of the manifest's modules. */
function titlesOf(manifest: FoundManifest | undefined): ModuleTitle[] {
  return (manifest?.manifest.modules ?? []).flatMap(({ type, key, title }) =>
    title ? [{ module: type, key: key ?? '', title: title.text, line: title.range.start.line }] : [],
  );
}
