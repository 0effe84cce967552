// The gateway's valid replies, and a connection that replaces them.
import type { Credentials } from '../../../src/gateway/account-sender.ts';
import type { GatewayClient } from '../../../src/gateway/client.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import type { Transport } from '../../../src/gateway/transport.ts';
import { createExecutor, describeRequest as describeRequest } from '../../../src/sandbox/execute-graphql.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { canary } from '../canary.ts';
import { now } from '../use-gateway.ts';

/** A response as received. */
export interface Arrival {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The user who sends the requests; this gateway does not check tokens. */
const credentials: Credentials = { email: 'mara@example.com', token: canary('fuzz') };

/** Valid replies by operation, from a sandbox's fresh world; each is requested once. */
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
      // A change runs in a separate world, so that all later replies come from the fresh one.
      const isChange = body.includes('"query":"mutation');
      const run = () =>
        (isChange ? createExecutor(createWorld(now)) : execute)(world.accounts.main, body, [], 'request-1');
      const found = known.get(body) ?? run().then((reply) => reply.body);
      known.set(body, found);
      return found;
    },
  };
}

/** Returns a client of a gateway whose responses come from `arrives`. */
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
