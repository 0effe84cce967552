import * as vscode from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { isVisible, spelledOut } from '../../vscode/shown-text.ts';
import { count, plain } from '../../vscode/text.ts';

/** A name as it can be typed: on one line, with accented letters composed (Unicode NFC). */
function typeable(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').normalize('NFC');
}

/** What a person has to type before something is done that can't be undone. */
export type NameConfirmation = {
  readonly title: string;
  /** One or more sentences. */
  readonly warning: string;
} & (
  | { readonly app: { readonly id: string; readonly name: string } }
  /** The key of an environment. */
  | { readonly environment: string }
  /** The host name of a site. */
  | { readonly site: string }
  /** Of Bitbucket: its address without the scheme, or its ID where that is all that is known. */
  | { readonly workspace: string }
);

/** What is to be typed, and how it is asked for. */
interface Wanted {
  readonly text: string;
  readonly prompt: string;
  readonly copy: string;
  readonly objection: string;
}

/**
 * Asks the user to type an exact name: of an app (its ID if the name has no visible character), of an environment, of a
 * site or of a workspace. Invisible characters may be typed as they are shown. Returns false if they cancel.
 */
export async function confirmByName(prompts: Prompts, confirmation: NameConfirmation): Promise<boolean> {
  const { text, prompt, copy, objection } = wantedFor(confirmation);
  const wanted = typeable(text);
  const typed = await prompts.input({
    title: confirmation.title,
    prompt,
    placeholder: plain(wanted),
    button: { icon: 'copy', tooltip: copy, run: () => vscode.env.clipboard.writeText(wanted) },
    check: (value) => Promise.resolve([wanted, spelledOut(wanted)].includes(typeable(value)) ? undefined : objection),
  });
  return typed !== undefined;
}

function wantedFor(confirmation: NameConfirmation): Wanted {
  const { warning } = confirmation;
  if ('environment' in confirmation)
    return {
      text: confirmation.environment,
      prompt: vscode.l10n.t(
        '{0} Type the environment’s name to confirm: {1}',
        warning,
        plain(confirmation.environment),
      ),
      copy: vscode.l10n.t('Copy Name'),
      objection: vscode.l10n.t('This isn’t the exact name of the environment.'),
    };
  if ('site' in confirmation)
    return {
      text: confirmation.site,
      prompt: vscode.l10n.t('{0} Type the site’s host name to confirm: {1}', warning, plain(confirmation.site)),
      copy: vscode.l10n.t('Copy Host Name'),
      objection: vscode.l10n.t('This isn’t the host name of the site.'),
    };
  if ('workspace' in confirmation)
    return {
      text: confirmation.workspace,
      prompt: vscode.l10n.t('{0} Type the workspace’s name to confirm: {1}', warning, plain(confirmation.workspace)),
      copy: vscode.l10n.t('Copy Name'),
      objection: vscode.l10n.t('This isn’t the name of the workspace.'),
    };
  const { id, name } = confirmation.app;
  if (!isVisible(name))
    return {
      text: id,
      prompt: vscode.l10n.t('{0} The app’s name has no visible character. Type its ID to confirm: {1}', warning, id),
      copy: vscode.l10n.t('Copy ID'),
      objection: vscode.l10n.t('This isn’t the ID of the app.'),
    };
  return {
    text: name,
    prompt: vscode.l10n.t('{0} Type the app’s name to confirm: {1}', warning, plain(name)),
    copy: vscode.l10n.t('Copy Name'),
    objection: vscode.l10n.t('This isn’t the exact name of the app.'),
  };
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
