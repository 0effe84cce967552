import assert from 'node:assert/strict';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { type LeftBehind, leftBehind } from '../../support/editor/left-behind.ts';
import { panelTabs } from '../../support/editor/panel-tabs.ts';
import { rowAt, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../support/editor/test-workspace.ts';

/** Eight hours at work, or a few minutes of them. The rest of the time nothing happens but what timers do. */
const day = process.env.FORGE_CONSOLE_SOAK === 'day';
const amounts = day
  ? { refreshes: 1000, panels: 200, edits: 500, lists: 8 }
  : { refreshes: 24, panels: 4, edits: 6, lists: 1 };
/**
 * CPU time that a day’s work may take in all threads of the host, with the sandbox and the collecting of garbage: twice
 * what it was seen to.
 */
const mostCpuSeconds = 4 * 60;
/** What a part of the work is done before the first look: caches are filled, code is compiled. */
const warmUp = day ? 0.1 : 0.5;

describe('a day at work', function () {
  // A day's work takes as long as the computer is busy otherwise; what it costs is measured in CPU time.
  this.timeout(day ? 60 * 60_000 : 60_000);
  const forge = useConsole();
  const manifest = workspaceFile('release-notes', 'manifest.yml');
  const apps = ['Release Notes Composer', 'Team Poll (old)', 'Decision Register', 'Customer Notes Vault'];
  const other = {
    [sampleAppIds.releaseNotes]: sampleAppIds.sprintForecast,
    [sampleAppIds.sprintForecast]: sampleAppIds.releaseNotes,
  };

  async function refresh(): Promise<void> {
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
  }

  async function openAndClose(index: number): Promise<void> {
    const { tree } = forge.services;
    const { node } = await rowAt(tree, apps[index % apps.length] ?? '');
    await vscode.commands.executeCommand('forgeConsole.app.open', node);
    const changes = (listener: () => void) => vscode.window.tabGroups.onDidChangeTabs(listener);
    await until('the panel is open', () => panelTabs().length === 1, changes);
    const target = node.target?.();
    const [data] = forge.services.data.list;
    assert.ok(data && target?.kind === 'app');
    const { profile, installations } = data.details(target.id);
    await until(
      'it has what it shows',
      () => [profile, installations].every(({ state }) => state?.status === 'ready'),
      profile.onDidChange,
      installations.onDidChange,
    );
    await vscode.window.tabGroups.close(panelTabs());
    await until('the panel is closed', () => panelTabs().length === 0, changes);
  }

  /** Types another app's id into the manifest, with some scopes, and waits until the tree knows. */
  async function edit(document: vscode.TextDocument, index: number): Promise<void> {
    const before = document.getText().includes(sampleAppIds.releaseNotes)
      ? sampleAppIds.releaseNotes
      : sampleAppIds.sprintForecast;
    const after = other[before];
    const scopes = Array.from({ length: index % 5 }, (_, number) => `    - read:thing-${number}:jira\n`).join('');
    const text = `${manifestOf(after)}permissions:\n  scopes:\n    - read:jira-work\n${scopes}`;
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(change));
    const { tree, data } = forge.services;
    const name = data.list[0]?.apps.state.value?.apps.get(`ari:cloud:ecosystem::app/${after}`)?.name ?? '';
    await until(
      `${name} is in this workspace`,
      async () =>
        (await settledRows(tree)).some(
          ({ label, item }) => label === name && item.contextValue?.startsWith('app.inWorkspace') === true,
        ),
      treeEvent(tree),
    );
  }

  async function work(share: number, document: vscode.TextDocument): Promise<void> {
    const [refreshes, panels, edits, lists] = [amounts.refreshes, amounts.panels, amounts.edits, amounts.lists].map(
      (amount) => Math.ceil(amount * share),
    );
    const steps = Math.max(refreshes ?? 0, panels ?? 0, edits ?? 0);
    for (let step = 0; step < steps; step++) {
      const isDue = (amount = 0) => Math.floor(((step + 1) * amount) / steps) > Math.floor((step * amount) / steps);
      if (isDue(refreshes)) await refresh();
      if (isDue(panels)) await openAndClose(step);
      if (isDue(edits)) await edit(document, step);
      if (isDue(lists))
        await vscode.workspace
          .getConfiguration('forgeConsole')
          .update('pageSize', 20 + (step % 50), vscode.ConfigurationTarget.Global);
      forge.prompts.reset();
    }
  }

  const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  const often = (listener: () => void) => {
    const timer = setInterval(listener, 200);
    return { dispose: () => clearInterval(timer) };
  };

  /**
   * What the test itself keeps is not the product's, and a connection is kept for a few seconds for what comes next.
   */
  async function look(socketsAtFirst: number): Promise<LeftBehind> {
    await refresh();
    if (day) await until('connections that nobody uses are closed', () => sockets() <= socketsAtFirst + 2, often);
    (forge.sandbox.requests as unknown[]).length = 0;
    return leftBehind(() => forge.extension.listeners());
  }

  it(`of ${amounts.refreshes} refreshes, ${amounts.panels} panels and ${amounts.edits} edits leaves nothing behind`, async () => {
    const socketsAtFirst = sockets();
    await manifest.write(manifestOf(sampleAppIds.releaseNotes));
    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    const { document } = await manifest.show();
    try {
      for (const app of apps) await settledRows(forge.services.tree, 2, (await rowAt(forge.services.tree, app)).node);
      await work(warmUp, document);
      const before = await look(socketsAtFirst);
      const [started, used] = [performance.now(), process.cpuUsage()];
      await work(1, document);
      const seconds = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(used);
      const cpuSeconds = (user + system) / 1_000_000;
      const after = await look(socketsAtFirst);
      const growth = after.heap / before.heap - 1;
      const handles = ({ resources }: LeftBehind) =>
        [...resources].map(([kind, count]) => `${count} ${kind}`).join(', ');
      Mocha.reporters.Base.consoleLog(
        JSON.stringify({
          soak: amounts,
          seconds: Math.round(seconds),
          cpuSeconds: Math.round(cpuSeconds),
          heapMB: [before.heap, after.heap].map((bytes) => Math.round(bytes / 10_000) / 100),
          growthPercent: Math.round(growth * 1000) / 10,
          listeners: [before.listeners, after.listeners],
          handles: [handles(before), handles(after)],
        }),
      );
      if (day) assert.ok(cpuSeconds <= mostCpuSeconds, `the work took ${Math.round(cpuSeconds)} s of CPU time`);
      assert.ok(growth < 0.1, `the heap grew by ${Math.round(growth * 100)} %`);
      assert.equal(after.listeners, before.listeners, 'listeners stay subscribed');
      // A refresh asks for four parts of each app at once; its connections stay open for some seconds, with both ends
      // in this process.
      const keptAlive = (kind: string) => (kind === 'TCPSocketWrap' && !day ? 2 * 4 * apps.length : 0);
      for (const [kind, count] of after.resources)
        assert.ok(
          count <= (before.resources.get(kind) ?? 0) + keptAlive(kind) + 8,
          `${count} ${kind} after ${before.resources.get(kind) ?? 0}`,
        );
    } finally {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.workspace
        .getConfiguration('forgeConsole')
        .update('pageSize', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
