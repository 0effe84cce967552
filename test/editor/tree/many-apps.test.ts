import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../support/console.ts';
import { labelsOf, readRows, rowsUnder, settledRows, treeEvent } from '../support/rows.ts';

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
      if (firstPage === undefined && forge.services.data.list[0]?.apps.state.value) void readRows(forge.services.tree).then((rows) => (firstPage ??= labelsOf(rows)));
    });
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    const rows = await settledRows(forge.services.tree);
    subscription.dispose();

    assert.equal(rows.length, apps);
    assert.equal(new Set(rows.map(({ node }) => node.id)).size, apps);
    assert.equal(forge.sandbox.requests.slice(before).filter(({ operation }) => operation === 'AppList').length, apps / 100);
    assert.equal(firstPage?.at(-1), '100 of 10,000 apps, loading…');
    assert.ok(redraws < 100, `${redraws} redraws: pages that come fast are not drawn together`);

    forge.prompts.answerInput('Release Notes');
    await vscode.commands.executeCommand('forgeConsole.filter');
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)), ['Release Notes Composer']);
    assert.equal((await rowsUnder(forge.services.tree, 'Release Notes Composer', 'Contributors')).length, 5);

    // Back from the disk, all at once.
    await vscode.commands.executeCommand('forgeConsole.clearFilter');
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
    await forge.restart();
    await forge.services.data.list[0]?.start();
    assert.equal((await readRows(forge.services.tree)).length, apps + 1);
  });
});
