import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { partsOf } from '../../../../src/core/app.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import type { TreeRow } from '../../../../src/vscode/tree-row.ts';
import { useConsole } from '../../../support/editor/console.ts';
import {
  asLines,
  labelsOf,
  readRows,
  rowAt,
  rowsUnder,
  settledRows,
  treeEvent,
} from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../../support/editor/test-workspace.ts';

const app = 'Release Notes Composer';

describe('loading', () => {
  const forge = useConsole();

  async function withPageSize(size: number, run: () => Promise<void>): Promise<void> {
    const setting = vscode.workspace.getConfiguration('forgeConsole');
    await setting.update('pageSize', size, vscode.ConfigurationTarget.Global);
    try {
      await run();
    } finally {
      await setting.update('pageSize', undefined, vscode.ConfigurationTarget.Global);
    }
  }

  it('is a row in the place of the apps', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'hang' });
    await forge.signIn('main');
    const [row, ...others] = await readRows(forge.services.tree);
    assert.equal(row?.label, 'Loading apps…');
    assert.ok(row.isLoading);
    assert.deepEqual(others, []);
  });

  it('is a row in the place of what an app has', async () => {
    await forge.signIn('main');
    const { node } = await rowAt(forge.services.tree, app);
    const sections = await readRows(forge.services.tree, 2, node);
    assert.deepEqual(
      sections.map(({ children }) => labelsOf(children)),
      Array.from({ length: partsOf('forge').length }, () => ['Loading…']),
    );
  });

  it('shows the first page after one round trip, and what is still to come', async () => {
    await withPageSize(5, async () => {
      const seen: string[][] = [];
      const pages = () => forge.sandbox.requests.filter(({ operation }) => operation === 'AppList').length;
      forge.sandbox.faults.set('AppList', {
        kind: 'reply',
        change(body) {
          // Everything after the first page is late.
          forge.sandbox.faults.set('AppList', { kind: 'latency', ms: 300 });
          return body;
        },
      });
      const before = pages();
      const subscription = treeEvent(forge.services.tree)(() => {
        if (forge.services.data.list[0]?.apps.state.value)
          void readRows(forge.services.tree).then((rows) => seen.push(labelsOf(rows)));
      });
      await forge.signIn('main');
      await settledRows(forge.services.tree);
      subscription.dispose();

      assert.equal(seen[0]?.length, 6);
      assert.equal(seen[0].at(-1), '5 of 16 apps, loading…');
      assert.deepEqual(seen.at(-1)?.length, 16);
      assert.equal(pages() - before, 4);
    });
  });

  it('of a refresh leaves the rows as they are', async () => {
    await forge.signIn('main');
    const before = labelsOf(await settledRows(forge.services.tree));
    forge.sandbox.faults.set('AppList', { kind: 'latency', ms: 100 });
    const refreshed = vscode.commands.executeCommand('forgeConsole.apps.refresh');
    const [data] = forge.services.data.list;
    assert.ok(data);
    await until(
      'the refresh is under way',
      () => data.apps.state.status === 'loading',
      (listener) => data.apps.onDidChange(listener),
    );
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)), before);
    await refreshed;
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)), before);
  });

  /** Waits until all of an app is there that was looked at, or is asked for in the background where it is followed. */
  async function isLoaded(uuid: string, { isFollowed }: { readonly isFollowed: boolean }): Promise<void> {
    const { parts, deployments } = forge.services.data.list[0]?.details(appAri(uuid)) ?? assert.fail();
    await until(
      'all is loaded',
      () =>
        parts.every(({ state }) => state === undefined || state.status === 'ready') &&
        (!isFollowed || deployments.state !== undefined),
      ...parts.map(({ onDidChange }) => onDidChange),
    );
  }

  it('touches only the rows that change', async () => {
    await forge.signIn('main');
    // Once its app is marked, the manifests are read, which changes all rows.
    const isRead = () =>
      until(
        'the manifest is read',
        async () => (await readRows(forge.services.tree))[0]?.item.contextValue === 'app.inWorkspace',
        treeEvent(forge.services.tree),
      );
    await workspaceFile('manifest.yml').write(manifestOf(sampleAppIds.releaseNotes));
    // Else the file watcher may tell of the new file only after the restart, and all rows change again.
    await isRead();
    await forge.restart();
    await isRead();
    for (const part of ['Environments', 'Permissions', 'Installations', 'Contributors'])
      await rowsUnder(forge.services.tree, app, part);
    await isLoaded(sampleAppIds.releaseNotes, { isFollowed: true });
    const contributors = await rowAt(forge.services.tree, app, 'Contributors');
    const changed: (TreeRow | undefined)[] = [];
    const subscription = treeEvent(forge.services.tree)((node) => changed.push(node));
    await vscode.commands.executeCommand('forgeConsole.row.refresh', contributors.node);
    subscription.dispose();
    assert.ok(changed.length > 0);
    assert.ok(
      changed.every((node) => node === contributors.node),
      changed.map((node) => node?.id ?? 'everything').join(', '),
    );
  });

  for (const group of ['No groups', 'Type (Forge, Connect, OAuth 2.0)']) {
    it(`of an app redraws its row alone, and that only if it looks different (${group})`, async () => {
      await forge.signIn('main');
      forge.prompts.answerPick(group);
      await vscode.commands.executeCommand('forgeConsole.apps.group');
      const rows = await settledRows(forge.services.tree, 2);
      const row = [...rows, ...rows.flatMap(({ children }) => children)].find(({ label }) => label === app);
      assert.ok(row);
      const changed: (TreeRow | undefined)[] = [];
      const subscription = treeEvent(forge.services.tree)((node) => changed.push(node));
      await vscode.commands.executeCommand('forgeConsole.row.refresh', row.node);
      assert.deepEqual(changed, []);

      forge.sandbox.faults.set('ListedApp', {
        kind: 'reply',
        change: (body) => JSON.parse(JSON.stringify(body).replace(app, 'Renamed')) as unknown,
      });
      await vscode.commands.executeCommand('forgeConsole.row.refresh', row.node);
      subscription.dispose();
      assert.deepEqual(changed, [row.node]);
      assert.deepEqual(forge.services.tree.getTreeItem(row.node).label, { label: 'Renamed' });
    });
  }

  it('of all apps redraws everything only where apps came, went or moved', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    const changed: (TreeRow | undefined)[] = [];
    const subscription = treeEvent(forge.services.tree)((node) => changed.push(node));
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.deepEqual(changed, []);
    forge.prompts.answerPick('Name');
    await vscode.commands.executeCommand('forgeConsole.apps.sort');
    subscription.dispose();
    assert.deepEqual(changed, [undefined]);
  });

  it('of one section asks for that section alone', async () => {
    await forge.signIn('main');
    for (const part of ['Environments', 'Installations', 'Contributors'])
      await rowsUnder(forge.services.tree, app, part);
    await isLoaded(sampleAppIds.releaseNotes, { isFollowed: false });
    const { node } = await rowAt(forge.services.tree, app, 'Contributors');
    const before = forge.sandbox.requests.length;
    await vscode.commands.executeCommand('forgeConsole.row.refresh', node);
    assert.deepEqual(forge.askedSince(before), ['ContributorActivity']);
  });

  it('of an app asks for what was looked at under it', async () => {
    await forge.signIn('main');
    await rowsUnder(forge.services.tree, app, 'Contributors');
    await rowsUnder(forge.services.tree, 'Field Guard', 'Contributors');
    const { node } = await rowAt(forge.services.tree, app);
    const before = forge.sandbox.requests.length;
    await vscode.commands.executeCommand('forgeConsole.row.refresh', node);
    assert.deepEqual(forge.askedSince(before).sort(), ['ContributorActivity', 'ListedApp']);
  });

  it('shows what changed at the gateway', async () => {
    await forge.signIn('main');
    assert.deepEqual(asLines(await rowsUnder(forge.services.tree, 'Standup Digest', 'Contributors')), [
      'Mara Lindqvist | Owner · Admin',
    ]);
    forge.sandbox.faults.set('AppList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replace('Standup Digest', 'Standup Digest 2')) as unknown,
    });
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.ok(labelsOf(await readRows(forge.services.tree)).includes('Standup Digest 2'));
  });
});
