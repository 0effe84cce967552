// The data a developer requests with the Forge CLI, fetched the way the product does.
import { ForgeError } from '../../../src/core/errors.ts';
import { appAri } from '../../../src/core/ids.ts';
import type { Credentials } from '../../../src/gateway/account-sender.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import { fetchVersionPage } from '../../../src/gateway/operations/fetch-version-history.ts';
import { createTransport } from '../../../src/gateway/transport.ts';
import { createAppDetails } from '../../../src/apps/model/app-details.ts';
import type { Resource } from '../../../src/apps/model/resource.ts';

/** Named after the CLI's commands; each answer is a number of rows. */
export const questions = ['environments list', 'install list', 'version list'] as const;
export type Question = (typeof questions)[number];

export interface DeveloperData {
  /** Fetches again and returns the number of rows. Throws a ForgeError like the gateway's functions. */
  ask(question: Question): Promise<number>;
  close(): Promise<void>;
}

/** Returns the data of one app at a gateway, with nothing fetched yet. */
export function developerData(gateway: string, credentials: Credentials, appId: string): DeveloperData {
  const transport = createTransport();
  const client = createGatewayClient({
    url: new URL(gateway),
    transport,
    credentials: () => Promise.resolve(credentials),
    client: { name: 'forge-console-bench', version: '0.0.0' },
  });
  const id = appAri(appId);
  const details = createAppDetails(client, id);

  async function fetched<T>(resource: Resource<T>): Promise<T> {
    await resource.refresh();
    if (resource.state?.status !== 'ready')
      throw resource.state?.status === 'failed'
        ? resource.state.error
        : new ForgeError('unexpected', 'the fetch left no state');
    return resource.state.value;
  }

  const answers: Record<Question, () => Promise<number>> = {
    'environments list': async () => (await fetched(details.environments)).length,
    'install list': async () => (await fetched(details.installations)).rows.length,
    'version list': async () => (await fetchVersionPage(client, id, 'development', undefined)).nodes.length,
  };
  return {
    ask: (question) => answers[question](),
    async close() {
      details.dispose();
      await transport.close();
    },
  };
}
