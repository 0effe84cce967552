import { l10n } from 'vscode';
import type { Confirmation } from '../../changes/dialogs/run-change.ts';
import { plain } from '../../vscode/text.ts';
import type { SecretKey } from '../model/trigger-changes.ts';
import type { ChosenTrigger } from './choose-trigger.ts';

type Verb = 'create' | 'createWithKey' | 'createWithLastingKey' | 'delete';

/** What is done by creating a URL with this key. */
export function verbOf(secretKey: SecretKey | undefined): Verb {
  if (secretKey === undefined) return 'create';
  return secretKey.noExpiry ? 'createWithLastingKey' : 'createWithKey';
}

/** The page that is read before a URL is created or deleted, and the name that is typed then. */
export function confirmationFor(chosen: ChosenTrigger, verb: Verb): Confirmation {
  const { app, place } = chosen;
  const isDeleting = verb === 'delete';
  const verdicts = {
    create: l10n.t('The URL has no authentication of its own: whoever knows it can call the app.'),
    createWithKey: l10n.t(
      'Only requests that are signed with the secret key reach the app. The key expires after 12 months.',
    ),
    createWithLastingKey: l10n.t(
      'Only requests that are signed with the secret key reach the app. The key never expires.',
    ),
    delete: l10n.t('Whoever calls this URL gets an error from then on. A new URL will be another one.'),
  };
  const title = isDeleting
    ? l10n.t('Delete the URL of {0}', place.triggerKey)
    : l10n.t('Create the URL of {0}', place.triggerKey);
  return {
    review: {
      title,
      subjects: [
        {
          name: place.triggerKey,
          verdict: verdicts[verb],
          facts: [
            [l10n.t('App'), app.name],
            [l10n.t('Environment'), place.environment.key],
            [l10n.t('Site'), place.site],
          ],
          parts: [],
        },
      ],
      choices: [
        {
          label: isDeleting ? l10n.t('Delete URL…') : l10n.t('Create URL…'),
          consequence: l10n.t('Asks you to type the environment’s name. Close this page to change nothing.'),
          primary: true,
          value: 'confirm',
        },
      ],
    },
    typed: {
      title: plain(title),
      warning: isDeleting ? l10n.t('This ends the URL for good.') : l10n.t('This makes the app callable from outside.'),
      environment: place.environment.key,
    },
  };
}
