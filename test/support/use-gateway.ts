// A sandbox gateway and its clients, for the tests of one suite.
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { ForgeError } from '../../src/core/errors.ts';
import { createGatewayClient, type GatewayClient } from '../../src/gateway/client.ts';
import type { Credentials, RequestLog } from '../../src/gateway/account-sender.ts';
import type { Limiter } from '../../src/gateway/limiter.ts';
import type { EditorHttps } from '../../src/gateway/network/editor-request.ts';
import type { NetworkSettings } from '../../src/gateway/network/network-settings-type.ts';
import type { TrustStore } from '../../src/gateway/network/trusted-certificates.ts';
import type { RetryPolicy } from '../../src/gateway/retry.ts';
import { createTransport } from '../../src/gateway/transport.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import { assertNoCanaryBesideAuthorization, assertNoCanaryIn, canaryIn } from './canary.ts';
import { holdDeadlines } from './deadlines.ts';
import {
  type RequestRecord,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../src/sandbox/sandbox-server.ts';

/** The time at which the tests' worlds are frozen. */
export const now = new Date('2025-06-15T12:00:00Z');

/** Three attempts with almost no wait in between. */
export const quickRetry: RetryPolicy = { attempts: 3, baseMs: 1, maxWaitMs: 50 };

export interface ConnectOptions {
  /** The sandbox's main account by default. */
  readonly as?: Credentials;
  /** The sandbox's URL by default. */
  readonly url?: string;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
  /** Whether a request’s time is over as soon as the gateway keeps it waiting, and never before. */
  readonly isImpatient?: boolean;
  /** The network settings; by default no proxy and no environment. */
  readonly network?: () => NetworkSettings;
  /** The trusted certificates; by default those of this computer. */
  readonly trusted?: TrustStore;
  /** The editor's `https`; by default there is none. */
  readonly editorHttps?: EditorHttps;
  /** Shared with other clients; a new one by default. */
  readonly limiter?: Limiter;
  /** Called with each log entry. */
  readonly onLog?: (entry: RequestLog) => void;
}

export interface Connection {
  readonly client: GatewayClient;
  /** The client's log, oldest first. */
  readonly log: readonly RequestLog[];
  /** Tokens the gateway did not accept. */
  readonly rejected: readonly string[];
}

export interface TestGateway {
  readonly sandbox: Sandbox;
  connect(options?: ConnectOptions): Connection;
  /** Returns the requests of an operation received so far. */
  sent(operation: string): readonly RequestRecord[];
}

/** Starts a fresh sandbox for each test of the calling suite, closed afterwards with all connections. */
export function useGateway(options: SandboxOptions = {}): TestGateway {
  let current: Sandbox | undefined;
  let deadlines: ReturnType<typeof holdDeadlines> | undefined;
  const transports: { close(): Promise<void> }[] = [];
  const logs: (readonly RequestLog[])[] = [];

  beforeEach(async () => {
    const onFault = ({ kind }: Fault) => {
      if (kind === 'hang' || kind === 'latency') deadlines?.pass();
    };
    current = await startSandbox({ now, recordsRequests: true, answersAnyHost: true, onFault, ...options });
  });
  afterEach(async () => {
    deadlines?.release();
    deadlines = undefined;
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await current?.close();
    // A token may appear only in one header of a request, and in nothing else that is sent or logged.
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
      isImpatient = false,
      network,
      trusted,
      editorHttps,
      limiter,
      onLog,
    } = {}) {
      if (isImpatient) deadlines ??= holdDeadlines();
      assert.ok(as.token === '' || canaryIn(as.token), 'tokens of tests are made by canary()');
      const transport = createTransport({
        ...(network && { network }),
        ...(trusted && { trusted }),
        ...(editorHttps && { editorHttps: () => editorHttps }),
      });
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

/** Returns the ForgeError with which a promise rejects; fails the test if it resolves or rejects with another error. */
export async function failure(promise: Promise<unknown>): Promise<ForgeError> {
  const outcome = await promise.then(
    () => 'It succeeded',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof ForgeError, `A ForgeError was expected, not: ${String(outcome)}`);
  assertNoCanaryIn('an error', outcome);
  return outcome;
}

/** Waits until a condition holds, checking it on each turn of the event loop; limited by the test's timeout. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}
