import * as vscode from 'vscode';
import { translator } from '../model/translate.ts';
import { isWithin } from './app-files.ts';
import type { FoundManifest } from './manifests.ts';
import { readText } from './read-text.ts';

/** Real translation files have some dozens of kilobytes. */
const maxBytes = 1024 * 1024;

/**
 * Looks up translations to an app's default language, read from the file that its manifest names. Finds nothing where
 * that is not a JSON file below the manifest's folder, is too large, or can't be read.
 */
export async function readTranslations({
  uri,
  manifest: { translations },
}: FoundManifest): Promise<(key: string) => string | undefined> {
  const folder = vscode.Uri.joinPath(uri, '..');
  const file = translations && vscode.Uri.joinPath(folder, translations.path);
  if (file === undefined || !isWithin(folder, file) || !file.path.endsWith('.json')) return () => undefined;
  const found = await readText(file, maxBytes).catch(() => undefined);
  return typeof found === 'object' ? translator(found.text) : () => undefined;
}
