import assert from 'node:assert/strict';
import type { Account } from '../../src/core/account.ts';
import type { ChangeOptions } from '../../src/changes/model/change.ts';
import { createGatewayClient, type GatewayClient } from '../../src/gateway/client.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { faultyLine, type Schedule } from './faulty-transport.ts';
import { accountOf, memoryJournal } from './removal-world.ts';
import { sharedTime } from './shared-time.ts';

/** One window of VS Code. */
export interface StagedWindow {
  readonly client: GatewayClient;
  readonly account: Account;
  readonly options: ChangeOptions;
  /** The changes that this window sent, and those that were carried out, as JSON. */
  readonly sent: readonly string[];
  readonly executed: () => readonly string[];
  /** Called with each change as it is sent, and when the journal gets an outcome of this window. */
  onChange: (change: string) => void;
  onOutcome: () => void;
}

/** Two windows of one person on one world, with a journal and a clock in common. */
export interface TwoWindows {
  readonly windows: readonly [StagedWindow, StagedWindow];
  readonly journal: ReturnType<typeof memoryJournal>;
  /** Runs something in both windows: in the second once the first has sent some requests, or has ended. */
  inBoth(run: (window: StagedWindow) => Promise<unknown>): Promise<void>;
}

/** What happens to the windows. Requests are counted per window, from 0. */
export interface Happenings {
  /** What happens to the requests of each window. */
  readonly schedules: readonly Schedule[];
  /** Before this request of the first window the person cancels there. */
  readonly cancelBefore: number | undefined;
  /** After so many requests of the first window the second begins. */
  readonly secondAfter: number;
  readonly seed: number;
  /** Whether an operation is a change. */
  readonly isChange: (operation: string) => boolean;
  /** Called before each request of the first window. */
  readonly before: (request: number) => void;
  /** At this request the first window is closed, whether that one arrives or not. */
  readonly closes?: { readonly at: number; readonly arrives: boolean } | undefined;
}

/** A process that has ended: Linux gives no such number. */
const nobody = 2 ** 22 + 1;

/** Opens two windows on a world, signed in to its main account. */
export function openTwoWindows(world: World, happens: Happenings): TwoWindows {
  const { schedules, cancelBefore, secondAfter, isChange, closes } = happens;
  const me = world.accounts.main;
  let random = happens.seed;
  const time = sharedTime(
    () => (random = (random * 16_807 + 1) % 2_147_483_647) / 2_147_483_647,
    (ms) => world.clock.advance(ms),
  );
  const journal = memoryJournal(time.timing.epoch);
  const begin = Promise.withResolvers<undefined>();
  const closed = Promise.withResolvers<undefined>();
  const never = new Promise<never>(() => undefined);
  const account = accountOf(
    { ...me, accountId: me.person.accountId, name: me.person.name },
    'http://127.0.0.1/graphql',
  );

  function openWindow(index: 0 | 1): StagedWindow {
    const cancel = new AbortController();
    const line = faultyLine(world, me, schedules[index] ?? {}, (request) => {
      if (index !== 0) return;
      if (request >= secondAfter) begin.resolve(undefined);
      happens.before(request);
      if (request === cancelBefore) cancel.abort();
    });
    const sent: string[] = [];
    const closing = index === 0 ? closes : undefined;
    let [requests, isClosed] = [0, false];
    const client = createGatewayClient({
      url: new URL('http://127.0.0.1/graphql'),
      transport: {
        ...line.transport,
        post(request) {
          if (isClosed) return never;
          const isLast = requests++ === closing?.at;
          const { operationName, variables } = JSON.parse(request.body) as { operationName: string; variables: object };
          if (isChange(operationName)) {
            sent.push(JSON.stringify(variables));
            window.onChange(JSON.stringify(variables));
          }
          if (!isLast) return line.transport.post(request);
          isClosed = true;
          const arrived: Promise<unknown> = closing.arrives ? line.transport.post(request) : Promise.resolve();
          arrived.then(() => closed.resolve(undefined), closed.reject);
          return never;
        },
      },
      credentials: () => Promise.resolve({ email: me.email, token: me.token }),
      client: { name: 'test', version: '0' },
      retry: { attempts: 2, baseMs: 0, maxWaitMs: 0 },
    });
    const window: StagedWindow = {
      client,
      account,
      options: {
        journal: {
          read: () => journal.read(),
          append(entry) {
            if (isClosed) return never;
            if (entry.outcome !== 'sent') window.onOutcome();
            const { sender } = entry;
            return journal.append({ ...entry, ...(closing && sender && { sender: { ...sender, process: nobody } }) });
          },
        },
        timing: time.timing,
        signal: cancel.signal,
        onJournalFailure: (error) => assert.fail(String(error)),
      },
      sent,
      executed: () =>
        line.executed.filter(({ operation }) => isChange(operation)).map(({ variables }) => JSON.stringify(variables)),
      onChange: () => undefined,
      onOutcome: () => undefined,
    };
    return window;
  }

  const windows = [openWindow(0), openWindow(1)] as const;
  return {
    windows,
    journal,
    async inBoth(run) {
      const first = Promise.race([run(windows[0]), closed.promise]).finally(() => begin.resolve(undefined));
      await time.pass(Promise.all([first, begin.promise.then(() => run(windows[1]))]));
    },
  };
}

/** Notes each change that is sent while a request for the same thing, of either window, is still pending. */
export function watchForDoubles({ windows }: Pick<TwoWindows, 'windows'>): readonly string[] {
  const pending = new Map<string, StagedWindow>();
  const doubles: string[] = [];
  for (const window of windows) {
    window.onChange = (change) => {
      if (pending.has(change)) doubles.push(change);
      pending.set(change, window);
    };
    window.onOutcome = () => {
      for (const [change, one] of pending) if (one === window) pending.delete(change);
    };
  }
  return doubles;
}

/** Fails unless each request in the journal has one end. */
export function assertEachHasAnEnd({ journal: { entries } }: Pick<TwoWindows, 'journal'>): void {
  for (const { request, outcome } of entries)
    if (outcome === 'sent')
      assert.equal(entries.filter((one) => one.request === request).length, 2, 'a request without its one end');
}
