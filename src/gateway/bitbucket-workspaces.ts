import * as z from 'zod/mini';
import { parseRestAnswer, type RestEndpoint, restUrl } from './rest.ts';
import type { Transport } from './transport.ts';

/** A workspace of Bitbucket, which apps are installed in as they are on sites. */
export interface BitbucketWorkspace {
  /** What stands in its addresses. */
  readonly slug: string;
  /** The installation context, in the form that the Forge CLI makes of the workspace's id. */
  readonly context: string;
}

const timeoutMs = 20_000;

const endpoint: RestEndpoint<{ uuid: string; slug: string }> = {
  name: 'BitbucketWorkspace',
  reply: () =>
    z.object({
      uuid: z.string().check(z.regex(/^\{?[\da-f-]{36}\}?$/i)),
      slug: z.string().check(z.regex(/^[\w-]{1,100}$/)),
    }),
};

/** Bitbucket's API, which the Forge CLI asks, too; a gateway on this computer is a sandbox, which answers for it. */
const originFor = (gateway: URL): URL =>
  gateway.protocol === 'http:' ? gateway : new URL('https://api.bitbucket.org');

/**
 * Returns the workspace of Bitbucket with a name, asked for without credentials; undefined if there is none that everybody
 * may see. Throws like the transport, and `badReply` or `serverError` for other answers.
 */
export async function fetchBitbucketWorkspace(
  transport: Transport,
  gateway: URL,
  name: string,
  signal: AbortSignal,
): Promise<BitbucketWorkspace | undefined> {
  const url = restUrl(originFor(gateway), `/2.0/workspaces/${encodeURIComponent(name)}`, []);
  const headers = { accept: 'application/json' };
  const answer = await transport.post({ url, method: 'GET', headers, body: '', timeoutMs, signal });
  if ([401, 403, 404].includes(answer.status)) return undefined;
  const { uuid, slug } = parseRestAnswer(endpoint, answer, new Date()).reply;
  return { slug, context: `ari:cloud:bitbucket::workspace/${uuid.replace(/[{}]/g, '')}` };
}
