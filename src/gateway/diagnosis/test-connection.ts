import { ForgeError } from '../../core/errors.ts';
import { type EditorHttps, sendThroughEditor } from '../network/editor-request.ts';
import { mayLeadElsewhere } from '../network/two-ways.ts';
import { isNetworkPage } from '../network-page.ts';
import type { HttpAnswer } from '../reply.ts';
import { parseHttpDate } from '../retry-after.ts';
import type { Post, Transport } from '../transport.ts';
import { testAccount, type TestedAccount } from './account-steps.ts';
import type { Step } from './step.ts';
import { takeStep, testWay, type WayOptions } from './way.ts';

/** Timeout of the request without a token, in milliseconds. */
const answerMs = 15_000;

export interface ConnectionTestOptions extends WayOptions {
  readonly transport: Transport;
  /** The editor's `https`: the second way to the gateway. */
  readonly editorHttps?: EditorHttps;
  /** Name and version sent to the gateway. */
  readonly client: { readonly name: string; readonly version: string };
  /** The accounts signed in to this gateway. */
  readonly accounts: readonly TestedAccount[];
}

/**
 * Tests the connection from this computer to the gateway step by step, by our own way and by the editor's, and yields
 * each step when it is done. Tokens are sent only after the gateway has responded without one. Changes nothing. Throws `cancelled` when the signal aborts.
 */
export async function* testConnection(options: ConnectionTestOptions): AsyncGenerator<Step, void, undefined> {
  const { accounts, signal } = options;
  const hasOwnWay = yield* testWay(options);
  const hasEditorWay = yield* testEditorWay(options);
  let answers = false;
  if (hasOwnWay || hasEditorWay) {
    const step = await takeStep(signal)('gateway', () =>
      askAsStranger(options, (post) => options.transport.post(post)),
    );
    yield step;
    answers = step.outcome === 'passed';
  } else {
    yield { step: 'gateway', outcome: 'skipped', why: 'afterFailure' };
  }
  if (answers) for (const account of accounts) yield* testAccount(account, signal);
  if (answers && accounts.length > 0) return;
  const why = answers ? 'signedOut' : 'afterFailure';
  yield { step: 'token', outcome: 'skipped', why };
  yield { step: 'scopes', outcome: 'skipped', why };
}

/** Tests whether the editor's `https` reaches the gateway, and returns whether it does. */
async function* testEditorWay(options: ConnectionTestOptions): AsyncGenerator<Step, boolean, undefined> {
  const { url, settings, editorHttps, signal } = options;
  if (editorHttps === undefined) return false;
  if (!mayLeadElsewhere(url, settings)) {
    yield { step: 'editor', outcome: 'skipped', why: 'ownComputer' };
    return false;
  }
  const step = await takeStep(signal)('editor', async () => {
    const { status } = await askAsStranger(options, (post) =>
      sendThroughEditor(editorHttps, { ...post, signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) }),
    );
    return { status };
  });
  yield step;
  return step.outcome === 'passed';
}

/** Sends a request without a token: any JSON response will do. Also compares the clocks. */
async function askAsStranger(
  { url, client, signal }: ConnectionTestOptions,
  send: (post: Post) => Promise<HttpAnswer>,
): Promise<{ status: number; aheadMs: number | undefined }> {
  const answer = await send({
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': `${client.name}/${client.version}`,
    },
    body: JSON.stringify({ query: '{ __typename }' }),
    timeoutMs: answerMs,
    signal,
  });
  const { status } = answer;
  if (isNetworkPage(answer)) throw new ForgeError('badReply', `HTTP ${status}`, { status, fault: 'portal' });
  if (status >= 500) throw new ForgeError('serverError', `HTTP ${status}`, { status });
  if (!isJson(answer.body)) throw new ForgeError('badReply', 'the response is not JSON', { status });
  const now = new Date();
  const theirs = parseHttpDate(answer.header('date') ?? '', now);
  return { status, aheadMs: theirs && now.getTime() - theirs.getTime() };
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
