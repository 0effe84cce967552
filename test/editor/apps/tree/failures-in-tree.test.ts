import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { partsOf } from '../../../../src/core/app.ts';
import type { Fault } from '../../../../src/sandbox/faults.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { welcome } from '../../../../src/apps/tree/apps-view.ts';
import { useConsole } from '../../../support/editor/console.ts';
import {
  asLines,
  click,
  labelsOf,
  readable,
  readRows,
  type Row,
  rowAt,
  rowsUnder,
  settledRows,
  tooltipOf,
  treeEvent,
} from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';

const app = 'Release Notes Composer';
const refused: Fault = {
  kind: 'errors',
  errors: [{ message: 'The moon is in the wrong house.', errorType: 'ASTROLOGY' }],
};

describe('what fails', () => {
  const forge = useConsole();
  const under = (...path: string[]) => rowsUnder(forge.services.tree, ...path);
  const refresh = () => vscode.commands.executeCommand('forgeConsole.apps.refresh');
  const failedOf = (rows: readonly Row[]) => rows.filter(({ item }) => item.contextValue === 'failed');

  describe('under an app', () => {
    beforeEach(() => forge.signIn('main'));

    // Contributors are asked for with their activity first, and without where that fails.
    for (const { operation, along, parts } of [
      {
        operation: 'EnvironmentList',
        along: undefined,
        parts: {
          Environments: 'Couldn’t load the environments',
          Permissions: 'Couldn’t load the permissions',
        },
      },
      {
        operation: 'InstallationList',
        along: undefined,
        parts: { Installations: 'Couldn’t load the installations' },
      },
      {
        operation: 'ContributorList',
        along: 'ContributorActivity',
        parts: { Contributors: 'Couldn’t load the contributors' },
      },
    ]) {
      it(`stays in its place, with Retry: ${operation}`, async () => {
        forge.sandbox.faults.set(operation, refused);
        if (along !== undefined) forge.sandbox.faults.set(along, refused);
        for (const [part, what] of Object.entries(parts)) {
          const rows = await under(app, part);
          assert.deepEqual(asLines(rows), [`Refused | ${what}`]);
          assert.equal((await rowAt(forge.services.tree, app, part)).description, 'not loaded');
          const text = readable(await tooltipOf(forge.services.tree, rows[0] ?? assert.fail()));
          assert.match(text, /The gateway said: The moon is in the wrong house\./);
          assert.match(text, /Request ID: \S+/);
        }
        for (const other of ['Environments', 'Permissions', 'Installations', 'Contributors'].filter(
          (name) => !(name in parts),
        )) {
          assert.deepEqual(failedOf(await under(app, other)), [], `${other} fails too`);
        }

        forge.sandbox.faults.clear();
        const [part = ''] = Object.keys(parts);
        const [failed] = await under(app, part);
        assert.ok(failed);
        await click(failed);
        for (const name of Object.keys(parts)) assert.deepEqual(failedOf(await under(app, name)), []);
        assert.ok((await under(app, part)).length >= 2);
      });
    }

    it('keeps the last rows below it', async () => {
      const before = labelsOf(await under(app, 'Contributors'));
      for (const operation of ['ContributorActivity', 'ContributorList']) forge.sandbox.faults.set(operation, refused);
      const contributors = await rowAt(forge.services.tree, app, 'Contributors');
      await vscode.commands.executeCommand('forgeConsole.row.refresh', contributors.node);
      const rows = await under(app, 'Contributors');
      assert.deepEqual(labelsOf(rows), ['Refused', ...before]);
      assert.match(
        readable(await tooltipOf(forge.services.tree, rows[0] ?? assert.fail())),
        /Note: What you see below was loaded just now/,
      );
    });

    it('is told shortly in the row, and fully to a screen reader', async () => {
      for (const [fault, short, long] of [
        [{ kind: 'status', status: 403 }, 'Not allowed', /your role doesn’t allow this/],
        [
          { kind: 'garbage' },
          'Not the gateway',
          /a web page answered instead of the gateway; open a browser and sign in to the network/,
        ],
        [{ kind: 'malformed' }, 'Unexpected answer', /the gateway sent an unexpected answer/],
        [{ kind: 'status', status: 429, retryAfter: '3600' }, 'Rate limit reached', /it ends in 1 hour/],
      ] as const satisfies readonly (readonly [Fault, string, RegExp])[]) {
        for (const operation of ['ContributorActivity', 'ContributorList']) forge.sandbox.faults.set(operation, fault);
        const contributors = await rowAt(forge.services.tree, app, 'Contributors');
        await vscode.commands.executeCommand('forgeConsole.row.refresh', contributors.node);
        const [row] = await under(app, 'Contributors');
        assert.equal(row?.label, short);
        assert.match(row.item.accessibilityInformation?.label ?? '', long);
      }
    });

    it('quotes the gateway without reading it as markup', async () => {
      for (const operation of ['ContributorActivity', 'ContributorList'])
        forge.sandbox.faults.set(operation, {
          kind: 'errors',
          errors: [{ message: '[click](command:workbench.action.quit) <b>$(alert)</b>' }],
        });
      const [row] = await under(app, 'Contributors');
      const tooltip = await tooltipOf(forge.services.tree, row ?? assert.fail());
      assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);
      assert.doesNotMatch(tooltip.value, /(?<!\\)\]\(/);
      assert.ok(readable(tooltip).includes('click'), 'it is not quoted at all');
    });
  });

  describe('in the list of apps', () => {
    beforeEach(async () => {
      await forge.signIn('main');
      await settledRows(forge.services.tree);
    });

    for (const fault of [
      { kind: 'garbage' },
      { kind: 'malformed' },
      { kind: 'reply', change: () => ({ data: { apps: null } }) },
      { kind: 'status', status: 403 },
      refused,
    ] satisfies Fault[]) {
      it(`keeps the last list under a row that says so: ${fault.kind}`, async () => {
        forge.sandbox.faults.set('AppList', fault);
        await refresh();
        const [failed, ...apps] = await settledRows(forge.services.tree);
        assert.equal(failed?.description, 'Couldn’t load the apps');
        assert.equal(apps.length, 16);
        assert.equal(forge.services.view.message, 'Last refreshed just now');
        assert.deepEqual(forge.prompts.asked, forge.prompts.inputs, 'a message on top of the row');

        forge.sandbox.faults.clear();
        await click(failed);
        assert.equal((await settledRows(forge.services.tree)).length, 16);
        assert.equal(forge.services.view.message, '');
      });
    }

    it('keeps the rows where the connection is lost', async () => {
      forge.sandbox.faults.set('AppList', { kind: 'drop' });
      await refresh();
      const [failed, ...apps] = await settledRows(forge.services.tree);
      assert.equal(failed?.label, 'Offline');
      assert.equal(apps.length, 16);
      assert.equal(welcome(forge.services.data), 'none');
    });

    it('on the second page keeps what came before', async () => {
      const fault: Fault = { kind: 'reply', change: (body) => (forge.sandbox.faults.set('AppList', refused), body) };
      await vscode.workspace.getConfiguration('forgeConsole').update('pageSize', 5, vscode.ConfigurationTarget.Global);
      try {
        forge.sandbox.faults.set('AppList', fault);
        await refresh();
        assert.equal((await settledRows(forge.services.tree)).length, 17);
      } finally {
        await vscode.workspace
          .getConfiguration('forgeConsole')
          .update('pageSize', undefined, vscode.ConfigurationTarget.Global);
      }
    });
  });

  it('with nothing to show: a failed row, and Retry brings the apps', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'malformed' });
    await forge.signIn('main');
    const [failed, ...others] = await settledRows(forge.services.tree);
    assert.equal(failed?.label, 'Unexpected answer');
    assert.deepEqual(others, []);
    assert.equal(welcome(forge.services.data), 'none');
    forge.sandbox.faults.clear();
    await click(failed);
    assert.equal((await settledRows(forge.services.tree)).length, 16);
  });

  it('offline with nothing to show: the welcome says so, and its Try Again works', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'drop' });
    await forge.signIn('main');
    assert.deepEqual(await settledRows(forge.services.tree), []);
    assert.equal(welcome(forge.services.data), 'offline');
    forge.sandbox.faults.clear();
    await refresh();
    assert.equal(welcome(forge.services.data), 'none');
    assert.equal((await settledRows(forge.services.tree)).length, 16);
  });

  describe('because an app was deleted elsewhere', () => {
    const uuid = sampleAppIds.releaseNotes;
    let deleted: ReturnType<typeof forge.sandbox.world.apps.get>;
    beforeEach(async () => {
      await forge.signIn('main');
      await settledRows(forge.services.tree);
      deleted = forge.sandbox.world.apps.get(uuid);
      forge.sandbox.world.apps.delete(uuid);
    });
    afterEach(() => {
      assert.ok(deleted);
      forge.sandbox.world.apps.set(uuid, deleted);
    });
    const vanishes = () =>
      until(
        'its row vanishes',
        async () => !labelsOf(await readRows(forge.services.tree)).includes(app),
        treeEvent(forge.services.tree),
      );

    it('its row vanishes once it is opened', async () => {
      const { node } = await rowAt(forge.services.tree, app);
      const [environments] = await readRows(forge.services.tree, 1, node);
      await readRows(forge.services.tree, 1, environments?.node);
      await vanishes();
      assert.equal((await settledRows(forge.services.tree)).length, 15);
      assert.deepEqual(forge.prompts.messages, []);
    });

    it('its row vanishes when it is refreshed', async () => {
      const { node } = await rowAt(forge.services.tree, app);
      await vscode.commands.executeCommand('forgeConsole.row.refresh', node);
      await vanishes();
    });

    it('what is open under it still answers', async () => {
      const { node } = await rowAt(forge.services.tree, app);
      await refresh();
      const sections = await readRows(forge.services.tree, 2, node);
      assert.equal(sections.length, partsOf('forge').length);
      assert.deepEqual(labelsOf(await settledRows(forge.services.tree, 1, sections[0]?.node)), ['Not found']);
    });
  });
});
