import { createServer } from 'node:http';
import { createExecution } from './execution.ts';
import { createFaults, type Faults } from './faults.ts';
import { responder, type RequestRecord } from './respond.ts';
import { createWorld, type Account, type World } from './world/world.ts';

export type { RequestRecord };

export interface SandboxOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** How many apps the main account has; default: the hand-made ones. */
  readonly apps?: number;
  /** Every reply is this much later. */
  readonly latencyMs?: number;
  /** The sandbox's clock is fixed at this instant; default: real time. */
  readonly now?: Date;
}

export interface SandboxAccount {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
}

export interface Sandbox {
  /** The whole GraphQL endpoint. */
  readonly url: string;
  readonly accounts: {
    readonly main: SandboxAccount;
    readonly alias: SandboxAccount;
    readonly empty: SandboxAccount;
    readonly inactive: SandboxAccount;
  };
  readonly faults: Faults;
  /** The last 1,000 requests, newest last. */
  readonly requests: readonly RequestRecord[];
  readonly world: World;
  /** Stops the server and ends open connections too. */
  close(): Promise<void>;
}

/** Starts a sandbox gateway on 127.0.0.1. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = createWorld(options.now, options.apps);
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const respond = responder({
    world,
    faults,
    requests,
    execute: createExecution(world),
    latencyMs: options.latencyMs ?? 0,
  });
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port');
  const { main, alias, empty, inactive } = world.accounts;
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
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

const publicAccount = ({ person, email, token }: Account): SandboxAccount => ({
  accountId: person.accountId,
  name: person.name,
  email,
  token,
});
