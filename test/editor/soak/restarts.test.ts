import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { panelTabs } from '../../support/editor/panel-tabs.ts';
import { rowAt, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../support/editor/test-workspace.ts';

const times = 4;

/** What nothing tells of: it is looked at again and again. */
function again(listener: () => void): vscode.Disposable {
  const timer = setInterval(listener, 20);
  return new vscode.Disposable(() => clearInterval(timer));
}

/** What keeps the process busy, by kind: timers, sockets, file watchers. */
function handles(): Map<string, number> {
  return new Map(
    [...Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind)].map(([kind, all]) => [kind, all.length]),
  );
}

describe('the product, once it has ended', function () {
  this.timeout(60_000);
  const forge = useConsole();
  const manifest = workspaceFile('release-notes', 'manifest.yml');

  async function use(): Promise<void> {
    const { tree } = forge.services;
    const { node } = await rowAt(tree, 'Release Notes Composer');
    await settledRows(tree, 2, node);
    await vscode.commands.executeCommand('forgeConsole.app.open', node);
    await until(
      'the panel is open',
      () => panelTabs().length === 1,
      (listener) => vscode.window.tabGroups.onDidChangeTabs(listener),
    );
  }

  it('has left nothing behind, however often people signed in and out, and it was started again', async () => {
    await manifest.write(manifestOf(sampleAppIds.releaseNotes));
    await vscode.window.showTextDocument(manifest.uri);
    // What other tests of this extension host left is theirs.
    let before = { listeners: 0, handles: new Map<string, number>() };
    await forge.restart(() => (before = { listeners: forge.extension.listeners(), handles: handles() }));
    try {
      for (let time = 0; time < times; time++) {
        await forge.signIn('main');
        await use();
        forge.prompts.answerMessage('Sign Out');
        await vscode.commands.executeCommand('forgeConsole.account.signOut');
        await forge.signIn('main');
        await use();
        await forge.restart(async () => {
          const left = () => forge.extension.listeners() - before.listeners;
          await until('it listens to nothing', () => left() === 0, again).catch(() =>
            assert.fail(`${left()} listeners after ${time + 1} starts`),
          );
          const more = () =>
            [...handles()].filter(([kind, count]) => count > (before.handles.get(kind) ?? 0) + times - 2);
          await until('no more handles are open', () => more().length === 0, again).catch(() =>
            assert.fail(`${JSON.stringify(more())}, before ${JSON.stringify([...before.handles])}`),
          );
        });
        forge.prompts.answerMessage('Sign Out');
        await vscode.commands.executeCommand('forgeConsole.account.signOut');
      }
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });
});
