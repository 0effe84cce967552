import * as fc from 'fast-check';
import { people } from '../../src/sandbox/world/people.ts';
import type { App } from '../../src/sandbox/world/world-types.ts';
import { createWorld, type World } from '../../src/sandbox/world/world.ts';
import { mishaps, mishapsOfChanges, mishapsOfFacts, type Mishap } from './faulty-transport.ts';
import { openTwoWindows, type TwoWindows } from './two-windows.ts';
import { now } from './use-gateway.ts';

/** So many parts of a hundred go wrong. */
export const line = <M extends Mishap>(wrong: number, maxLength: number, what: readonly M[]) =>
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
  InstallationTask: line(25, 30, mishaps),
  InstallationTaskList: line(30, 10, mishaps),
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

/** Two windows of one person on one world, and somebody else in it. */
export interface Stage extends TwoWindows {
  readonly world: World;
  /** The apps that the outsider deleted. */
  readonly meddled: ReadonlySet<string>;
  /** Whether this person sees the app. */
  sees(uuid: string): boolean;
}

/** Sets the stage for `troubles` around the apps with these UUIDs. */
export function removalStage(given: Troubles, uuids: readonly string[]): Stage {
  const world = createWorld(now);
  world.technicalRows = given.technicalRows;
  const me = world.accounts.main;
  const meddled = new Set<string>();
  const windows = openTwoWindows(world, {
    ...given,
    isChange: (operation) => operation === 'DeleteApp' || operation === 'UninstallApp',
    before(request) {
      const uuid = uuids[given.outsider.app % uuids.length];
      if (request === given.outsider.before && uuid !== undefined && meddle(world, given.outsider.does, uuid))
        meddled.add(uuid);
    },
  });
  return {
    ...windows,
    world,
    meddled,
    sees: (uuid) => {
      const app = world.apps.get(uuid);
      return app?.contributors.some(({ person }) => person.accountId === me.person.accountId) ?? false;
    },
  };
}

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
