import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';

/** A name as it can be typed: on one line, with accented letters composed (Unicode NFC). */
function typeable(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').normalize('NFC');
}

/** Asks the user to type an app's exact name. Returns false if they cancel. */
export async function confirmByName(prompts: Prompts, title: string, warning: string, name: string): Promise<boolean> {
  const typed = await prompts.input({
    title,
    prompt: vscode.l10n.t('{0} Type the name of the app to confirm: {1}', warning, plain(name)),
    placeholder: plain(name),
    button: {
      icon: 'copy',
      tooltip: vscode.l10n.t('Copy the name'),
      run: () => vscode.env.clipboard.writeText(typeable(name)),
    },
    check: (value) =>
      Promise.resolve(
        typeable(value) === typeable(name) ? undefined : vscode.l10n.t('This is not the exact name of the app.'),
      ),
  });
  return typed !== undefined;
}

/** Asks the user to type how many things are on a list that was shown. Returns false if they cancel. */
export async function confirmByCount(
  prompts: Prompts,
  title: string,
  warning: string,
  number: number,
): Promise<boolean> {
  const typed = await prompts.input({
    title,
    prompt: vscode.l10n.t('{0} Type their number to confirm: {1}', warning, count(number)),
    check: (value) =>
      Promise.resolve(value.trim() === String(number) ? undefined : vscode.l10n.t('This is not the number of them.')),
  });
  return typed !== undefined;
}
