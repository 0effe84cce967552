import * as vscode from 'vscode';
import type { Environment } from '../../core/environment.ts';
import type { Manifest, ManifestModule } from '../model/manifest.ts';
import { placeAt } from '../model/text-place.ts';
import { addressHover } from './address-hover.ts';
import { appHover, titleHover } from './app-hover.ts';
import { editorRange } from './editor-range.ts';
import type { ManifestAnalyzer } from './manifest-analysis.ts';
import type { LiveApps } from './live-apps.ts';
import { keyHover } from './key-hover.ts';
import { scopeHover } from './scope-hover.ts';
import { variablesHover } from './variable-hover.ts';

/** Hovers for scopes, addresses, `app.id`, the titles of modules, types of modules and keys. */
export function createHoverProvider(
  analyzer: ManifestAnalyzer,
  apps: LiveApps,
  isSignedIn: () => boolean,
): vscode.HoverProvider {
  return {
    async provideHover(document, position) {
      const analysis = await analyzer.analyze(document);
      if (analysis === undefined) return undefined;
      const { manifest, environments } = analysis;
      const scope = manifest.scopes.find(({ range }) => editorRange(range).contains(position));
      if (scope) return new vscode.Hover(scopeHover(document.uri, scope, analysis), editorRange(scope.range));
      if (manifest.appId && editorRange(manifest.appId).contains(position)) {
        const contents = manifest.app
          ? appHover(manifest.app.id, analysis, apps, isSignedIn())
          : variablesHover(manifest.appIdVariables);
        return contents && new vscode.Hover(contents, editorRange(manifest.appId));
      }
      const address = manifest.egress.find(({ range }) => editorRange(range).contains(position));
      if (address) return new vscode.Hover(addressHover(address, analysis, document.uri), editorRange(address.range));
      const module = moduleTitledAt(manifest, position);
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
      const place = placeAt(document.getText(), position);
      const contents = place && keyHover(place);
      return contents && new vscode.Hover(contents, editorRange(place.range));
    },
  };
}

function moduleTitledAt({ modules }: Manifest, position: vscode.Position): ManifestModule | undefined {
  return modules.find(({ title }) => title && editorRange(title.range).contains(position));
}

/** The titles of a module in the environments; types of deployed modules have a prefix. */
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
