import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../../support/editor/console.ts';
import { labelsOf, readRows, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('a network that comes back', () => {
  const forge = useConsole();
  const asked = (operation: string) =>
    forge.sandbox.requests.filter((request) => request.operation === operation).length;

  it('brings the rows back by itself, and is looked for only while something is missing', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    forge.sandbox.faults.set('*', { kind: 'drop' });
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    const [failed, ...apps] = await settledRows(forge.services.tree);
    assert.deepEqual([failed?.label, failed?.item.contextValue, apps.length], ['Offline', 'failed.connection', 16]);
    assert.match(forge.services.view.message ?? '', /Last refreshed just now/);

    forge.sandbox.faults.clear();
    const before = asked('Me');
    assert.ok(vscode.window.state.focused, 'the window has no focus');
    await until(
      'the failed row is gone',
      async () => !labelsOf(await readRows(forge.services.tree)).includes('Offline'),
      treeEvent(forge.services.tree),
    );
    assert.equal((await settledRows(forge.services.tree)).length, 16);
    assert.equal(asked('Me'), before + 1);
    assert.deepEqual(forge.prompts.messages, []);
  });
});
