import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { Pins } from '../apps/model/view-additions.ts';
import type { Shared } from '../shared.ts';
import type { ManifestChecks } from './check/manifest-checks.ts';
import { createCodeThread } from './code/app-code.ts';
import { chooseManifest, pickManifest } from './editor/choose-manifest.ts';
import { createManifestThread } from './model/manifest-thread.ts';
import { registerManifestEditor } from './editor/register-editor.ts';
import { showManifest } from './editor/show-manifest.ts';
import { showScopeOperations } from './editor/scope-operations.ts';
import { showScopeUsage } from './editor/scope-usage.ts';
import { scanCodeSetting } from './manifest-settings.ts';
import type { ScopeCatalogue } from './scopes/scope-catalogue.ts';
import { type AppScans, createAppScans } from './workspace/app-scans.ts';
import { syncManifestPaths } from './workspace/manifest-paths-context.ts';
import type { AddScope } from './panel/manifest-part.ts';
import { isManifest } from './workspace/manifest-files.ts';
import { createManifests, type FoundManifest, type Manifests } from './workspace/manifests.ts';
import { type WorkspaceApps, workspaceApps } from './workspace/workspace-apps.ts';

/** What the feature adds elsewhere. */
export interface ManifestFeature {
  readonly actions: Pick<AppActions, 'showManifest'>;
  readonly appScans: AppScans;
  readonly manifests: Manifests;
  /** Asks which manifest a command is about, where that is not clear. */
  readonly choose: {
    readonly byEditor: (title: string) => Promise<FoundManifest | undefined>;
    readonly among: <M extends Pick<FoundManifest, 'uri'>>(list: readonly M[], title: string) => Promise<M | undefined>;
  };
  /** What is known of scopes; loaded when first asked for. */
  readonly scopes: () => Promise<ScopeCatalogue>;
  /** Which apps have a manifest in the workspace. */
  readonly pins: Pins;
  readonly inWorkspace: WorkspaceApps;
  readonly panelPart: () => Promise<MakePanelPart<'manifest'>>;
}

/** Manifests of the workspace: found, read, edited, compared; their apps' code; and what scopes are. */
export function registerManifest(shared: Shared): ManifestFeature {
  const { context, data, output, prompts, notify } = shared;
  const thread = createManifestThread({
    entry: pathToFileURL(context.asAbsolutePath('dist/manifests.js')),
    onCrash: (error) => output.error('The thread that reads manifests', error),
  });
  const manifests = createManifests(thread, output.error);
  const appScans = createAppScans({
    manifests,
    thread,
    scanner: createCodeThread({
      entry: pathToFileURL(context.asAbsolutePath('dist/scan.js')),
      onCrash: (error) => output.error('The thread that reads code', error),
    }),
    isOn: scanCodeSetting.isOn,
    onDidChangeSetting: scanCodeSetting.onDidChange,
    onError: output.error,
  });
  let catalogue: Promise<ScopeCatalogue> | undefined;
  const scopes = () => (catalogue ??= loadScopes(shared, manifests));

  const editor = registerManifestEditor({ data, manifests, appScans, scopes, prompts, onError: output.error });
  const addScope: AddScope = async ({ id, name }, given) => {
    const found = manifests.of(id);
    if (found.length === 0) {
      const { tellWhereScopesAreAdded } = await import('./editor/add-scope.ts');
      return tellWhereScopesAreAdded(name, prompts);
    }
    const uri = given ?? (await pickManifest(found, prompts, l10n.t('Add Scope')))?.uri;
    if (uri) await editor.addScope(uri);
  };

  let checks: Promise<ManifestChecks> | undefined;
  const loadChecks = async () =>
    (await import('./check/manifest-checks.ts')).createManifestChecks(shared, manifests, thread);

  shared.own(thread, manifests, syncManifestPaths(manifests), appScans, editor, {
    dispose() {
      void catalogue?.then((loaded) => loaded.dispose());
      void checks?.then((loaded) => loaded.dispose());
    },
  });
  shared.commands({
    'forgeConsole.manifest.showScopeUsage': (file) =>
      showScopeUsage(file, { manifests, appScans, prompts, notify, openSetting: scanCodeSetting.open }),
    async 'forgeConsole.app.addScope'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Add Scope'));
      if (app) await addScope(app);
    },
    async 'forgeConsole.manifest.addScope'({ uri }) {
      // A hover may be over a manifest outside the workspace, or one that was written just now.
      const chosen =
        uri !== undefined && isManifest(uri)
          ? uri
          : (await chooseManifest(uri, { manifests, prompts, title: l10n.t('Add Scope') }))?.uri;
      if (chosen) await editor.addScope(chosen);
    },
    'forgeConsole.manifest.check': async (file) => (await (checks ??= loadChecks())).check(file),
    'forgeConsole.scope.showOperations': (scope) => showScopeOperations(scope, scopes, prompts),
  });
  void manifests.start().catch((error: unknown) => output.error('Finding the manifests', error));
  return {
    actions: { showManifest: (app) => showManifest(app, manifests, prompts) },
    appScans,
    manifests,
    choose: {
      byEditor: (title) => chooseManifest(undefined, { manifests, prompts, title }),
      among: (list, title) => pickManifest(list, prompts, title),
    },
    scopes,
    pins: { has: (id) => manifests.of(id).length > 0, onDidChange: manifests.onDidChange },
    inWorkspace: workspaceApps(manifests),
    async panelPart() {
      const { manifestPart } = await import('./panel/manifest-part.ts');
      return (panel) => manifestPart(panel, manifests, addScope);
    },
  };
}

async function loadScopes({ context, data, output }: Shared, manifests: Manifests): Promise<ScopeCatalogue> {
  const [{ createScopeCatalogue }, { scopeSource }] = await Promise.all([
    import('./scopes/scope-catalogue.ts'),
    import('./scopes/scope-source.ts'),
  ]);
  const folder = join(context.globalStorageUri.fsPath, 'scopes');
  return createScopeCatalogue({
    source: scopeSource(data, folder, (error) => output.error('The facts about scopes on disk', error)),
    onDidChangeSource: data.onDidChange,
    declared: () => manifests.list.flatMap(({ manifest }) => manifest.scopes.map(({ key }) => key)),
    onDidChangeDeclared: manifests.onDidChange,
    now: Date.now,
    quietMs: 2000,
  });
}
