import { basename } from 'node:path';
import * as vscode from 'vscode';
import { FileInUseError, replaceFile } from '../files/replace-file.ts';
import { writeWholeFile } from '../files/whole-file.ts';
import type { Prompts } from './prompts.ts';
import { plain } from './text.ts';

export interface SaveFileOptions {
  readonly prompts: Prompts;
  readonly signal?: AbortSignal;
  /** Called if another program has the file open, and some seconds are spent on trying again. */
  readonly onInUse?: () => void;
}

/**
 * Writes a file completely or not at all, and returns where it is. On the local disk it writes chunk by chunk to a
 * temporary file beside it, syncs and renames it; elsewhere it uses VS Code's file systems, which take a file only as a
 * whole. Replaces an existing file without asking; if another program has that open, the new file is kept beside it,
 * and the user decides. Throws the errors of the disk, the file system or the chunks, and `cancelled`.
 */
export async function saveFile(
  uri: vscode.Uri,
  text: string | AsyncIterable<string> | Iterable<string>,
  { prompts, signal, onInUse }: SaveFileOptions,
): Promise<vscode.Uri> {
  if (uri.scheme === 'file') {
    try {
      await writeWholeFile(uri.fsPath, text, { signal, onInUse, keepsBeside: true });
    } catch (error) {
      if (!(error instanceof FileInUseError) || error.keptAt === undefined) throw error;
      return decideInUse(uri, error.keptAt, prompts, signal);
    }
    return uri;
  }
  const chunks: Uint8Array[] = [];
  if (typeof text === 'string') chunks.push(Buffer.from(text));
  else for await (const chunk of text) chunks.push(Buffer.from(chunk));
  await vscode.workspace.fs.writeFile(uri, Buffer.concat(chunks));
  return uri;
}

/** Lets the user close the other program and try again, or keep both files. Returns where the new file is. */
async function decideInUse(
  target: vscode.Uri,
  keptAt: string,
  prompts: Prompts,
  signal: AbortSignal | undefined,
): Promise<vscode.Uri> {
  const tryAgain = vscode.l10n.t('Try Again');
  const keepBoth = vscode.l10n.t('Keep Both');
  for (;;) {
    const text = vscode.l10n.t(
      'Couldn’t replace {0} because another program is using it. The new file is saved beside it as {1}.',
      plain(basename(target.fsPath)),
      plain(basename(keptAt)),
    );
    const chosen = await prompts.message(text, [tryAgain, keepBoth], { severity: 'warning' });
    if (chosen !== tryAgain) return vscode.Uri.file(keptAt);
    try {
      await replaceFile(keptAt, target.fsPath, { signal });
      return target;
    } catch (error) {
      if (!(error instanceof FileInUseError)) throw error;
    }
  }
}
