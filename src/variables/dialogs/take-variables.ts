import { l10n } from 'vscode';
import { count, plain } from '../../vscode/text.ts';
import { type ComparedVariable, compareVariables, tooMany } from '../model/compare-variables.ts';
import { requireRoleIn } from './require-role-in.ts';
import { applyEdits, type VariableEdit } from './apply-edits.ts';
import type { KnownPlace, VariableServices } from './variable-place.ts';

/** A variable that may be set in a place. */
export interface OfferedVariable {
  readonly key: string;
  readonly value: string;
}

/**
 * Lets the person choose which of these variables an environment gets, and which of them are encrypted, and sets them.
 * Values are never shown. Encrypted variables of the environment stay encrypted.
 */
export async function takeVariables(
  offered: readonly OfferedVariable[],
  place: KnownPlace,
  title: string,
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  if (!(await requireRoleIn(place, prompts))) return;
  const compared = compareVariables(offered, place.variables);
  const candidates = compared.filter(({ status }) => status !== 'same' && status !== 'refused');
  if (candidates.length === 0) {
    await prompts.message(nothingText(compared, place), [], { severity: 'info' });
    return;
  }
  const chosen = await prompts.pickMany(
    candidates.map((variable) => ({
      label: plain(variable.key),
      description: comparedText(variable.status),
      picked: variable.status !== 'hidden',
      value: variable,
    })),
    { title, placeholder: leftOutText(compared) },
  );
  if (chosen === undefined) return;
  const encrypted = await chooseEncrypted(chosen, place, title, services);
  if (encrypted === undefined) return;
  const edits = chosen.map(({ key, value }): VariableEdit => {
    const was = place.variables.find((variable) => variable.key === key);
    return { key, was, set: { value, encrypted: encrypted.has(key) } };
  });
  const full = fullText(edits, place);
  if (full === undefined) await applyEdits(edits, place, services);
  else await prompts.message(full, [], { severity: 'warning' });
}

/** Names that are those of secrets. */
const secretName = /SECRET|TOKEN|PASS|CREDENTIAL|PRIVATE|KEY$/i;

/** Asks which of the new variables are encrypted; undefined if the person cancels. */
async function chooseEncrypted(
  chosen: readonly ComparedVariable[],
  { variables }: KnownPlace,
  title: string,
  { shared: { prompts } }: VariableServices,
): Promise<ReadonlySet<string> | undefined> {
  const kept = chosen.filter(({ status }) => status === 'hidden').map(({ key }) => key);
  const open = chosen.filter(({ status }) => status !== 'hidden').map(({ key }) => key);
  if (open.length === 0) return new Set(kept);
  const likely = open.filter((key) => secretName.test(key) && !variables.some((variable) => variable.key === key));
  const kind = await prompts.pick(
    [
      ...(likely.length > 0 && likely.length < open.length
        ? [
            {
              label: l10n.t('Encrypt what looks like a secret'),
              detail: likely.map(plain).join(', '),
              value: likely,
            },
          ]
        : []),
      { label: l10n.t('Encrypt all'), detail: l10n.t('Nobody can read their values again.'), value: open },
      { label: l10n.t('Keep all plain'), detail: l10n.t('Everyone who works on the app can read them.'), value: [] },
    ],
    { title, placeholder: l10n.t('How does Atlassian keep the new values?') },
  );
  return kind && new Set([...kept, ...kind]);
}

function fullText(edits: readonly VariableEdit[], { variables, environment }: KnownPlace): string | undefined {
  const keysOf = (encrypted: boolean) => edits.filter(({ set }) => set?.encrypted === encrypted).map(({ key }) => key);
  const excess = tooMany(variables, keysOf(false), false) + tooMany(variables, keysOf(true), true);
  if (excess === 0) return undefined;
  const key = plain(environment.environment);
  return excess === 1
    ? l10n.t(
        'Nothing was changed: that is one variable more than {0} has room for. Atlassian allows 50 plain and 10 encrypted ones.',
        key,
      )
    : l10n.t(
        'Nothing was changed: those are {1} variables more than {0} has room for. Atlassian allows 50 plain and 10 encrypted ones.',
        key,
        count(excess),
      );
}

/** What an environment has of a variable, in a few words. */
export function comparedText(status: ComparedVariable['status']): string {
  const words: Record<ComparedVariable['status'], string> = {
    added: l10n.t('new'),
    changed: l10n.t('has another value there'),
    same: l10n.t('the same there'),
    hidden: l10n.t('encrypted there, so it can’t be compared'),
    refused: l10n.t('can’t be set: its name has a space, or its value is over 3 KB'),
  };
  return words[status];
}

function nothingText(compared: readonly ComparedVariable[], { environment }: KnownPlace): string {
  const key = plain(environment.environment);
  return compared.some(({ status }) => status === 'refused')
    ? l10n.t('Nothing to set in {0}: names can’t have spaces, and values have up to 3 KB.', key)
    : l10n.t('Nothing to set in {0}: everything is there already.', key);
}

function leftOutText(compared: readonly ComparedVariable[]): string {
  const refused = compared.filter(({ status }) => status === 'refused').length;
  if (refused === 0) return l10n.t('Choose the variables to set');
  return refused === 1
    ? l10n.t('Choose the variables to set. 1 can’t be set: its name has a space, or its value is over 3 KB.')
    : l10n.t(
        'Choose the variables to set. {0} can’t be set: their names have spaces, or their values are over 3 KB.',
        count(refused),
      );
}
