import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createGatewayClient, type GatewayClient } from '../../src/gateway/client.ts';
import type { Account } from '../../src/core/account.ts';
import type { ChangeOptions } from '../../src/changes/model/change.ts';
import { people } from '../../src/sandbox/world/people.ts';
import type { App } from '../../src/sandbox/world/world-types.ts';
import { createWorld, type World } from '../../src/sandbox/world/world.ts';
import { faultyLine, mishaps, mishapsOfChanges, mishapsOfFacts, type Mishap } from './faulty-transport.ts';
import { accountOf, memoryJournal } from './removal-world.ts';
import { sharedTime } from './shared-time.ts';
import { now } from './use-gateway.ts';

/** So many parts of a hundred go wrong. */
const line = <M extends Mishap>(wrong: number, maxLength: number, what: readonly M[]) =>
  fc.array(
    fc.oneof(
      { weight: 100 - wrong, arbitrary: fc.constant('none' as const) },
      { weight: wrong, arbitrary: fc.constantFrom(...what) },
    ),
    { minLength: maxLength, maxLength },
  );

const schedule = fc.record({
  RemovalFacts: line(10, 14, mishapsOfFacts),
  AppOwner: line(6, 12, mishaps),
  DeleteApp: line(85, 4, mishapsOfChanges),
  AppExistence: line(35, 14, mishaps),
  UninstallApp: line(65, 8, mishapsOfChanges),
  UninstallTask: line(25, 30, mishaps),
  UninstallTaskList: line(30, 10, mishaps),
});

/** What somebody else does to an app just before a request of ours. */
const deeds = ['none', 'none', 'installs', 'takesOver', 'hides', 'hides', 'deletes'] as const;

/** What goes wrong for the windows of a run, and what somebody else does meanwhile to the app with this index. */
export const troubles = fc.record({
  schedules: fc.array(schedule, { minLength: 2, maxLength: 2 }),
  outsider: fc.record({ does: fc.constantFrom(...deeds), app: fc.nat(1), before: fc.nat(24) }),
  cancelBefore: fc.option(fc.nat(60), { nil: undefined, freq: 5 }),
  secondAfter: fc.nat(12),
  technicalRows: fc.constantFrom('hidden' as const, 'plain' as const),
  seed: fc.nat(1000),
});
export type Troubles = typeof troubles extends fc.Arbitrary<infer T> ? T : never;

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
export interface Stage {
  readonly world: World;
  readonly windows: readonly [StagedWindow, StagedWindow];
  readonly journal: ReturnType<typeof memoryJournal>;
  /** The apps that the outsider deleted. */
  readonly meddled: ReadonlySet<string>;
  /** Runs something in both windows: in the second once the first has sent some requests, or has ended. */
  inBoth(run: (window: StagedWindow) => Promise<unknown>): Promise<void>;
  /** Whether this person sees the app. */
  sees(uuid: string): boolean;
}

/** Sets the stage for `troubles` around the apps with these UUIDs. */
export function removalStage(given: Troubles, uuids: readonly string[]): Stage {
  const world = createWorld(now);
  world.technicalRows = given.technicalRows;
  const me = world.accounts.main;
  let random = given.seed;
  const time = sharedTime(
    () => (random = (random * 16_807 + 1) % 2_147_483_647) / 2_147_483_647,
    (ms) => world.clock.advance(ms),
  );
  const journal = memoryJournal(time.timing.epoch);
  const meddled = new Set<string>();
  const begin = Promise.withResolvers<undefined>();
  const account = accountOf(
    { ...me, accountId: me.person.accountId, name: me.person.name },
    'http://127.0.0.1/graphql',
  );

  function before(request: number): void {
    if (request >= given.secondAfter) begin.resolve(undefined);
    const uuid = uuids[given.outsider.app % uuids.length];
    if (request === given.outsider.before && uuid !== undefined && meddle(world, given.outsider.does, uuid))
      meddled.add(uuid);
  }
  function openWindow(index: 0 | 1): StagedWindow {
    const cancel = new AbortController();
    const line = faultyLine(world, me, given.schedules[index] ?? {}, (request) => {
      if (index === 0) before(request);
      if (index === 0 && request === given.cancelBefore) cancel.abort();
    });
    const sent: string[] = [];
    const client = createGatewayClient({
      url: new URL('http://127.0.0.1/graphql'),
      transport: {
        ...line.transport,
        post(request) {
          const { operationName, variables } = JSON.parse(request.body) as { operationName: string; variables: object };
          if (isChange(operationName)) {
            sent.push(JSON.stringify(variables));
            window.onChange(JSON.stringify(variables));
          }
          return line.transport.post(request);
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
            if (entry.outcome !== 'sent') window.onOutcome();
            return journal.append(entry);
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
    world,
    windows,
    journal,
    meddled,
    async inBoth(run) {
      const first = run(windows[0]).finally(() => begin.resolve(undefined));
      await time.pass(Promise.all([first, begin.promise.then(() => run(windows[1]))]));
    },
    sees: (uuid) => {
      const app = world.apps.get(uuid);
      return app?.contributors.some(({ person }) => person.accountId === me.person.accountId) ?? false;
    },
  };
}

const isChange = (operation: string) => operation === 'DeleteApp' || operation === 'UninstallApp';

/** Returns whether the app was deleted behind our back. */
function meddle(world: World, does: (typeof deeds)[number], uuid: string): boolean {
  const app = world.apps.get(uuid);
  if (app === undefined || does === 'none') return false;
  if (does === 'deletes') return world.apps.delete(uuid);
  const member = (person: App['contributors'][number]['person'], owner: boolean) => ({
    person,
    roles: ['ADMIN' as const],
    owner,
    lastActive: undefined,
  });
  if (does === 'installs') {
    const [other] = [...world.apps.values()].filter((one) => one !== app && one.details().installations.length > 0);
    const [installation] = other?.details().installations ?? [];
    if (installation) app.details().installations = [...app.details().installations, installation];
    return false;
  }
  const contributors =
    does === 'hides' ? [member(people.jonas, true)] : [member(people.jonas, true), member(people.mara, false)];
  world.apps.set(uuid, Object.defineProperty(Object.create(app) as App, 'contributors', { value: contributors }));
  return false;
}
