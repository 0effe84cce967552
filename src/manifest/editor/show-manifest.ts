import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import type { Manifests } from '../workspace/manifests.ts';
import { pickManifest } from './choose-manifest.ts';

/** Opens the app's manifest in the workspace at its `app.id`; the user picks if there are several. */
export async function showManifest({ id, name }: AppRef, manifests: Manifests, prompts: Prompts): Promise<void> {
  const found = manifests.of(id);
  if (found.length === 0) {
    const text = vscode.l10n.t(
      'The manifest of {0} isn’t in this workspace. Open the app’s folder to see it here.',
      plain(name),
    );
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  const manifest = await pickManifest(found, prompts, vscode.l10n.t('Reveal Manifest'));
  if (manifest === undefined) return;
  const at = new vscode.Position(manifest.at.line, manifest.at.character);
  await vscode.window.showTextDocument(manifest.uri, { selection: new vscode.Range(at, at) });
}
