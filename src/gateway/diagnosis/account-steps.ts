import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../client.ts';
import { fetchAppPage } from '../operations/fetch-app-list.ts';
import { fetchContributors } from '../operations/fetch-contributor-list.ts';
import { fetchEnvironments } from '../operations/fetch-environment-list.ts';
import { fetchInstallationPages } from '../operations/fetch-installation-list.ts';
import { fetchMe } from '../operations/fetch-me.ts';
import type { ScopeFinding, Step } from './step.ts';
import { takeStep } from './way.ts';

/** An account whose token is tested. */
export interface TestedAccount {
  readonly email: string;
  readonly client: GatewayClient;
}

/**
 * Tests whether the gateway accepts an account's token, and what the token may read: the gateway does not list a
 * token's scopes. Throws `cancelled`.
 */
export async function* testAccount(
  { email, client }: TestedAccount,
  signal: AbortSignal,
): AsyncGenerator<Step, void, undefined> {
  const take = takeStep(signal);
  const token = await take('token', async () => {
    const { name, accountId, accountStatus } = await fetchMe(client, signal);
    if (accountStatus !== 'active') throw new ForgeError('refused', `the account is ${accountStatus}`);
    return { name, accountId };
  });
  yield { ...token, who: email };
  if (token.outcome === 'failed') yield { step: 'scopes', outcome: 'skipped', why: 'afterFailure', who: email };
  else yield { ...(await take('scopes', async () => ({ reads: await tryReads(client, signal) }))), who: email };
}

/** Makes a small request of each kind, using the first app found. */
async function tryReads(client: GatewayClient, signal: AbortSignal): Promise<ScopeFinding[]> {
  const tryOne = async (read: ScopeFinding['read'], run: () => Promise<unknown>): Promise<ScopeFinding> => {
    try {
      await run();
      return { read, outcome: 'allowed' };
    } catch (thrown) {
      const error = toForgeError(thrown);
      // Other errors don't show whether the token has access.
      if (error.kind === 'forbidden' || error.kind === 'notFound' || error.kind === 'refused')
        return { read, outcome: 'denied', error };
      throw error;
    }
  };
  let first: Awaited<ReturnType<typeof fetchAppPage>>['nodes'][number] | undefined;
  const apps = await tryOne('apps', async () => {
    [first] = (await fetchAppPage(client, 1, undefined, signal)).nodes;
  });
  if (first === undefined)
    return [
      apps,
      ...(['environments', 'installations', 'contributors'] as const).map(
        (read) => ({ read, outcome: 'unknown' }) as const,
      ),
    ];
  const { id } = first;
  return [
    apps,
    await tryOne('environments', () => fetchEnvironments(client, id, signal)),
    await tryOne('installations', () => fetchInstallationPages(client, id, signal).next()),
    await tryOne('contributors', () => fetchContributors(client, id, signal)),
  ];
}
