import { createServer, type Server } from 'node:http';
import { createExecutor } from './execute-graphql.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import type { RequestRecord } from './exchange.ts';
import { createRequestHandler } from './request-handler.ts';
import { createWorld, type Account, type World } from './world/world.ts';

export type { RequestRecord };

export interface SandboxOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** How many apps the main account has; default: only the hand-made ones. */
  readonly apps?: number;
  /** Delay of every reply, in milliseconds. */
  readonly latencyMs?: number;
  /** Fixes the sandbox's clock; default: real time. */
  readonly now?: Date;
  /** For tests: whether requests are recorded, with their headers and variables. */
  readonly recordsRequests?: boolean;
  /** For tests with a proxy or TLS in front of it: whether it answers under names other than its own. */
  readonly answersAnyHost?: boolean;
  /** For tests: called with each fault that meets a request. */
  readonly onFault?: (fault: Fault) => void;
}

export interface SandboxAccount {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
}

export interface Sandbox {
  /** URL of the GraphQL endpoint. */
  readonly url: string;
  readonly accounts: {
    readonly main: SandboxAccount;
    readonly alias: SandboxAccount;
    readonly empty: SandboxAccount;
    readonly inactive: SandboxAccount;
  };
  readonly faults: Faults;
  /** The last 1,000 requests, newest last; empty unless they are recorded. */
  readonly requests: readonly RequestRecord[];
  readonly world: World;
  /** Stops the server and closes open connections. */
  close(): Promise<void>;
}

/** The time in which a whole request must arrive, in milliseconds. */
const longestRequestMs = 60_000;

/**
 * Starts a sandbox gateway on 127.0.0.1, with tokens of its own. It answers 403 to web pages and under other names.
 * Rejects if the port is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = createWorld(options.now, options.apps);
  const faults = createFaults(options.onFault);
  const requests: RequestRecord[] = [];
  const respond = createRequestHandler({
    world,
    faults,
    requests: options.recordsRequests === true ? requests : undefined,
    execute: createExecutor(world),
    latencyMs: options.latencyMs ?? 0,
    host: () => (options.answersAnyHost === true ? undefined : hostOf(server)),
  });
  const server = createServer({ requestTimeout: longestRequestMs }, (request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  for (const part of [world.uploads, world.artifacts, world.webTriggers]) part.origin = `http://${hostOf(server)}`;
  const { main, alias, empty, inactive } = world.accounts;
  return {
    url: `http://${hostOf(server)}/graphql`,
    accounts: {
      main: publicAccount(main),
      alias: publicAccount(alias),
      empty: publicAccount(empty),
      inactive: publicAccount(inactive),
    },
    faults,
    requests,
    world,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function hostOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port');
  return `127.0.0.1:${address.port}`;
}

const publicAccount = ({ person, email, token }: Account): SandboxAccount => ({
  accountId: person.accountId,
  name: person.name,
  email,
  token,
});
