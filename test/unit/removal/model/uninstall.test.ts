import assert from 'node:assert/strict';
import type { ConfirmedApp } from '../../../../src/removal/model/confirmed-app.ts';
import { planUninstall } from '../../../../src/removal/model/uninstall-plan.ts';
import { uninstallAll, type UninstallResult } from '../../../../src/removal/model/uninstall.ts';
import { realRows } from '../../../../src/removal/model/named-rows.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';
import { accountOf, confirmed, removalOptions } from '../../../support/removal-world.ts';
import { checkApp } from '../../../../src/removal/model/removal-check.ts';

describe('uninstalling', () => {
  const gateway = useGateway();
  const rowsLeft = (uuid: string) => gateway.sandbox.world.apps.get(uuid)?.details().installations ?? [];
  const sentContexts = () =>
    gateway
      .sent('UninstallApp')
      .map(({ variables }) => (variables as { input: { installationContext?: string } }).input.installationContext);

  async function prepare(uuid: string, isImpatient = false) {
    const { client } = gateway.connect({ isImpatient });
    const app = await confirmed(client, accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url), uuid);
    return { app, ...removalOptions() };
  }
  type Ready = Awaited<ReturnType<typeof prepare>>;
  const planAll = ({ check }: ConfirmedApp) => planUninstall(check.rows, new Set(check.rows.map(({ id }) => id)), true);
  const run = (
    { app, options }: Ready,
    { plan = planAll(app), stopAtFailure = false } = {},
  ): Promise<UninstallResult[]> => uninstallAll(app, plan, { ...options, stopAtFailure });
  const statuses = (results: readonly UninstallResult[]) => results.map(({ outcome }) => outcome.status);
  const only = (plan: ReturnType<typeof planAll>, count = 1) => plan.slice(0, count);

  for (const technicalRows of ['hidden', 'plain'] as const) {
    it(`removes an app from everywhere, optional Atlassian apps before the required one (technical rows ${technicalRows})`, async () => {
      gateway.sandbox.world.technicalRows = technicalRows;
      const ready = await prepare(sampleAppIds.decisionRegister);
      const results = await run(ready);
      assert.deepEqual(statuses(results), ['uninstalled', 'uninstalled', 'uninstalled', 'uninstalled']);
      assert.deepEqual(rowsLeft(sampleAppIds.decisionRegister), []);
      const technical = ready.app.check.rows.filter((row) => row.technical);
      assert.equal(technical.length > 0, technicalRows === 'plain');
      const expected = realRows(ready.app.check.rows).flatMap(({ siteId, context, secondaryContexts }) => [
        ...(secondaryContexts.length === 0 ? [undefined] : [...secondaryContexts, context]),
        ...technical.filter((row) => row.siteId === siteId).map(() => undefined),
      ]);
      assert.deepEqual(sentContexts(), expected);
      for (const { variables } of gateway.sent('UninstallApp'))
        assert.equal((variables as { input: { async: unknown } }).input.async, true);
      assert.deepEqual(new Set(ready.journal.entries.map(({ outcome }) => outcome)), new Set(['sent', 'done']));
      assert.equal(ready.journal.entries.length, 2 * expected.length);
      const noted = ready.journal.entries
        .filter(({ outcome, installation }) => outcome === 'done' && installation?.site.startsWith('polaris'))
        .map(({ installation }) => installation?.atlassianApp);
      assert.deepEqual(noted.slice(0, 3), ['CONFLUENCE', 'COMPASS', 'JIRA']);
    });
  }

  it('leaves a technical row where a real one of its site stays, and takes it with the last', async () => {
    gateway.sandbox.world.technicalRows = 'plain';
    const { app } = await prepare(sampleAppIds.releaseNotes);
    const real = realRows(app.check.rows);
    const one = planUninstall(app.check.rows, new Set(real.slice(0, 1).map(({ id }) => id)), false);
    assert.deepEqual(
      one.map(({ technical }) => technical.length),
      [1],
    );
    const [first] = real;
    assert.ok(first);
    const sibling = { ...first, id: 'sibling', atlassianApp: 'CONFLUENCE' };
    const rows = [...app.check.rows, sibling];
    assert.deepEqual(
      planUninstall(rows, new Set([first.id]), false).map(({ technical }) => technical.length),
      [0],
    );
    assert.deepEqual(
      planUninstall(rows, new Set([first.id, 'sibling']), false).map(({ technical }) => technical.length),
      [0, 1],
    );
  });

  it('takes technical rows that are alone already, where all are to go', async () => {
    gateway.sandbox.world.technicalRows = 'plain';
    const details = gateway.sandbox.world.apps.get(sampleAppIds.decisionRegister)?.details();
    assert.ok(details);
    details.installations = details.installations.filter(({ context }) => context.includes(':identity:'));
    const ready = await prepare(sampleAppIds.decisionRegister);
    assert.ok(statuses(await run(ready)).every((status) => status === 'uninstalled'));
    assert.deepEqual(rowsLeft(sampleAppIds.decisionRegister), []);
  });

  it('polls every 500 ms, and keeps 1.5 s at least from one to the next', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    const begun: number[] = [];
    const results = await uninstallAll(ready.app, planAll(ready.app), {
      ...ready.options,
      stopAtFailure: false,
      onProgress: () => begun.push(ready.time.now()),
    });
    assert.equal(results.length, 3);
    assert.deepEqual(begun, [0, 1500, 3000]);
    // Three polls an installation, two waits between them; the rest of the pace is waited for at the end.
    assert.deepEqual(ready.time.waits, [500, 500, 500, 500, 500, 500, 500, 500]);
  });

  it('backs off on TOO_MANY_REQUESTS as the Forge CLI does: from 5 s to 20 s, 40 times', async () => {
    const limited = { kind: 'errors', errors: [{ message: 'Slow down', errorType: 'TOO_MANY_REQUESTS' }] } as const;
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('InstallationTask', limited, 6);
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['uninstalled']);
    assert.deepEqual(ready.time.waits.slice(0, 6), [2500, 5000, 10_000, 10_000, 10_000, 10_000]);

    const again = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('InstallationTask', limited, 40);
    const polled = gateway.sent('InstallationTask').length;
    assert.deepEqual(
      statuses(await run(again, { plan: only(planAll(again.app)) })),
      ['uninstalled'],
      'found out by asking for its tasks once the polling was given up',
    );
    assert.equal(
      gateway
        .sent('InstallationTask')
        .slice(polled)
        .filter((_, index) => index < 40).length,
      40,
    );
    assert.equal(gateway.sent('UninstallApp').length, 2);
  });

  it('follows a task through what passes by itself', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons, true);
    const faults = [
      { kind: 'drop' },
      { kind: 'hang' },
      { kind: 'status', status: 503 },
      { kind: 'malformed' },
    ] as const;
    let index = 0;
    ready.time.onWait = () => gateway.sandbox.faults.set('InstallationTask', faults[index++], 1);
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['uninstalled']);
    assert.equal(gateway.sent('UninstallApp').length, 1);
  });

  const lost = [
    { title: 'before it is carried out', fault: { kind: 'drop' }, done: false },
    { title: 'after it was taken', fault: { kind: 'dropAfterSending' }, done: true },
    { title: 'as no answer comes', fault: { kind: 'hang' }, done: false },
    { title: 'in HTTP 500', fault: { kind: 'status', status: 500 }, done: false },
    { title: 'in HTML', fault: { kind: 'garbage' }, done: false },
    { title: 'in HTTP 408', fault: { kind: 'status', status: 408 }, done: false },
    {
      title: 'in errors at its path',
      fault: { kind: 'errors', errors: [{ message: 'Broken' }], nullPath: ['uninstallApp'] },
      done: true,
    },
    { title: 'in null', fault: { kind: 'reply', change: () => ({ data: { uninstallApp: null } }) }, done: true },
  ] as const;
  for (const { title, fault, done } of lost) {
    it(`finds out what became of it when the answer is lost ${title}, and sends it once`, async () => {
      const ready = await prepare(sampleAppIds.approvalButtons, true);
      gateway.sandbox.faults.set('UninstallApp', fault, 1);
      assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), [done ? 'uninstalled' : 'kept']);
      assert.equal(gateway.sent('UninstallApp').length, 1);
      assert.equal(rowsLeft(sampleAppIds.approvalButtons).length, done ? 2 : 3);
      assert.equal(ready.journal.entries.at(-1)?.outcome, done ? 'done' : 'kept');
    });
  }

  it('does not know what became of it where the tasks can’t be listed with this token', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('UninstallApp', { kind: 'drop' }, 1);
    gateway.sandbox.faults.set('InstallationTaskList', {
      kind: 'errors',
      errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }],
    });
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['unknown']);
  });

  it('does not take an app that this account lost sight of for uninstalled', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('UninstallApp', { kind: 'drop' }, 1);
    const { apps } = gateway.sandbox.world;
    const app = apps.get(sampleAppIds.approvalButtons);
    ready.time.onWait = () => apps.delete(sampleAppIds.approvalButtons);
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['unknown']);
    assert.equal(app?.details().installations.length, 3);
  });

  it('is not sent a second time while the first is pending, in whatever window', async () => {
    const [ready, other] = [await prepare(sampleAppIds.approvalButtons), await prepare(sampleAppIds.approvalButtons)];
    const second = { ...other, options: { ...other.options, journal: ready.journal } };
    const plan = only(planAll(ready.app));
    const results = await Promise.all([run(ready, { plan }), run(second, { plan })]);
    assert.deepEqual(results.flatMap(statuses).sort(), ['pending', 'uninstalled']);
    assert.equal(gateway.sent('UninstallApp').length, 1);
  });

  it('says what a task failed of', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('InstallationTask', {
      kind: 'reply',
      change: () => ({
        data: { appInstallationTask: { id: 'x', state: 'FAILED', errors: [{ message: 'The site is frozen' }] } },
      }),
    });
    const [result] = await run(ready, { plan: only(planAll(ready.app)) });
    assert.ok(result?.outcome.status === 'refused');
    assert.equal(result.outcome.error.message, 'The site is frozen');
    assert.equal(gateway.sent('UninstallApp').length, 1);
    assert.deepEqual(ready.time.waits, [], 'told at once');
  });

  it('does not let one failure stop the rest, unless asked', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('UninstallApp', { kind: 'status', status: 403 }, 1);
    assert.deepEqual(statuses(await run(ready)), ['refused', 'uninstalled', 'uninstalled']);
    const again = await prepare(sampleAppIds.decisionRegister);
    gateway.sandbox.faults.set('UninstallApp', { kind: 'status', status: 403 }, 1);
    assert.deepEqual(statuses(await run(again, { stopAtFailure: true })), [
      'refused',
      'notStarted',
      'notStarted',
      'notStarted',
    ]);
  });

  it('stops where the token is refused in the middle', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    const results = await uninstallAll(ready.app, planAll(ready.app), {
      ...ready.options,
      stopAtFailure: false,
      onResult: () => gateway.sandbox.faults.set('*', { kind: 'status', status: 401 }),
    });
    assert.deepEqual(statuses(results), ['uninstalled', 'failed', 'notStarted']);
    assert.equal(gateway.sent('UninstallApp').length, 1);
  });

  it('can be cancelled between sites: what is begun is finished, the rest not started', async () => {
    const ready = await prepare(sampleAppIds.decisionRegister);
    ready.time.onWait = () => ready.cancel.abort();
    const results = await run(ready);
    assert.deepEqual(statuses(results), ['uninstalled', 'notStarted', 'notStarted', 'notStarted']);
    assert.equal(gateway.sent('UninstallApp').length, 2, 'both Atlassian apps of the first site');
  });

  it('can be left while a task does not end, and then says that it does not know', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.faults.set('InstallationTask', {
      kind: 'reply',
      change: () => ({ data: { appInstallationTask: { id: 'x', state: 'RUNNING', errors: null } } }),
    });
    gateway.sandbox.faults.set('InstallationTaskList', { kind: 'drop' });
    gateway.sandbox.faults.set('UninstallApp', {
      kind: 'reply',
      change: () => ({ data: { uninstallApp: { success: true, taskId: 'x', errors: null } } }),
    });
    ready.time.onWait = () => ready.time.now() > 60_000 && ready.cancel.abort();
    const world = gateway.sandbox.world.tasks;
    world.advanceAll = () => undefined;
    world.poll = () => undefined;
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['unknown']);
    assert.ok(ready.time.now() >= 70_000 && ready.time.now() < 80_000, `${ready.time.now()}`);
  });

  it('sends nothing for what is gone already, and stops where something changed', async () => {
    const ready = await prepare(sampleAppIds.decisionRegister);
    const details = gateway.sandbox.world.apps.get(sampleAppIds.decisionRegister)?.details();
    assert.ok(details);
    const plan = planAll(ready.app);
    const [first, second] = plan;
    details.installations = details.installations
      .filter(({ id }) => id !== first?.row.id)
      .map((installation) =>
        installation.id === second?.row.id ? { ...installation, secondaryContexts: [] } : installation,
      );
    const results = await run(ready, { plan });
    assert.deepEqual(statuses(results), ['gone', 'changed', 'notStarted', 'notStarted']);
    assert.equal(gateway.sent('UninstallApp').length, 0);
  });

  it('removes an app of more than a hundred installations at the pace of the Forge CLI', async () => {
    const ready = await prepare(sampleAppIds.fieldGuard);
    const plan = planAll(ready.app).slice(0, 12);
    const results = await run(ready, { plan });
    assert.ok(statuses(results).every((status) => status === 'uninstalled'));
    assert.ok(ready.time.now() >= 11 * 1500 && ready.time.now() <= 13 * 1500, `${ready.time.now()}`);
    assert.equal(gateway.sent('UninstallApp').length, 12);
  });

  it('of an app that is gone in the meantime fails without sending anything', async () => {
    const ready = await prepare(sampleAppIds.approvalButtons);
    gateway.sandbox.world.apps.delete(sampleAppIds.approvalButtons);
    assert.deepEqual(statuses(await run(ready, { plan: only(planAll(ready.app)) })), ['failed']);
    assert.equal(
      (await failure(checkApp(ready.app.client, ready.app.account.id, ready.app.check.id))).kind,
      'notFound',
    );
    assert.equal(gateway.sent('UninstallApp').length, 0);
  });
});
