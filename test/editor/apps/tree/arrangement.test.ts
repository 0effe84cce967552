import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { asLines, labelsOf, readRows, settledRows, treeEvent } from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';

describe('the order of the apps', () => {
  const forge = useConsole();
  const labels = async () => labelsOf(await settledRows(forge.services.tree));

  async function arrangeBy(command: 'sort' | 'group', choice: string): Promise<void> {
    forge.prompts.answerPick(choice);
    await vscode.commands.executeCommand(`forgeConsole.apps.${command}`);
  }
  async function filterBy(text: string): Promise<string[]> {
    forge.prompts.answerInput(text);
    await vscode.commands.executeCommand('forgeConsole.apps.filter');
    return labels();
  }

  beforeEach(() => forge.signIn('main'));

  it('is newest update first', async () => {
    const byUpdate = forge.sandbox.world
      .appsOf(forge.sandbox.world.accounts.main.person)
      .toSorted((a, b) => b.updatedAt - a.updatedAt);
    assert.deepEqual(
      await labels(),
      byUpdate.map(({ name }) => name),
    );
    assert.deepEqual((await labels()).slice(0, 3), [
      'Release Notes Composer',
      '議事録アシスタント',
      'Timesheets & Rates for Jira',
    ]);
    assert.equal((await labels()).at(-1), 'Team Poll (old)');
  });

  it('says in each row the version in production, the last update, and how it is distributed if it is', async () => {
    const lines = asLines(await settledRows(forge.services.tree));
    assert.equal(lines[0], 'Release Notes Composer | 4.3.0 · 10 hours ago');
    assert.equal(lines[2], 'Timesheets & Rates for Jira | 3.6.0 · 4 days ago · Marketplace');
    assert.match(lines[5] ?? '', /^Customer Notes Vault \| \d+\.\d+\.\d+ · 7 days ago · Shared by link$/);
    assert.ok(lines.includes('Standup Digest | 6 days ago'), lines.join('\n'));
    assert.ok(lines.includes('Asset Bridge Cloud | last month · Marketplace'), lines.join('\n'));
  });

  it('can be by name', async () => {
    await arrangeBy('sort', 'Name');
    const [first, ...rest] = await labels();
    assert.match(first ?? '', /^<img/);
    assert.deepEqual(rest.slice(0, 4), [
      'Approval Buttons',
      'Asset Bridge Cloud',
      'Customer Notes Vault',
      'Decision Register',
    ]);
    assert.equal(forge.services.view.message, 'Sorted by name');
    await arrangeBy('sort', 'Newest update first');
    assert.equal((await labels())[0], 'Release Notes Composer');
    assert.equal(forge.prompts.picks[1]?.items.find(({ label }) => label === 'Name')?.description, 'Current');
  });

  it('can be in groups by type', async () => {
    await arrangeBy('group', 'Type (Forge, Connect, OAuth 2.0)');
    const rows = await settledRows(forge.services.tree, 2);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['Forge', '14'],
        ['Connect', '1'],
        ['OAuth 2.0 (3LO)', '1'],
      ],
    );
    assert.deepEqual(labelsOf(rows[1]?.children ?? []), ['Asset Bridge Cloud']);
    assert.deepEqual(labelsOf(rows[2]?.children ?? []), ['Report Exporter integration']);
    assert.ok(rows.every(({ item }) => item.collapsibleState === vscode.TreeItemCollapsibleState.Expanded));
    assert.equal(forge.services.view.message, 'Grouped by type');
  });

  it('can be in groups by distribution', async () => {
    await arrangeBy('group', 'Distribution');
    const rows = await settledRows(forge.services.tree, 2);
    assert.deepEqual(labelsOf(rows), ['Not distributed', 'Marketplace', 'Shared by link']);
    assert.deepEqual(labelsOf(rows[1]?.children ?? []), [
      'Timesheets & Rates for Jira',
      'Asset Bridge Cloud',
      'Diagram Peek for Confluence',
    ]);
  });

  it('can be in groups by Atlassian app, those without one last', async () => {
    await arrangeBy('group', 'Atlassian app');
    const rows = await settledRows(forge.services.tree, 2);
    assert.deepEqual(labelsOf(rows).toSorted(), ['Compass', 'Confluence', 'Jira', 'No Atlassian app']);
    assert.equal(rows.at(-1)?.label, 'No Atlassian app');
    assert.deepEqual(labelsOf(rows.find(({ label }) => label === 'Compass')?.children ?? []), [
      'Quality Gate for Compass',
    ]);
    await arrangeBy('group', 'No groups');
    assert.equal((await labels()).length, 16);
  });

  describe('with a filter', () => {
    it('leaves the apps with a part of their name', async () => {
      assert.deepEqual(await filterBy(' GATE '), ['Quality Gate for Compass', 'Merge Gatekeeper']);
      assert.equal(forge.services.view.message, 'Filter “GATE”: 2 of 16');
      const [row] = await readRows(forge.services.tree);
      assert.deepEqual((row?.item.label as vscode.TreeItemLabel).highlights, [[8, 12]]);
    });

    it('leaves the app with a part of its id', async () => {
      assert.deepEqual(await filterBy(sampleAppIds.teamPoll.slice(4, 18)), ['Team Poll (old)']);
    });

    it('leaves the apps with a scope', async () => {
      assert.deepEqual(await filterBy('write:metric:compass'), ['Quality Gate for Compass']);
      assert.deepEqual((await filterBy('read:page:')).length, 1);
      assert.match(asLines(await settledRows(forge.services.tree))[0] ?? '', / \| Scope read:page:confluence · .+ ago/);
    });

    it('takes words in any order, and says what the app was found by', async () => {
      await filterBy('lindqvist jira rates');
      assert.match(
        asLines(await settledRows(forge.services.tree))[0] ?? '',
        /^Timesheets .+ \| Owner Mara Lindqvist · /,
      );
      await filterBy('connect');
      assert.match(
        asLines(await settledRows(forge.services.tree))[0] ?? '',
        /^Asset Bridge Cloud \| Type Connect, Cloud Fortified · /,
      );
    });

    it('leaves an app with a scope of any environment, and by its sites once they are loaded', async () => {
      assert.deepEqual(await filterBy('read:sprint:jira-software'), ['Release Notes Composer', 'Sprint Forecast']);
      assert.deepEqual(await filterBy('bluebird-logistics'), ['No apps match the filter']);
      await forge.services.data.list[0]?.details(appAri(sampleAppIds.releaseNotes)).installations.refresh();
      await until(
        'it is found by its site',
        async () =>
          asLines(await settledRows(forge.services.tree))[0]?.startsWith(
            'Release Notes Composer | Installed on bluebird-logistics.atlassian.net · ',
          ) ?? false,
        treeEvent(forge.services.tree),
      );
    });

    it('says so where none fits', async () => {
      assert.deepEqual(await filterBy('nothing is called that'), ['No apps match the filter']);
      await vscode.commands.executeCommand('forgeConsole.apps.clearFilter');
      assert.equal((await labels()).length, 16);
      assert.equal(forge.services.view.message, '');
    });

    it('follows what is typed, and goes back when it is given up', async () => {
      await filterBy('gate');
      const seen: string[][] = [];
      for (const typed of ['vault', 'vaultx']) {
        forge.prompts.type(typed);
        forge.prompts.meanwhile(async () => seen.push(await labels()));
      }
      forge.prompts.giveUp();
      await vscode.commands.executeCommand('forgeConsole.apps.changeFilter');
      assert.deepEqual(seen, [['Customer Notes Vault'], ['No apps match the filter']]);
      assert.equal(forge.prompts.inputs.at(-1)?.options.value, 'gate');
      assert.deepEqual(await labels(), ['Quality Gate for Compass', 'Merge Gatekeeper']);
    });

    it('is not read as markup where the view shows it', async () => {
      await filterBy('[x](command:y)');
      assert.ok(!forge.services.view.message?.includes(']('), forge.services.view.message);
    });
  });

  it('survives a restart: filter, order and groups', async () => {
    await arrangeBy('sort', 'Name');
    await arrangeBy('group', 'Type (Forge, Connect, OAuth 2.0)');
    await filterBy('or');
    const before = asLines(await settledRows(forge.services.tree, 2));
    const message = forge.services.view.message;
    await forge.restart();
    await forge.services.data.list[0]?.start();
    assert.deepEqual(asLines(await settledRows(forge.services.tree, 2)), before);
    assert.equal(forge.services.view.message, message);
    assert.match(message ?? '', /^Filter “or”: \d+ of 16 · Sorted by name · Grouped by type$/);
  });

  it('is the default one where what was remembered is unreadable', async () => {
    await forge.restart(() =>
      forge.extension.context.globalState.update('appsArrangement', { filter: 7, sort: 'colour', group: null }),
    );
    assert.equal((await labels()).length, 16);
    assert.equal((await labels())[0], 'Release Notes Composer');
  });
});
