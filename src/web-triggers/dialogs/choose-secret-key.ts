import { env, l10n } from 'vscode';
import { documentation } from '../../core/documentation.ts';
import type { Shared } from '../../shared.ts';
import { plain } from '../../vscode/text.ts';
import { decodeSecretKey, newSecretKey } from '../model/call-trigger.ts';
import type { SecretKey } from '../model/trigger-changes.ts';
import type { ChosenTrigger } from './choose-trigger.ts';

/**
 * Lets the person type a secret key for a new URL, or have one made, which is copied once. Undefined if the person
 * cancelled.
 */
export async function chooseSecretKey({ place }: ChosenTrigger, shared: Shared): Promise<SecretKey | undefined> {
  const title = l10n.t('Secret Key of {0}', plain(place.triggerKey));
  const make = await shared.prompts.pick(
    [
      {
        label: l10n.t('Generate a Key and Copy It'),
        detail: l10n.t('32 random bytes in base64. Atlassian shows a key to nobody, so keep it somewhere safe.'),
        value: true,
      },
      { label: l10n.t('Enter a Key…'), detail: l10n.t('One of your own, of 32 to 64 bytes, in base64.'), value: false },
    ],
    { title, placeholder: l10n.t('Only requests that are signed with the key will reach the app') },
  );
  if (make === undefined) return undefined;
  const noExpiry = await shared.prompts.pick(
    [
      { label: l10n.t('After 12 Months'), detail: l10n.t('Then the URL needs another key.'), value: false },
      {
        label: l10n.t('Never'),
        detail: l10n.t('Whoever has the key can call the app until the URL is deleted.'),
        value: true,
      },
    ],
    { title, placeholder: l10n.t('When does the key expire?') },
  );
  if (noExpiry === undefined) return undefined;
  const key = make ? await generateKey(place.triggerKey, shared) : await enterKey(title, shared);
  return key === undefined ? undefined : { key, noExpiry };
}

async function enterKey(title: string, { prompts }: Pick<Shared, 'prompts'>): Promise<string | undefined> {
  const typed = await prompts.input({
    title,
    prompt: l10n.t('The secret key, in base64.'),
    password: true,
    validate: (value) => (value === '' ? undefined : keyMistake(value)),
    check: (value) => Promise.resolve(keyMistake(value)),
  });
  return typed?.trim();
}

/** What is wrong with a typed secret key. */
export const keyMistake = (typed: string): string | undefined =>
  decodeSecretKey(typed) === undefined ? l10n.t('A secret key has 32 to 64 bytes, in base64.') : undefined;

/** The URL takes the clipboard next, so the person says when the key is safe. */
async function generateKey(triggerKey: string, { prompts }: Pick<Shared, 'prompts'>): Promise<string | undefined> {
  const key = newSecretKey();
  await env.clipboard.writeText(key);
  const text = l10n.t(
    'The secret key for {0} was copied. Keep it somewhere safe before you create the URL, which is copied next.',
    plain(triggerKey),
  );
  const [create, learn] = [l10n.t('Create URL'), l10n.t('Learn More')];
  for (;;) {
    const chosen = await prompts.message(text, [create, learn], { severity: 'info' });
    if (chosen !== learn) return chosen === create ? key : undefined;
    await prompts.openExternal(documentation.webTriggers);
  }
}
