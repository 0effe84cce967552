import { l10n } from 'vscode';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { count, plain } from '../../vscode/text.ts';
import { isUsualKey, keyProblem, roomAfter, valueBytes, variableLimits } from '../model/variable-rules.ts';
import { applyEdits } from './apply-edits.ts';
import { requireRoleIn } from './require-role-in.ts';
import type { KnownPlace, VariableServices } from './variable-place.ts';

/**
 * Asks for a variable's key, unless it is given, for whether it is encrypted, and for its value, and sets it. The box for
 * the key begins with the suggested one.
 */
export async function askAndSet(
  place: KnownPlace,
  given: { readonly key: string | undefined; readonly suggestedKey: string | undefined },
  services: VariableServices,
): Promise<void> {
  const { prompts } = services.shared;
  if (!(await requireTrust(prompts)) || !(await requireRoleIn(place, prompts))) return;
  const key = given.key ?? (await askKey(place, given.suggestedKey, prompts));
  if (key === undefined) return;
  const was = place.variables.find((variable) => variable.key === key);
  const encrypted = await askKind(place, key, was?.encrypted, prompts);
  if (encrypted === undefined) return;
  const value = await askValue(place, key, encrypted, prompts);
  if (value === undefined) return;
  await applyEdits([{ key, was, set: { value, encrypted } }], place, services);
}

const titleOf = ({ app, environment }: KnownPlace) =>
  l10n.t('Set a Variable in {0} of {1}', plain(environment.environment), plain(app.name));

function askKey(place: KnownPlace, suggested: string | undefined, prompts: Prompts): Promise<string | undefined> {
  const { environment, variables } = place;
  return prompts
    .input({
      title: titleOf(place),
      prompt: l10n.t('The name of the variable. An existing one gets a new value.'),
      placeholder: 'API_KEY',
      ...(suggested !== undefined && { value: suggested }),
      step: { current: 1, total: 3 },
      validate: (typed) => (typed === '' ? undefined : keyObjection(typed.trim())),
      check: (typed) => Promise.resolve(keyObjection(typed.trim()) ?? fullText(typed.trim())),
    })
    .then((typed) => typed?.trim());

  function fullText(key: string): string | undefined {
    const isFull = roomAfter(variables, key, false) < 0 && roomAfter(variables, key, true) < 0;
    return isFull
      ? l10n.t(
          '{0} already has as many variables as Atlassian allows. Remove one first.',
          plain(environment.environment),
        )
      : undefined;
  }
}

function keyObjection(key: string): string | undefined {
  switch (keyProblem(key)) {
    case 'empty':
      return l10n.t('Type a name.');
    case 'blank':
      return l10n.t('A name can’t have spaces.');
    case 'tooLong':
      return l10n.t('A name has up to {0} characters.', count(variableLimits.keyLength));
    case undefined:
      return undefined;
  }
}

async function askKind(
  place: KnownPlace,
  key: string,
  before: boolean | undefined,
  prompts: Prompts,
): Promise<boolean | undefined> {
  const { variables } = place;
  const room = (encrypted: boolean) => {
    const left = roomAfter(variables, key, encrypted);
    if (left < 0) return l10n.t('full');
    return left === 0 ? l10n.t('the last one') : l10n.t('room for {0} more', count(left + 1));
  };
  const items = [
    {
      label: l10n.t('Plain'),
      description: room(false),
      detail: l10n.t('Everyone who works on the app can read its value.'),
      value: false,
    },
    {
      label: l10n.t('Encrypted'),
      description: room(true),
      detail: l10n.t('Nobody can read its value again. For passwords, keys and tokens.'),
      value: true,
    },
  ].filter(({ value }) => roomAfter(variables, key, value) >= 0);
  return prompts.pick(before === true ? items.toReversed() : items, {
    title: titleOf(place),
    placeholder: l10n.t('How does Atlassian keep {0}?', plain(key)),
  });
}

function askValue(place: KnownPlace, key: string, encrypted: boolean, prompts: Prompts): Promise<string | undefined> {
  const was = place.variables.find((variable) => variable.key === key);
  const unusual = isUsualKey(key)
    ? ''
    : ` ${l10n.t('Names usually have letters, digits and underscores only, and don’t begin with a digit.')}`;
  return prompts.input({
    title: titleOf(place),
    prompt: `${l10n.t('The value of {0}, up to 3 KB.', plain(key))}${unusual}`,
    step: { current: 3, total: 3 },
    password: encrypted,
    ...(!encrypted && was?.value !== undefined && { value: was.value }),
    validate: (typed) =>
      valueBytes(typed) > variableLimits.valueBytes
        ? l10n.t(
            'This value has {0} bytes; Atlassian takes up to {1}.',
            count(valueBytes(typed)),
            count(variableLimits.valueBytes),
          )
        : undefined,
  });
}
