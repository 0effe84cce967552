import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../../support/editor/console.ts';
import { labelsOf, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe("Atlassian's rate limit", () => {
  const forge = useConsole();
  const message = () => forge.services.view.message ?? '';
  const limited = (retryAfter: string) =>
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 429, retryAfter }, 1);
  const whenSaid = (what: string, holds: () => boolean) =>
    until(what, holds, (listener) => forge.services.rateLimit.onDidChange(listener), treeEvent(forge.services.tree));

  it('is waited out: the view counts the seconds, then shows the apps', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    limited('3');
    const refreshed = vscode.commands.executeCommand('forgeConsole.apps.refresh');
    for (const seconds of [3, 2, 1])
      await whenSaid(`it says ${seconds} s`, () =>
        message().includes(`Waiting for Atlassian’s rate limit, ${seconds} s`),
      );
    await refreshed;
    await whenSaid('it says nothing any more', () => message() === '');
    assert.equal((await settledRows(forge.services.tree)).length, 16);
    assert.deepEqual(forge.prompts.messages, []);
  });

  it('is not waited for any longer on Stop Waiting: the rows stay, under one that says why', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    limited('50');
    const refreshed = vscode.commands.executeCommand('forgeConsole.apps.refresh');
    await whenSaid('it waits', () => message().includes('Waiting for'));
    await vscode.commands.executeCommand('forgeConsole.rateLimit.stopWaiting');
    await refreshed;
    const rows = await settledRows(forge.services.tree);
    assert.equal(labelsOf(rows)[0], 'Rate limit reached');
    assert.equal(rows.length, 17);
    assert.ok(!message().includes('Waiting for'));
  });
});
