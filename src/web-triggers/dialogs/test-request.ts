import { l10n, window } from 'vscode';
import { toForgeError } from '../../core/errors.ts';
import type { Shared } from '../../shared.ts';
import { count, plain } from '../../vscode/text.ts';
import { escapeReportText, facts, heading } from '../../vscode/report-layout.ts';
import { shownText, spelledOut } from '../../vscode/shown-text.ts';
import {
  callTrigger,
  decodeSecretKey,
  type TriggerAnswer,
  triggerMethods,
  type TriggerRequest,
} from '../model/call-trigger.ts';
import { parseTriggerUrl } from '../model/trigger-url.ts';
import { callFailure } from './call-failure.ts';
import { keyMistake } from './choose-secret-key.ts';
import type { ChosenTrigger } from './choose-trigger.ts';
import { showTriggerLogs } from './trigger-logs.ts';

/** Asks for a method, a body and a secret key, calls the web trigger, and offers its answer, its logs, and another call. */
export async function sendTestRequest(chosen: ChosenTrigger, url: string, shared: Shared): Promise<void> {
  const request = await askForRequest(chosen, shared);
  if (request === undefined) return;
  while (await sendOnce(chosen, url, request, shared));
}

/** Returns whether the person wants the same request sent again. */
async function sendOnce(chosen: ChosenTrigger, url: string, request: TriggerRequest, shared: Shared): Promise<boolean> {
  const answer = await call(chosen, url, request, shared);
  if (answer === undefined) return false;
  const [show, again, logs] = [l10n.t('Show Answer'), l10n.t('Send Again'), l10n.t('Show Logs')];
  const severity = answer.status < 300 ? 'info' : 'warning';
  const next = await shared.prompts.message(answerText(chosen, answer), [show, again, logs], { severity });
  if (next === show) await showAnswer(chosen, request, answer, shared);
  if (next === logs) await showTriggerLogs(chosen, shared);
  return next === again;
}

/** The answer; undefined if there is none, which was told. */
async function call(
  chosen: ChosenTrigger,
  url: string,
  request: TriggerRequest,
  shared: Shared,
): Promise<TriggerAnswer | undefined> {
  const { prompts, network, notify } = shared;
  const { account, client } = chosen.app.data;
  const [key, site] = [plain(chosen.place.triggerKey), plain(chosen.place.site)];
  try {
    const target = parseTriggerUrl(url, new URL(account.gateway));
    return await prompts.progress(l10n.t('Calling {0} on {1}', key, site), (_report, signal) =>
      callTrigger(target, request, { transport: network.transport, client }, signal),
    );
  } catch (thrown) {
    const logs = { label: l10n.t('Show Logs'), run: () => showTriggerLogs(chosen, shared) };
    const error = toForgeError(thrown);
    await notify.failure(callFailure(error, key, site), error, logs);
    return undefined;
  }
}

function answerText({ place }: ChosenTrigger, { status, ms }: TriggerAnswer): string {
  const [key, site] = [plain(place.triggerKey), plain(place.site)];
  return status >= 300 && status < 400
    ? l10n.t(
        '{0} on {1} answered {2} in {3} ms. That is a redirect, which wasn’t followed.',
        key,
        site,
        status,
        count(ms),
      )
    : l10n.t('{0} on {1} answered {2} in {3} ms.', key, site, status, count(ms));
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
  { status, headers, body, isCut, ms }: TriggerAnswer,
  { reports }: Shared,
): Promise<void> {
  const title = l10n.t('Answer of {0}', place.triggerKey);
  const about = [
    [l10n.t('App'), app.name],
    [l10n.t('Environment'), place.environment.key],
    [l10n.t('Site'), place.site],
    [l10n.t('Method'), secretKey ? l10n.t('{0}, signed', method) : method],
    [l10n.t('Status'), String(status)],
    [l10n.t('Time'), l10n.t('{0} ms', count(ms))],
  ] as const;
  const escaped = (pairs: readonly (readonly [string, string])[]) =>
    facts(pairs.map(([name, value]) => [shownText(name, 100), escapeReportText(value.slice(0, 1000))] as const));
  const parts = [
    heading(escapeReportText(title)),
    escaped(about),
    ...(headers.length > 0 ? [`${heading(l10n.t('Headers'), '-')}\n${escaped(headers)}`] : []),
    heading(l10n.t('Body'), '-'),
    body === '' ? l10n.t('The body is empty.') : bodyText(body),
    ...(isCut ? [l10n.t('The rest was left out.')] : []),
  ];
  await reports.show(title, `${parts.join('\n\n')}\n`, true);
}

/** A body in its own lines, with tabs kept; other characters that can’t be seen are spelled out. */
const bodyText = (body: string) =>
  body
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(spelledOut).join('\t'))
    .join('\n');
