import * as vscode from 'vscode';
import type { Event } from '../../core/emitter.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';

/** The manifests of apps in the workspace. */
export interface AppManifestFiles {
  of(id: AppAri): readonly { readonly uri: vscode.Uri }[];
  readonly onDidChange: Event<undefined>;
}

/** Opens a manifest beside the panel, at the line of a path in it. Throws `notFound` if the manifest is gone. */
export async function openManifestAt(
  manifest: { readonly uri: vscode.Uri } | undefined,
  path: string | undefined,
): Promise<void> {
  if (manifest === undefined)
    throw new ForgeError('notFound', vscode.l10n.t('the manifest isn’t in this workspace any more'));
  const [document, { lineOfPath }] = await Promise.all([
    vscode.workspace.openTextDocument(manifest.uri),
    import('../model/place-in-manifest.ts'),
  ]);
  const at = new vscode.Position(path === undefined ? 0 : lineOfPath(document.getText(), path), 0);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    viewColumn: vscode.ViewColumn.Beside,
  });
}
