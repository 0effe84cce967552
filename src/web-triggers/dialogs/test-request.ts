import { l10n, window } from 'vscode';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { Shared } from '../../shared.ts';
import { count, plain } from '../../vscode/text.ts';
import { escapeReportText, heading, table } from '../../vscode/report-layout.ts';
import {
  callTrigger,
  decodeSecretKey,
  type TriggerAnswer,
  triggerMethods,
  type TriggerRequest,
} from '../model/call-trigger.ts';
import { parseTriggerUrl } from '../model/trigger-url.ts';
import { keyMistake } from './choose-secret-key.ts';
import type { ChosenTrigger } from './choose-trigger.ts';
import { showTriggerLogs } from './trigger-logs.ts';

/** Asks for a method, a body and a secret key, calls the web trigger, and offers its answer and its logs. */
export async function sendTestRequest(chosen: ChosenTrigger, url: string, shared: Shared): Promise<void> {
  const { prompts, network, notify } = shared;
  const { triggerKey, site } = chosen.place;
  const request = await askForRequest(chosen, shared);
  if (request === undefined) return;
  const [key, place] = [plain(triggerKey), plain(site)];
  let answer: TriggerAnswer;
  try {
    const target = parseTriggerUrl(url, new URL(chosen.app.data.account.gateway));
    answer = await prompts.progress(l10n.t('Calling {0} on {1}', key, place), (_report, signal) =>
      callTrigger(target, request, network.transport, signal),
    );
  } catch (error) {
    const show = { label: l10n.t('Show Logs'), run: () => showTriggerLogs(chosen, shared) };
    await notify.failure(callFailure(toForgeError(error), key, place), error, show);
    return;
  }
  const text = l10n.t('{0} on {1} answered {2} in {3} ms.', key, place, answer.status, count(answer.ms));
  const [show, logs] = [l10n.t('Show Answer'), l10n.t('Show Logs')];
  const severity = answer.status < 400 ? 'info' : 'warning';
  const next = await prompts.message(text, [show, logs], { severity });
  if (next === show) await showAnswer(chosen, request, answer, shared);
  if (next === logs) await showTriggerLogs(chosen, shared);
}

/** Why a web trigger couldn't be called or its answer can't be shown: it is no request to the gateway. */
export function callFailure({ kind, message, details }: ForgeError, key: string, site: string): string {
  if (kind === 'timeout')
    return l10n.t('{0} on {1} didn’t answer in time. It may still be running: see its logs.', key, site);
  return details.tooLarge === true
    ? l10n.t('{0} on {1} was called, but its answer is too large to be shown.', key, site)
    : l10n.t('Couldn’t call the web trigger {0} on {1}: {2}.', key, site, plain(message));
}

async function askForRequest({ place }: ChosenTrigger, { prompts }: Shared): Promise<TriggerRequest | undefined> {
  const title = l10n.t('Test Request to {0}', plain(place.triggerKey));
  const method = await prompts.pick(
    triggerMethods.map((value) => ({ label: value, value })),
    { title, placeholder: l10n.t('Choose a method') },
  );
  if (method === undefined) return undefined;
  const body = method === 'GET' ? '' : await askForBody(title, { prompts });
  if (body === undefined) return undefined;
  const secretKey = await prompts.input({
    title,
    prompt: l10n.t(
      'The secret key of a web trigger that wants signed requests, in base64. Leave it empty to sign nothing.',
    ),
    password: true,
    validate: (typed) => (typed === '' ? undefined : keyMistake(typed)),
  });
  if (secretKey === undefined) return undefined;
  const key = decodeSecretKey(secretKey);
  return { method, body, ...(key && { secretKey: key }) };
}

/** The body is typed, or is the text of the editor in front. */
async function askForBody(title: string, { prompts }: Pick<Shared, 'prompts'>): Promise<string | undefined> {
  const open = window.activeTextEditor?.document;
  const fromEditor = open && { label: l10n.t('The Text of the Open Editor'), value: open.getText() };
  const choices = [{ label: l10n.t('Type It…'), value: undefined }, ...(fromEditor ? [fromEditor] : [])];
  if (choices.length === 1) return typeBody(title, { prompts });
  const picked = await prompts.pick(
    choices.map((choice) => ({ label: choice.label, value: { text: choice.value } })),
    { title, placeholder: l10n.t('What is the body?') },
  );
  if (picked === undefined) return undefined;
  return picked.text ?? typeBody(title, { prompts });
}

const typeBody = (title: string, { prompts }: Pick<Shared, 'prompts'>) =>
  prompts.input({ title, prompt: l10n.t('The body of the request; JSON is sent as such.'), value: '{}' });

/** Shows the answer as a text; the address stands nowhere in it. */
async function showAnswer(
  { app, place }: ChosenTrigger,
  { method, secretKey }: TriggerRequest,
  { status, contentType, body, isCut, ms }: TriggerAnswer,
  { reports }: Shared,
): Promise<void> {
  const title = l10n.t('Answer of {0}', place.triggerKey);
  const facts = [
    [l10n.t('App'), app.name],
    [l10n.t('Environment'), place.environment.key],
    [l10n.t('Site'), place.site],
    [l10n.t('Method'), secretKey ? l10n.t('{0}, signed', method) : method],
    [l10n.t('Status'), String(status)],
    [l10n.t('Time'), l10n.t('{0} ms', count(ms))],
    [l10n.t('Content type'), contentType ?? l10n.t('Not available')],
  ].map((cells) => cells.map((cell) => escapeReportText(cell)));
  const parts = [
    heading(escapeReportText(title)),
    table([l10n.t('What'), l10n.t('Value')], facts),
    escapeReportText(body),
    ...(isCut ? [l10n.t('The rest was left out.')] : []),
  ];
  await reports.show(title, `${parts.join('\n\n')}\n`, true);
}
