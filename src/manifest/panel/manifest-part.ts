import * as vscode from 'vscode';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { ModuleTitle, PermissionsView } from '../permissions-protocol.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import { placeKey } from '../../files/place.ts';
import { compareManifest } from '../model/compare-manifest.ts';
import { consequences } from '../model/consequence.ts';
import type { FoundManifest, Manifests } from '../workspace/manifests.ts';
import { readTranslations } from '../workspace/read-translations.ts';
import { permissionsView } from './permission-views.ts';
import { deployedTitles, titlesOf } from './title-views.ts';

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
  /** The place of the manifest that the user chose. */
  let chosen: string | undefined;

  function compared(): FoundManifest | undefined {
    const found = manifests.of(appId);
    return found.find(({ uri }) => placeKey(uri) === chosen) ?? found[0];
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

  let translate: (key: string) => string | undefined = () => undefined;

  /** Reads the translations that the manifest's titles need. */
  async function readTitles(): Promise<void> {
    const manifest = compared();
    if (manifest?.manifest.modules.some(({ title }) => title?.isTranslated) !== true) return;
    const read = await readTranslations(manifest);
    // The manifest that was compared last counts.
    if (compared() !== manifest) return;
    translate = read;
    changed('titles');
  }

  function titles(): ModuleTitle[] {
    const manifest = compared();
    return manifest ? titlesOf(manifest.manifest, translate) : deployedTitles(environments.state?.value ?? []);
  }

  const subscriptions = [
    environments.onDidChange(() => changed('permissions', ...(compared() ? [] : (['titles'] as const)))),
    manifests.onDidChange(() => {
      changed('permissions', 'titles');
      void readTitles();
    }),
  ];
  void readTitles();
  return {
    manifest: compared,
    state: {
      permissions: () => section(environments.state, permissions),
      titles,
    },
    refresh: () => readTitles(),
    handlers: {
      chooseManifest({ manifest }) {
        const found = manifests.of(appId)[manifest];
        chosen = found && placeKey(found.uri);
        changed('permissions', 'titles');
        void readTitles();
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
    throw new ForgeError('notFound', vscode.l10n.t('the manifest isn’t in this workspace any more'));
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(manifest.uri, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: false,
  });
}
