import { l10n } from 'vscode';
import type { Prompts } from '../../vscode/prompts.ts';
import { count } from '../../vscode/text.ts';
import { haveThisVersion, installationCount } from './bulk-upgrade-words.ts';

/**
 * Asks how many installations a bulk upgrade reaches, `most` at most; proposes all that have the version, one if their
 * number is not reported. Undefined if the user cancelled.
 */
export async function askUpgradeLimit(
  most: number,
  installations: number | undefined,
  prompts: Prompts,
): Promise<number | undefined> {
  const objection = l10n.t('Enter a number from 1 to {0}.', count(most));
  const typed = await prompts.input({
    title: l10n.t('How Many Installations?'),
    prompt: l10n.t(
      '{0} Atlassian upgrades up to {1} at a time; start with a few to see how it goes.',
      haveThisVersion(installations),
      count(most),
    ),
    value: String(Math.max(1, Math.min(most, installations ?? 1))),
    validate: (value) => (isNumberUpTo(value, most) ? undefined : objection),
  });
  return typed === undefined ? undefined : Number(typed.trim());
}

/** Asks how many installations a rolling release reaches. Undefined if the user cancelled. */
export async function askReleaseLimit(most: number, prompts: Prompts): Promise<number | 'all' | undefined> {
  const objection = l10n.t('Enter a number from 1 to {0}, or nothing for all.', count(most));
  const typed = await prompts.input({
    title: l10n.t('How Many Installations?'),
    prompt: l10n.t(
      'It would reach {0}. Enter a number to stop after that many, or nothing for all.',
      installationCount(most),
    ),
    validate: (value) => (value.trim() === '' || isNumberUpTo(value, most) ? undefined : objection),
  });
  if (typed === undefined) return undefined;
  return typed.trim() === '' ? 'all' : Number(typed.trim());
}

/** Whether a text is a whole number from 1 to `most`. */
function isNumberUpTo(text: string, most: number): boolean {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;
}
