import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { isVisible, spelledOut } from '../../vscode/shown-text.ts';
import { count, plain } from '../../vscode/text.ts';

/** A name as it can be typed: on one line, with accented letters composed (Unicode NFC). */
function typeable(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').normalize('NFC');
}

/** What a person has to type before something is done that can't be undone. */
export interface NameConfirmation {
  readonly title: string;
  /** One or more sentences. */
  readonly warning: string;
  readonly app: { readonly id: string; readonly name: string };
}

/**
 * Asks the user to type an app's exact name, or its ID if the name has no visible character. Invisible characters may
 * be typed as they are shown. Returns false if they cancel.
 */
export async function confirmByName(
  prompts: Prompts,
  { title, warning, app: { id, name } }: NameConfirmation,
): Promise<boolean> {
  const byName = isVisible(name);
  const wanted = byName ? typeable(name) : id;
  const typed = await prompts.input({
    title,
    prompt: byName
      ? vscode.l10n.t('{0} Type the app’s name to confirm: {1}', warning, plain(name))
      : vscode.l10n.t('{0} The app’s name has no visible character. Type its ID to confirm: {1}', warning, id),
    placeholder: plain(wanted),
    button: {
      icon: 'copy',
      tooltip: byName ? vscode.l10n.t('Copy Name') : vscode.l10n.t('Copy ID'),
      run: () => vscode.env.clipboard.writeText(wanted),
    },
    check: (value) => Promise.resolve(objection(typeable(value), wanted, byName)),
  });
  return typed !== undefined;
}

function objection(typed: string, wanted: string, byName: boolean): string | undefined {
  if (typed === wanted || typed === spelledOut(wanted)) return undefined;
  return byName
    ? vscode.l10n.t('This isn’t the exact name of the app.')
    : vscode.l10n.t('This isn’t the ID of the app.');
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
      Promise.resolve(value.trim() === String(number) ? undefined : vscode.l10n.t('That isn’t their number.')),
  });
  return typed !== undefined;
}
