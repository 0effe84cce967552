import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../../../support/editor/console.ts';
import {
  asLines,
  click,
  labelsOf,
  readRows,
  rowsUnder,
  settledRows,
  treeEvent,
} from '../../../support/editor/tree-rows.ts';

const apps = 10_000;

describe('10,000 apps', function () {
  this.timeout(60_000);
  const forge = useConsole({ apps });
  const setting = () => vscode.workspace.getConfiguration('forgeConsole');
  before(() => setting().update('pageSize', 100, vscode.ConfigurationTarget.Global));
  after(() => setting().update('pageSize', undefined, vscode.ConfigurationTarget.Global));

  it('are usable from the first page on, and complete after one request for each page', async () => {
    const before = forge.sandbox.requests.length;
    let redraws = 0;
    let firstPage: string[] | undefined;
    const subscription = treeEvent(forge.services.tree)(() => {
      redraws++;
      if (firstPage === undefined && forge.services.data.list[0]?.apps.state.value)
        void readRows(forge.services.tree).then((rows) => (firstPage ??= labelsOf(rows)));
    });
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    const rows = await settledRows(forge.services.tree);
    subscription.dispose();

    assert.equal(rows.length, 1001);
    assert.equal(new Set(rows.map(({ node }) => node.id)).size, 1001);
    assert.deepEqual(asLines(rows.slice(-1)), ['Show More Apps | 1,000 of 10,000']);
    assert.equal(
      forge.sandbox.requests.slice(before).filter(({ operation }) => operation === 'AppList').length,
      apps / 100,
    );
    assert.equal(firstPage?.at(-1), '100 of 10,000 apps, loading…');
    assert.ok(redraws < 100, `${redraws} redraws: pages that come fast are not drawn together`);

    // A thousand rows more each time, in the same order; a refresh leaves them, another arrangement begins anew.
    await click(rows.at(-1) ?? assert.fail());
    const longer = await readRows(forge.services.tree);
    assert.deepEqual([longer.length, asLines(longer.slice(-1))], [2001, ['Show More Apps | 2,000 of 10,000']]);
    assert.deepEqual(labelsOf(longer).slice(0, 1000), labelsOf(rows).slice(0, 1000));
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.equal((await settledRows(forge.services.tree)).length, 2001);
    forge.prompts.answerPick('Name');
    await vscode.commands.executeCommand('forgeConsole.apps.sort');
    assert.equal((await readRows(forge.services.tree)).length, 1001);

    // So it is in a group.
    forge.prompts.answerPick('Type (Forge, Connect, OAuth 2.0)');
    await vscode.commands.executeCommand('forgeConsole.apps.group');
    const groupOfForge = async () => {
      const [group] = await readRows(forge.services.tree, 2);
      return group ?? assert.fail();
    };
    const { children, description } = await groupOfForge();
    assert.equal(children.length, 1001);
    await click(children.at(-1) ?? assert.fail());
    assert.deepEqual(asLines((await groupOfForge()).children.slice(-1)), [`Show More Apps | 2,000 of ${description}`]);
    forge.prompts.answerPick('No groups');
    await vscode.commands.executeCommand('forgeConsole.apps.group');

    // The filter looks through all.
    forge.prompts.answerInput('Release Notes');
    await vscode.commands.executeCommand('forgeConsole.apps.filter');
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)), ['Release Notes Composer']);
    assert.equal((await rowsUnder(forge.services.tree, 'Release Notes Composer', 'Contributors')).length, 5);

    // Back from the disk, all at once.
    await vscode.commands.executeCommand('forgeConsole.apps.clearFilter');
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
    await forge.restart();
    await forge.services.data.list[0]?.start();
    assert.equal((await readRows(forge.services.tree)).length, 1002);
  });
});
