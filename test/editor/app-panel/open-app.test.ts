import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appPanelType } from '../../../src/contributions.ts';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { panelTabs, panelTitlesAre } from '../../support/editor/panel-tabs.ts';
import { click, rowAt, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const app = 'Release Notes Composer';
const other = 'Standup Digest';

describe('an app’s panel', () => {
  const forge = useConsole();
  const openRow = async (...path: string[]) => click(await rowAt(forge.services.tree, ...path));
  const openApp = (argument?: unknown) => vscode.commands.executeCommand('forgeConsole.app.open', argument);
  const closeAll = async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await panelTitlesAre();
  };

  const inFront = (title: string) =>
    until(
      `${title} is in front`,
      () => panelTabs().find(({ label }) => label === title)?.isActive === true,
      (listener) => vscode.window.tabGroups.onDidChangeTabs(listener),
    );

  async function signOut(): Promise<void> {
    forge.prompts.answerMessage('Sign Out');
    await vscode.commands.executeCommand('forgeConsole.account.signOut');
  }

  beforeEach(async () => {
    await closeAll();
    await forge.signIn('main');
  });
  afterEach(closeAll);

  it('is opened by a click on the app, in a tab with the app’s name', async () => {
    await openRow(app);
    await panelTitlesAre(app);
    await inFront(app);
  });

  it('is opened from the palette, which asks for the app', async () => {
    forge.prompts.answerPick(app);
    await openApp();
    await panelTitlesAre(app);
  });

  it('is not opened when the choice is given up', async () => {
    forge.prompts.giveUp();
    await openApp();
    await panelTitlesAre();
  });

  it('is one an app: opened again, it comes to the front', async () => {
    await openRow(app);
    await openRow(other);
    await panelTitlesAre(app, other);
    await inFront(other);
    forge.prompts.answerPick(app);
    await openApp();
    await panelTitlesAre(app, other);
    await inFront(app);
    await openRow(other);
    await inFront(other);
  });

  it('is opened anew after it was closed', async () => {
    await openRow(app);
    await closeAll();
    await openRow(app);
    await panelTitlesAre(app);
  });

  describe('of the time before a reload', () => {
    const remembered = () => {
      const panel = vscode.window.createWebviewPanel(appPanelType, 'Remembered', vscode.ViewColumn.Active);
      const [data] = forge.services.data.list;
      const state = { account: data?.account.key, app: appAri(sampleAppIds.releaseNotes), tab: 'overview' };
      return { panel, restored: forge.services.panels.restore(panel, state) };
    };

    it('is not filled if it was closed before it could be', async () => {
      const { panel, restored } = remembered();
      panel.dispose();
      await restored;
      await panelTitlesAre();
    });

    it('makes way for the panel that was opened before it was looked at', async () => {
      await openRow(app);
      await openRow(other);
      await remembered().restored;
      await panelTitlesAre(app, other);
      await inFront(app);
    });
  });

  it('has a name that is no markup as its title, literally', async () => {
    const hostile = forge.sandbox.world.apps.get(sampleAppIds.hostileName)?.name ?? assert.fail();
    await openRow(hostile);
    await panelTitlesAre(hostile);
  });

  it('has the new name once the app was renamed', async () => {
    await openRow(app);
    const renamed = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes);
    assert.ok(renamed);
    try {
      forge.sandbox.world.apps.set(sampleAppIds.releaseNotes, { ...renamed, name: 'Renamed 議事録' });
      await forge.services.data.list[0]?.refresh();
      await panelTitlesAre('Renamed 議事録');
    } finally {
      forge.sandbox.world.apps.set(sampleAppIds.releaseNotes, renamed);
    }
  });

  it('is closed when its account signs out, and only that', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: '' });
    await vscode.window.showTextDocument(untitled, { preview: false });
    await openRow(app);
    await openRow(other);
    await panelTitlesAre(app, other);
    await signOut();
    await panelTitlesAre();
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
  });

  it('stays when another account signs out', async () => {
    await openRow(app);
    const key = await forge.signIn('alias');
    const alias = (await settledRows(forge.services.tree)).find(({ node }) => {
      const target = node.target?.();
      return target?.kind === 'account' && target.data.account.key === key;
    });
    assert.ok(alias);
    await openRow(alias.label, 'Invoice Matcher');
    await panelTitlesAre(app, 'Invoice Matcher');
    forge.prompts.answerMessage('Sign Out');
    await vscode.commands.executeCommand('forgeConsole.account.signOut', alias.node);
    await panelTitlesAre(app);
  });

  it('stays open when its app is deleted elsewhere', async () => {
    await openRow(other);
    const deleted = forge.sandbox.world.apps.get(sampleAppIds.standupDigest);
    assert.ok(deleted);
    try {
      forge.sandbox.world.apps.delete(sampleAppIds.standupDigest);
      await forge.services.data.list[0]?.refresh();
      await panelTitlesAre(other);
    } finally {
      forge.sandbox.world.apps.set(sampleAppIds.standupDigest, deleted);
    }
  });

  it('asks for what its first tab shows, once', async () => {
    await forge.services.data.list[0]?.start();
    const before = forge.sandbox.requests.length;
    await openRow(other);
    const details =
      forge.services.data.list[0]?.details(`ari:cloud:ecosystem::app/${sampleAppIds.standupDigest}`) ??
      assert.fail('nobody is signed in');
    // A refresh joins what is under way.
    await details.refresh();
    const asked = forge.askedSince(before).sort();
    assert.deepEqual(asked, ['AppProfile', 'ContributorActivity', 'EnvironmentList', 'InstallationList']);
    await openRow(other);
    assert.equal(forge.askedSince(before).length, asked.length);
  });

  it('goes with the product', async () => {
    await openRow(app);
    forge.extension.stop();
    await panelTitlesAre();
    forge.extension.start();
  });
});
