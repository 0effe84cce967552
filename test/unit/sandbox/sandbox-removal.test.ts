import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/sandbox-server.ts';
import { ariOf, ask, at, withSandbox } from '../../support/sandbox/ask.ts';

const deletion =
  'mutation Delete($id: ID!) { deleteApp(input: { appId: $id }) { success errors { message extensions { errorType statusCode } } } }';
const uninstallation =
  'mutation Uninstall($input: AppUninstallationInput!) { uninstallApp(input: $input) { success taskId errors { message extensions { errorType statusCode } } } }';
const listing =
  'query List($id: ID!, $system: Boolean) { ecosystem { appInstallationsByApp(filter: { apps: { ids: [$id] }, includeSystemApps: $system }) { totalCount nodes { id installationContext secondaryInstallationContexts appEnvironment { key } } } } }';
const task =
  'query Task($id: ID!) { appInstallationTask(id: $id) { id state errors { message } ... on AppInstallationDeletionTask { context } } }';

interface Row {
  readonly id: string;
  readonly installationContext: string;
  readonly secondaryInstallationContexts: readonly string[] | null;
  readonly appEnvironment: { readonly key: string };
}

async function rowsOf(sandbox: Sandbox, id: string, system = false): Promise<readonly Row[]> {
  const { body } = await ask(sandbox, listing, { id, system });
  return at(body, 'data.ecosystem.appInstallationsByApp.nodes') as Row[];
}

async function remove(sandbox: Sandbox, id: string, account = sandbox.accounts.main): Promise<unknown> {
  return at((await ask(sandbox, deletion, { id }, account)).body, 'data.deleteApp');
}

async function uninstall(
  sandbox: Sandbox,
  input: object,
): Promise<{ success: unknown; errorType: unknown; taskId: unknown }> {
  const { body } = await ask(sandbox, uninstallation, { input });
  const reply = at(body, 'data.uninstallApp');
  return {
    success: at(reply, 'success'),
    errorType: at(reply, 'errors.0.extensions.errorType'),
    taskId: at(reply, 'taskId'),
  };
}

const errorTypeOf = (reply: unknown): unknown[] => [at(reply, 'success'), at(reply, 'errors.0.extensions.errorType')];

describe('sandbox: deleting apps', () => {
  it('takes an app nobody has installed out of the world', () =>
    withSandbox(async (sandbox) => {
      const id = ariOf('standupDigest');
      const count = async () => at((await ask(sandbox, '{ apps { totalCount } }')).body, 'data.apps.totalCount');
      const before = Number(await count());
      assert.deepEqual(await remove(sandbox, id), { success: true, errors: null });
      assert.equal(await count(), before - 1);
      assert.equal(
        at((await ask(sandbox, 'query A($id: ID!) { app(id: $id) { name } }', { id })).body, 'data.app'),
        null,
      );
      assert.deepEqual(errorTypeOf(await remove(sandbox, id)), [false, 'APP_NOT_FOUND']);
    }));

  it('refuses those who do not own it, apps that are installed, and unknown apps', () =>
    withSandbox(async (sandbox) => {
      assert.deepEqual(errorTypeOf(await remove(sandbox, ariOf('qualityGate'))), [false, 'PERMISSION_DENIED']);
      assert.deepEqual(errorTypeOf(await remove(sandbox, ariOf('diagramPeek'))), [false, 'PERMISSION_DENIED']);
      assert.deepEqual(errorTypeOf(await remove(sandbox, ariOf('releaseNotes'))), [false, 'APP_HAS_INSTALLATIONS']);
      assert.deepEqual(errorTypeOf(await remove(sandbox, ariOf('teamPoll'), sandbox.accounts.alias)), [
        false,
        'APP_NOT_FOUND',
      ]);
      assert.equal(sandbox.world.apps.size, 18);
    }));

  it('lets an app go once it is uninstalled everywhere', () =>
    withSandbox(async (sandbox) => {
      const id = ariOf('decisionRegister');
      for (const row of await rowsOf(sandbox, id)) {
        for (const context of [...(row.secondaryInstallationContexts ?? []), row.installationContext]) {
          const input = {
            appId: id,
            environmentKey: row.appEnvironment.key,
            installationId: row.id,
            installationContext: context,
          };
          assert.equal((await uninstall(sandbox, input)).success, true);
        }
      }
      assert.deepEqual(await rowsOf(sandbox, id, true), []);
      assert.deepEqual(await remove(sandbox, id), { success: true, errors: null });
    }));
});

describe('sandbox: uninstalling', () => {
  it('goes through a task, PENDING, RUNNING, COMPLETE, and the row is gone at the end only', () =>
    withSandbox(async (sandbox) => {
      const appId = ariOf('approvalButtons');
      const [row] = await rowsOf(sandbox, appId);
      assert.ok(row);
      const { success, taskId } = await uninstall(sandbox, {
        appId,
        environmentKey: row.appEnvironment.key,
        installationId: row.id,
        async: true,
      });
      assert.equal(success, true);
      const states: unknown[] = [];
      for (let poll = 0; poll < 4; poll++) {
        assert.equal((await rowsOf(sandbox, appId)).length, poll < 3 ? 3 : 2);
        const { body } = await ask(sandbox, task, { id: taskId });
        states.push(at(body, 'data.appInstallationTask.state'));
        assert.equal(at(body, 'data.appInstallationTask.context'), row.installationContext);
      }
      assert.deepEqual(states, ['PENDING', 'RUNNING', 'COMPLETE', 'COMPLETE']);
      assert.equal(
        at((await ask(sandbox, task, { id: taskId }, sandbox.accounts.alias)).body, 'data.appInstallationTask'),
        null,
      );
    }));

  it('completes a task that nobody polls, as time goes by', () =>
    withSandbox(async (sandbox) => {
      const appId = ariOf('approvalButtons');
      const [row] = await rowsOf(sandbox, appId);
      await uninstall(sandbox, {
        appId,
        environmentKey: row?.appEnvironment.key,
        installationId: row?.id,
        async: true,
      });
      assert.equal((await rowsOf(sandbox, appId)).length, 3);
      sandbox.world.clock.advance(3000);
      assert.equal((await rowsOf(sandbox, appId)).length, 2);
    }));

  it('fails the task of an installation that is gone already', () =>
    withSandbox(async (sandbox) => {
      const appId = ariOf('approvalButtons');
      const [row] = await rowsOf(sandbox, appId);
      const input = { appId, environmentKey: row?.appEnvironment.key, installationId: row?.id, async: true };
      const tasks = [await uninstall(sandbox, input), await uninstall(sandbox, input)];
      sandbox.world.clock.advance(3000);
      const states = await Promise.all(
        tasks.map(async ({ taskId }) =>
          at((await ask(sandbox, task, { id: taskId })).body, 'data.appInstallationTask.state'),
        ),
      );
      assert.deepEqual(states, ['COMPLETE', 'FAILED']);
    }));

  it('drops optional products before the required one', () =>
    withSandbox(async (sandbox) => {
      const appId = ariOf('decisionRegister');
      const row = (await rowsOf(sandbox, appId)).find(
        ({ secondaryInstallationContexts }) => secondaryInstallationContexts?.length === 2,
      );
      assert.ok(row?.secondaryInstallationContexts);
      const input = { appId, environmentKey: row.appEnvironment.key, installationId: row.id };
      assert.deepEqual(await uninstall(sandbox, { ...input, installationContext: row.installationContext }), {
        success: false,
        errorType: 'OPTIONAL_CONTEXTS_REMAIN',
        taskId: null,
      });
      for (const installationContext of row.secondaryInstallationContexts) {
        assert.equal((await uninstall(sandbox, { ...input, installationContext })).success, true);
      }
      const remaining = (await rowsOf(sandbox, appId)).find(({ id }) => id === row.id);
      assert.deepEqual(
        [remaining?.installationContext, remaining?.secondaryInstallationContexts],
        [row.installationContext, null],
      );
      assert.equal(
        (await uninstall(sandbox, { ...input, installationContext: row.installationContext })).success,
        true,
      );
      assert.equal(
        (await rowsOf(sandbox, appId)).some(({ id }) => id === row.id),
        false,
      );
    }));

  it('refuses roles that are too low, and what is not there', () =>
    withSandbox(async (sandbox) => {
      const refusalFor = async (input: object) => (await uninstall(sandbox, input)).errorType;
      const [gate] = await rowsOf(sandbox, ariOf('qualityGate'));
      assert.equal(
        await refusalFor({ appId: ariOf('qualityGate'), environmentKey: 'production', installationId: gate?.id }),
        'PERMISSION_DENIED',
      );
      const forecasts = await rowsOf(sandbox, ariOf('sprintForecast'));
      const [production, development] = ['production', 'default'].map((key) =>
        forecasts.find(({ appEnvironment }) => appEnvironment.key === key),
      );
      assert.equal(
        await refusalFor({
          appId: ariOf('sprintForecast'),
          environmentKey: 'production',
          installationId: production?.id,
        }),
        'PERMISSION_DENIED',
      );
      assert.equal(
        await refusalFor({
          appId: ariOf('sprintForecast'),
          environmentKey: 'default',
          installationId: development?.id,
        }),
        undefined,
      );
      assert.equal(
        await refusalFor({ appId: ariOf('releaseNotes'), environmentKey: 'production', installationId: gate?.id }),
        'INSTALLATION_NOT_FOUND',
      );
      assert.equal(
        await refusalFor({ appId: ariOf('releaseNotes'), environmentKey: 'nowhere', installationId: gate?.id }),
        'APP_ENVIRONMENT_NOT_FOUND',
      );
      assert.equal(
        await refusalFor({ appId: ariOf('maraForgePlayground'), environmentKey: 'default', installationId: gate?.id }),
        'APP_NOT_FOUND',
      );
    }));

  it('removes the technical row with the last real one of its site', () =>
    withSandbox(async (sandbox) => {
      const appId = ariOf('releaseNotes');
      const real = await rowsOf(sandbox, appId);
      assert.equal((await rowsOf(sandbox, appId, true)).length, real.length * 2);
      const [row] = real;
      await uninstall(sandbox, { appId, environmentKey: row?.appEnvironment.key, installationId: row?.id });
      assert.equal((await rowsOf(sandbox, appId, true)).length, real.length * 2 - 2);
    }));

  it('can leave technical rows in plain view, to be uninstalled by themselves', () =>
    withSandbox(async (sandbox) => {
      sandbox.world.technicalRows = 'plain';
      const appId = ariOf('releaseNotes');
      const rows = await rowsOf(sandbox, appId);
      assert.equal(rows.length, 22);
      const [row, technical] = rows;
      assert.match(technical?.installationContext ?? '', /^ari:cloud:identity::site\//);
      for (const { id, appEnvironment } of [row, technical].filter((one) => one !== undefined)) {
        assert.equal(
          (await uninstall(sandbox, { appId, environmentKey: appEnvironment.key, installationId: id })).success,
          true,
        );
      }
      assert.equal((await rowsOf(sandbox, appId)).length, 20);
    }));
});
