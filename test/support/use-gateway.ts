// A sandbox gateway and clients of it, for the tests of one suite.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { ForgeError } from '../../src/core/errors.ts';
import {
  createGatewayClient,
  type Credentials,
  type GatewayClient,
  type RequestLog,
} from '../../src/gateway/client.ts';
import type { Limiter } from '../../src/gateway/limiter.ts';
import type { NetworkSettings } from '../../src/gateway/network/network-settings-type.ts';
import type { RetryPolicy } from '../../src/gateway/retry.ts';
import { createTransport } from '../../src/gateway/transport.ts';
import { assertNoCanaryBesideAuthorization, assertNoCanaryIn, canaryIn } from './canary.ts';
import {
  type RequestRecord,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../src/sandbox/sandbox-server.ts';

/** The instant at which the tests' worlds stand still. */
export const now = new Date('2025-06-15T12:00:00Z');

/** Three tries with hardly a wait between them. */
export const quickRetry: RetryPolicy = { attempts: 3, baseMs: 1, maxWaitMs: 50 };

export interface ConnectOptions {
  /** Default: the sandbox's main account. */
  readonly as?: Credentials;
  /** Default: the sandbox. */
  readonly url?: string;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
  /** How the network is set up; default: no proxy, no environment. */
  readonly network?: () => NetworkSettings;
  /** Shared with other clients; default: one of its own. */
  readonly limiter?: Limiter;
  /** Hears each entry beside the log. */
  readonly onLog?: (entry: RequestLog) => void;
}

export interface Connection {
  readonly client: GatewayClient;
  /** What the client logged, oldest first. */
  readonly log: readonly RequestLog[];
  /** Tokens that the gateway did not accept. */
  readonly rejected: readonly string[];
}

export interface TestGateway {
  readonly sandbox: Sandbox;
  connect(options?: ConnectOptions): Connection;
  /** The requests of an operation that arrived so far. */
  sent(operation: string): readonly RequestRecord[];
}

/** A fresh sandbox for each test of the suite that calls this, closed after it together with all connections. */
export function useGateway(options: SandboxOptions = {}): TestGateway {
  let current: Sandbox | undefined;
  const transports: { close(): Promise<void> }[] = [];
  const logs: (readonly RequestLog[])[] = [];

  beforeEach(async () => {
    current = await startSandbox({ now, ...options });
  });
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await current?.close();
    // A token stands in one header of a request, and in nothing else that is sent or said.
    current?.requests.forEach(assertNoCanaryBesideAuthorization);
    current = undefined;
    assertNoCanaryIn('the log', logs.splice(0));
  });

  function sandbox(): Sandbox {
    if (current === undefined) throw new Error('The sandbox runs only while a test does');
    return current;
  }
  return {
    get sandbox() {
      return sandbox();
    },
    sent: (operation) => sandbox().requests.filter((request) => request.operation === operation),
    connect({
      as = sandbox().accounts.main,
      url = sandbox().url,
      retry = quickRetry,
      timeoutMs = 5000,
      network,
      limiter,
      onLog,
    } = {}) {
      assert.ok(as.token === '' || canaryIn(as.token), 'tokens of tests are made by canary()');
      const transport = createTransport({ ...(network && { network }) });
      transports.push(transport);
      const log: RequestLog[] = [];
      logs.push(log);
      const rejected: string[] = [];
      const client = createGatewayClient({
        url: new URL(url),
        transport,
        credentials: () => Promise.resolve(as),
        client: { name: 'forge-console-test', version: '0.0.0' },
        retry,
        timeoutMs,
        ...(limiter && { limiter }),
        log(entry) {
          log.push(entry);
          onLog?.(entry);
        },
        onRejected: (token) => void rejected.push(token),
      });
      return { client, log, rejected };
    },
  };
}

/** The ForgeError with which a promise is rejected; fails the test where it is not. */
export async function failure(promise: Promise<unknown>): Promise<ForgeError> {
  const outcome = await promise.then(
    () => 'It succeeded',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof ForgeError, `A ForgeError was expected, not: ${String(outcome)}`);
  assertNoCanaryIn('an error', outcome);
  return outcome;
}

/** Waits until a condition holds, looking at each turn of the event loop; the test's timeout is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
