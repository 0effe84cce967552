import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { isWithin } from '../workspace/app-files.ts';
import type { FoundManifest, Manifests } from '../workspace/manifests.ts';

/**
 * Returns the manifest that a command applies to: that of the file it was invoked on, else that of the active editor,
 * else the only one, else the one that the user picks. A file belongs to the nearest manifest above it. Returns
 * undefined if the user cancelled, or if there is no manifest, which is shown.
 */
export async function chooseManifest(
  invokedOn: vscode.Uri | undefined,
  { manifests, prompts, title }: { manifests: Manifests; prompts: Prompts; title: string },
): Promise<FoundManifest | undefined> {
  const { list } = manifests;
  const [only, ...others] = list;
  const file = invokedOn ?? vscode.window.activeTextEditor?.document.uri;
  const own = file && nearestManifest(list, file);
  if (own) return own;
  if (only === undefined) {
    await prompts.message(
      vscode.l10n.t('No Forge app in this workspace. Open a folder whose manifest.yml has the ID of an app.'),
      [],
      { severity: 'info' },
    );
    return undefined;
  }
  return others.length === 0 ? only : pickManifest(list, prompts, title);
}

/** Returns the only manifest, or the one that the user picks; undefined if there is none or the user cancelled. */
export async function pickManifest<M extends Pick<FoundManifest, 'uri'>>(
  list: readonly M[],
  prompts: Prompts,
  title: string,
): Promise<M | undefined> {
  if (list.length < 2) return list[0];
  const items = list.map((manifest) => ({
    label: plain(vscode.workspace.asRelativePath(manifest.uri)),
    value: manifest,
  }));
  return prompts.pick(items, { title, placeholder: vscode.l10n.t('Choose an app by its manifest') });
}

function nearestManifest(list: readonly FoundManifest[], file: vscode.Uri): FoundManifest | undefined {
  const folder = ({ uri }: FoundManifest) => vscode.Uri.joinPath(uri, '..');
  return list
    .filter((manifest) => isWithin(folder(manifest), file))
    .sort((a, b) => folder(b).path.length - folder(a).path.length)[0];
}
