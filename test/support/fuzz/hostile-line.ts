// The gateway's good replies, and a line over which something else arrives in their place.
import type { Credentials, GatewayClient } from '../../../src/gateway/client.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import type { Transport } from '../../../src/gateway/transport.ts';
import { createExecutor, describeRequest as describeRequest } from '../../../src/sandbox/execute-graphql.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { canary } from '../canary.ts';
import { now } from '../use-gateway.ts';

/** An answer as it arrives. */
export interface Arrival {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The person who asks; the gateway here looks at no token. */
const credentials: Credentials = { email: 'mara@example.com', token: canary('fuzz') };

/** Good replies by operation, as a sandbox's fresh world gives them; each is asked for once. */
export interface GoodReplies {
  of(body: string): Promise<string>;
  readonly accountId: string;
}

export function goodReplies(): GoodReplies {
  const world = createWorld(now);
  const execute = createExecutor(world);
  const known = new Map<string, Promise<string>>();
  return {
    accountId: world.accounts.main.person.accountId,
    of(body) {
      // A change is carried out in a world of its own, so that all later replies are those of the fresh one.
      const isChange = body.includes('"query":"mutation');
      const run = () =>
        (isChange ? createExecutor(createWorld(now)) : execute)(world.accounts.main, body, [], 'request-1');
      const found = known.get(body) ?? run().then((reply) => reply.body);
      known.set(body, found);
      return found;
    },
  };
}

/** A client of a gateway of which `arrives` makes every answer. */
export function clientOver(arrives: (operation: string, body: string) => Promise<Arrival> | Arrival): GatewayClient {
  const transport: Transport = {
    close: () => Promise.resolve(),
    async post({ body }) {
      const { status, headers, body: text } = await arrives(describeRequest(body).operation, body);
      return { status, body: text, header: (name) => (Object.hasOwn(headers, name) ? headers[name] : undefined) };
    },
  };
  return createGatewayClient({
    url: new URL('http://127.0.0.1/graphql'),
    transport,
    credentials: () => Promise.resolve(credentials),
    client: { name: 'test', version: '0' },
    retry: { attempts: 1, baseMs: 0, maxWaitMs: 0 },
  });
}
