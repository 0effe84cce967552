import * as vscode from 'vscode';
import type { Environment } from '../../core/environment.ts';
import type { Manifest, ManifestModule } from '../model/manifest.ts';
import { appHover, titleHover } from './app-hover.ts';
import { editorRange, type Knowledge } from './known.ts';
import type { LiveApps } from './live-apps.ts';
import { scopeHover } from './scope-hover.ts';

/** Hovers on scopes, on the app's id and on the titles of modules. */
export function createHoverProvider(
  knowledge: Knowledge,
  apps: LiveApps,
  isSignedIn: () => boolean,
): vscode.HoverProvider {
  return {
    async provideHover(document, position) {
      const known = await knowledge.of(document);
      if (known === undefined) return undefined;
      const { manifest, environments } = known;
      const scope = manifest.scopes.find(({ range }) => editorRange(range).contains(position));
      if (scope) return new vscode.Hover(scopeHover(document.uri, scope, known), editorRange(scope.range));
      if (manifest.app && manifest.appId && editorRange(manifest.appId).contains(position))
        return new vscode.Hover(appHover(manifest.app.id, known, apps, isSignedIn()), editorRange(manifest.appId));
      const module = titled(manifest, position);
      if (module?.title)
        return new vscode.Hover(
          titleHover(
            module.type,
            module.title.isTranslated,
            module.title.text,
            deployedTitles(module, environments ?? []),
          ),
          editorRange(module.title.range),
        );
      return undefined;
    },
  };
}

/** The module of Jira's, or of any other Atlassian app's, whose title is at a place. */
function titled({ modules }: Manifest, position: vscode.Position): ManifestModule | undefined {
  return modules.find(({ title }) => title && editorRange(title.range).contains(position));
}

/** How environments title a module; a deployed `macro` has another prefix. */
function deployedTitles(
  { type, key }: ManifestModule,
  environments: readonly Environment[],
): { environment: string; title: string }[] {
  return environments.flatMap(({ key: environment, latest }) => {
    const found = latest?.modules?.find(
      (module) => module.key === key && module.type.replace(/^(?:core|xen):/, '') === type,
    );
    return found?.title === undefined ? [] : [{ environment, title: found.title }];
  });
}
