import { env, l10n, window } from 'vscode';
import { changeServices } from '../../changes/dialogs/change-services.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { fetchWebTriggers } from '../../gateway/operations/fetch-web-triggers.ts';
import type { Shared } from '../../shared.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import { creationOf, deletionOf, type SecretKey } from '../model/trigger-changes.ts';
import { chooseSecretKey } from './choose-secret-key.ts';
import { type ChosenTrigger, chooseTrigger, type TriggerQuestion } from './choose-trigger.ts';
import { sendTestRequest } from './test-request.ts';
import { confirmationFor, verbOf } from './trigger-confirmation.ts';
import { showTriggerLogs } from './trigger-logs.ts';

type Action = () => Promise<unknown>;

/** Asks for a web trigger and what to do with it. Its URL is a secret: it is shown nowhere, and copied only when asked. */
export async function showWebTriggers(question: TriggerQuestion, shared: Shared): Promise<void> {
  const { prompts, notify } = shared;
  const title = l10n.t('Couldn’t load the web triggers of {0}', plain(question.app.name));
  const chosen = await chooseTrigger(question, shared).catch(async (error: unknown) => {
    const again = { label: l10n.t('Try Again'), run: () => showWebTriggers(question, shared) };
    await notify.error(title, error, again);
  });
  if (chosen === undefined) return;
  const { triggerKey, site, environment } = chosen.place;
  const action = await prompts.pick(actionsFor(chosen, shared), {
    title: plain(triggerKey),
    placeholder: l10n.t('{0} on {1}', plain(environment.key), plain(site)),
  });
  await action?.();
}

function actionsFor(chosen: ChosenTrigger, shared: Shared): PickItem<Action>[] {
  const logs: PickItem<Action> = {
    label: l10n.t('Show Logs'),
    value: () => showTriggerLogs(chosen, shared),
  };
  const onceTrusted = (label: string, action: Action): PickItem<Action> => ({
    label,
    value: async () => (await isTrusted(shared)) && action(),
  });
  if (chosen.url === undefined)
    return [
      onceTrusted(l10n.t('Create URL and Copy It'), () => create(chosen, shared)),
      onceTrusted(l10n.t('Create URL with a Secret Key…'), () => createWithKey(chosen, shared)),
      logs,
    ];
  const { url } = chosen.url;
  return [
    onceTrusted(l10n.t('Copy URL'), () => copy(chosen, url)),
    onceTrusted(l10n.t('Send Test Request…'), () => sendTestRequest(chosen, url, shared)),
    logs,
    onceTrusted(l10n.t('Delete URL…'), () => remove(chosen, shared)),
  ];
}

/** A URL is a credential: in a folder that nobody trusts yet, none is copied, used or changed. */
const isTrusted = ({ prompts }: Shared): Promise<boolean> =>
  requireTrust(
    prompts,
    l10n.t(
      'In Restricted Mode no URL of a web trigger is created, copied, called or deleted. Trust this workspace first.',
    ),
  );

async function copy({ place }: ChosenTrigger, url: string): Promise<void> {
  await env.clipboard.writeText(url);
  const text = l10n.t('Copied the URL of {0}. Whoever knows it can call the app.', plain(place.triggerKey));
  window.setStatusBarMessage(`$(check) ${text}`, 5000);
}

async function createWithKey(chosen: ChosenTrigger, shared: Shared): Promise<void> {
  const secretKey = await chooseSecretKey(chosen, shared);
  if (secretKey !== undefined) await create(chosen, shared, secretKey);
}

/** With a secret key, the URL takes signed requests only. */
async function create(chosen: ChosenTrigger, shared: Shared, secretKey?: SecretKey): Promise<void> {
  const { app, place } = chosen;
  const [key, name, where, site] = wordsOf(chosen);
  let isCopied = false;
  const notCopied = (text: string) => l10n.t('{0} It couldn’t be copied: choose “Copy URL” of the web trigger.', text);
  await runChange(
    {
      change: creationOf(app, place, secretKey),
      words: {
        doing: l10n.t('Creating the URL of {0} on {1}', key, site),
        get done() {
          return isCopied
            ? l10n.t('The URL of {0} of {1} in {2} on {3} was created and copied.', key, name, where, site)
            : notCopied(l10n.t('The URL of {0} of {1} in {2} on {3} was created.', key, name, where, site));
        },
        get alreadyDone() {
          return isCopied
            ? l10n.t('{0} of {1} in {2} on {3} had a URL already. It was copied.', key, name, where, site)
            : notCopied(l10n.t('{0} of {1} in {2} on {3} had a URL already.', key, name, where, site));
        },
        notDone: l10n.t('The URL of {0} of {1} in {2} on {3} wasn’t created.', key, name, where, site),
        unsure: l10n.t(
          'Couldn’t find out whether the URL of {0} of {1} in {2} on {3} was created.',
          key,
          name,
          where,
          site,
        ),
        differences: () => l10n.t('It has a URL by now, which keeps its own keys. Delete that one first.'),
      },
      ...(place.environment.kind === 'production' && {
        confirmation: confirmationFor(chosen, verbOf(secretKey)),
      }),
      settled: async ({ status }) => {
        if (status === 'done' || status === 'alreadyDone') isCopied = await copyFresh(chosen, shared);
      },
    },
    await changeServices(shared),
  );
}

/** Copies the URL that the gateway lists now. Returns whether it could; logs why not. */
async function copyFresh({ app, place }: ChosenTrigger, { notify }: Shared): Promise<boolean> {
  const context = { appId: app.id, environmentId: place.environment.id, context: place.context };
  try {
    const { urls } = await fetchWebTriggers(app.data.client, context);
    const created = urls.find(({ triggerKey }) => triggerKey === place.triggerKey);
    if (created) await env.clipboard.writeText(created.url);
    return created !== undefined;
  } catch (error) {
    notify.log('Copying the URL of a web trigger', error);
    return false;
  }
}

async function remove(chosen: ChosenTrigger, shared: Shared): Promise<void> {
  const { app, place, url } = chosen;
  if (url === undefined) return;
  const [key, name, where, site] = wordsOf(chosen);
  await runChange(
    {
      change: deletionOf(app, place, url.id),
      words: {
        doing: l10n.t('Deleting the URL of {0} on {1}', key, site),
        done: l10n.t('The URL of {0} of {1} in {2} on {3} was deleted.', key, name, where, site),
        notDone: l10n.t('The URL of {0} of {1} in {2} on {3} wasn’t deleted.', key, name, where, site),
        unsure: l10n.t(
          'Couldn’t find out whether the URL of {0} of {1} in {2} on {3} was deleted.',
          key,
          name,
          where,
          site,
        ),
      },
      confirmation: confirmationFor(chosen, 'delete'),
    },
    await changeServices(shared),
  );
}

const wordsOf = ({ app, place }: ChosenTrigger) =>
  [plain(place.triggerKey), plain(app.name), plain(place.environment.key), plain(place.site)] as const;
