import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import {
  asLines,
  click,
  labelsOf,
  readable,
  type Row,
  rowAt,
  rowsUnder,
  settledRows,
  tooltipOf,
} from '../../../support/editor/tree-rows.ts';

const exactTime = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/;

describe('under an app', () => {
  const forge = useConsole();
  beforeEach(() => forge.signIn('main'));
  const under = (...path: string[]) => rowsUnder(forge.services.tree, ...path);

  /** Lines once the environments know their installations too. */
  async function environmentsOf(app: string): Promise<string[]> {
    await under(app, 'Installations');
    return asLines(await under(app, 'Environments'));
  }

  it('is what its kind of app has', async () => {
    const parts = async (app: string) => labelsOf(await under(app));
    assert.deepEqual(await parts('Standup Digest'), [
      'Environments',
      'Variables',
      'Deployments',
      'Permissions',
      'Installations',
      'Contributors',
    ]);
    assert.deepEqual(await parts('Asset Bridge Cloud'), ['Installations', 'Contributors']);
    assert.deepEqual(await parts('Report Exporter integration'), ['Contributors']);
  });

  it('are its environments: production, staging, development, then the others', async () => {
    assert.deepEqual(await environmentsOf('Release Notes Composer'), [
      'production | 4.3.0 · 18 days ago · 7 installations',
      'staging | 5.1.0 · yesterday · 1 installation',
      'development | 6.4.0 · 10 hours ago · 2 installations',
      'feature-sprint-view | 2.2.0 · 14 days ago · not installed',
      'mara-dev | 2.10.0 · 3 days ago · 1 installation',
    ]);
  });

  it('has the functions of each environment, whose logs a click shows', async () => {
    const { node } = await rowAt(forge.services.tree, 'Release Notes Composer', 'Environments', 'production');
    const functions = await settledRows(forge.services.tree, 1, node);
    const [first] = functions;
    assert.ok(first);
    assert.deepEqual(labelsOf(functions), labelsOf(functions).toSorted());
    await click(first);
    const desk = await forge.services.logs.desk();
    assert.equal(desk.main.text, `env:production function:${first.label}`);
    await vscode.commands.executeCommand('workbench.action.closePanel');
    const standup = await rowAt(forge.services.tree, 'Standup Digest', 'Environments', 'production');
    assert.equal(standup.item.collapsibleState, vscode.TreeItemCollapsibleState.None);
  });

  it('are environments that were never deployed, shown as such', async () => {
    assert.deepEqual(await environmentsOf('Standup Digest'), [
      'production | never deployed · not installed',
      'staging | never deployed · not installed',
      'development | never deployed · not installed',
    ]);
  });

  it('are the permissions of production by API', async () => {
    const permissions = await rowAt(forge.services.tree, 'Release Notes Composer', 'Permissions');
    assert.deepEqual(asLines(await settledRows(forge.services.tree, 2, permissions.node)), [
      'Forge storage | 1 scope',
      '  storage:app | App storage',
      'Jira API | 3 scopes',
      '  read:jira-user | View user profiles',
      '  read:jira-work | View Jira issue data',
      '  write:jira-work | Create and manage issues',
    ]);
    assert.equal((await rowAt(forge.services.tree, 'Release Notes Composer', 'Permissions')).description, '4 scopes');
  });

  it('are no permissions where production was never deployed, but where there are some and what the console shows', async () => {
    assert.deepEqual(asLines(await under('Standup Digest', 'Permissions')), [
      'Permissions appear here after the first deployment to production',
    ]);
    await forge.signIn('alias');
    const [, elsewhere] = await under('Mara Lindqvist (mara+forge@example.com)', 'Forge Playground', 'Permissions');
    assert.equal(elsewhere?.label, 'Deployed to development (2 scopes)');
    assert.equal(
      (await rowAt(forge.services.tree, 'Mara Lindqvist (mara+forge@example.com)', 'Forge Playground', 'Permissions'))
        .description,
      'not deployed to production',
    );
  });

  it('are its installations with Atlassian app, environment, version and whether they are up to date', async () => {
    const lines = asLines(await under('Release Notes Composer', 'Installations'));
    assert.equal(lines.length, 11);
    assert.equal(lines[0], 'bluebird-logistics.atlassian.net | production · 2.2.0 · Jira · permissions outdated');
    assert.equal(lines[1], 'fjordline.atlassian.net | production · 3.5.0 · Jira · outdated');
    assert.equal(lines[2], 'mara-dev.atlassian.net | development · 6.4.0 · Jira · up to date');
  });

  it('are its contributors with their roles, the owner first', async () => {
    assert.deepEqual(asLines(await under('Release Notes Composer', 'Contributors')), [
      'Mara Lindqvist | Owner · Admin',
      'Aiko Tanaka | Admin',
      'Ewa Nowak | Viewer',
      'Jonas Berg | Deployer',
      'Samuel Osei | Developer',
    ]);
  });

  it('is the same for an app of 300 installations', async () => {
    assert.equal((await under('Field Guard', 'Installations')).length, 300);
    const environments = await environmentsOf('Field Guard');
    assert.match(environments[0] ?? '', /^production \|.* installations$/);
  });

  it('nothing is asked for before it is opened, and nothing twice', async () => {
    await settledRows(forge.services.tree, 2);
    const before = forge.sandbox.requests.length;
    await settledRows(forge.services.tree, 2);
    assert.deepEqual(forge.askedSince(before), []);
    await under('Release Notes Composer', 'Contributors');
    await under('Release Notes Composer', 'Contributors');
    assert.deepEqual(forge.askedSince(before), ['ContributorActivity']);
  });

  describe('and beside it, tooltips', () => {
    const tooltipAt = async (...path: string[]) =>
      tooltipOf(forge.services.tree, await rowAt(forge.services.tree, ...path));

    it('tell an app’s facts, ids and exact times', async () => {
      const text = readable(await tooltipAt('Timesheets & Rates for Jira'));
      for (const line of [
        'Type: Forge',
        'Distribution: Marketplace',
        'Marketplace key: com.northlight.timesheets',
        'Atlassian apps: Jira',
        'In production: 3.6.0',
        'Owner: Mara Lindqvist',
        `App ID: ari:cloud:ecosystem::app/${sampleAppIds.timesheets}`,
      ]) {
        assert.ok(text.includes(line), `${line} is not in\n${text}`);
      }
      assert.match(text, new RegExp(`Updated: 4 days ago \\(${exactTime.source}\\)`));
      assert.match(text, new RegExp(`Created: ${exactTime.source}`));
      assert.match(text, /Developer space: [0-9a-f-]{36}/);
    });

    it('tell an environment’s id, an installation’s and a contributor’s', async () => {
      const environment = readable(await tooltipAt('Release Notes Composer', 'Environments', 'production'));
      assert.match(environment, /Environment ID: \S{36}/);
      assert.match(environment, new RegExp(`Last deployed: 18 days ago \\(${exactTime.source}\\)`));
      const installation = readable(
        await tooltipAt('Release Notes Composer', 'Installations', 'fjordline.atlassian.net'),
      );
      assert.match(installation, /Installation ID: \S{36}/);
      assert.match(installation, exactTime);
      const contributor = readable(await tooltipAt('Release Notes Composer', 'Contributors', 'Ewa Nowak'));
      assert.ok(contributor.includes('Account ID: 5f8e7d6c5b4a39281706f5e4'), contributor);
      assert.ok(contributor.includes('E-mail: Hidden by privacy settings'), contributor);
    });

    it('read nothing as markup: no link, no HTML, no command', async () => {
      const hostile = (await settledRows(forge.services.tree)).find(({ label }) => label.startsWith('<img'));
      assert.ok(hostile);
      const rows = [hostile, ...(await settledRows(forge.services.tree, 4, hostile.node))];
      let seen = 0;
      const visit = async (row: Row): Promise<void> => {
        if (row.node.tooltip) {
          const tooltip = await tooltipOf(forge.services.tree, row);
          seen++;
          assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons, row.label);
          assert.doesNotMatch(tooltip.value.replaceAll('\\\\', ''), /(?<!\\)[[\]`]|(?<!\\)!\[|\]\(/, row.label);
        }
        for (const child of row.children) await visit(child);
      };
      for (const row of rows) await visit(row);
      assert.ok(seen > 8, `${seen} tooltips`);
      const text = readable(await tooltipOf(forge.services.tree, hostile));
      assert.ok(text.includes(`<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`), text);
      assert.ok(text.includes('$(alert) **bold** `code` ${jndi:x}'), text);
    });
  });

  it('every row says what it is to a screen reader', async () => {
    const spoken = async (...path: string[]) =>
      (await rowAt(forge.services.tree, ...path)).item.accessibilityInformation?.label;
    const app = 'Release Notes Composer';
    await under(app, 'Installations');
    assert.equal(
      await spoken(app),
      'Release Notes Composer, Forge, version 4.3.0 in production, updated 10 hours ago, Not distributed',
    );
    assert.equal(
      await spoken(app, 'Environments', 'production'),
      'Environment production, 4.3.0 · 18 days ago · 7 installations',
    );
    assert.equal(await spoken(app, 'Environments', 'production', 'resolver'), 'Function resolver in production');
    assert.equal(
      await spoken(app, 'Installations', 'fjordline.atlassian.net'),
      'Installed on fjordline.atlassian.net, production · 3.5.0 · Jira · outdated',
    );
    assert.equal(await spoken(app, 'Contributors', 'Mara Lindqvist'), 'Mara Lindqvist, Owner · Admin');
    assert.equal(
      await spoken(app, 'Permissions', 'Jira API', 'read:jira-work'),
      'Scope read:jira-work, View Jira issue data',
    );
  });

  it('has an icon for each type of app', async () => {
    const icon = async (app: string) => ((await rowAt(forge.services.tree, app)).item.iconPath as vscode.ThemeIcon).id;
    const icons = [
      await icon('Release Notes Composer'),
      await icon('Asset Bridge Cloud'),
      await icon('Report Exporter integration'),
    ];
    assert.equal(new Set(icons).size, 3);
    assert.equal(await icon('Standup Digest'), icons[0]);
  });

  it('every row has an id of its own, the same after a refresh and a restart, and knows the row above it', async () => {
    const ids = (rows: readonly Row[]): string[] => rows.flatMap(({ node, children }) => [node.id, ...ids(children)]);
    const assertParents = (rows: readonly Row[], parent: Row | undefined): void => {
      for (const row of rows) {
        assert.equal(forge.services.tree.getParent(row.node), parent?.node);
        assert.equal(row.item.id, row.node.id);
        assertParents(row.children, row);
      }
    };
    const shape = async () =>
      settledRows(forge.services.tree, 4, (await rowAt(forge.services.tree, 'Release Notes Composer')).node);
    const before = await shape();
    const parent = await rowAt(forge.services.tree, 'Release Notes Composer');
    assert.equal(new Set(ids(before)).size, ids(before).length);
    assertParents(before, parent);
    assert.equal((await rowAt(forge.services.tree, 'Release Notes Composer')).node, parent.node, 'a row is one object');

    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.deepEqual(ids(await shape()), ids(before));
    await forge.restart();
    assert.deepEqual(ids(await shape()), ids(before));
  });

  it('ids stay apart where an app is in several groups', async () => {
    forge.prompts.answerPick('Atlassian app');
    await vscode.commands.executeCommand('forgeConsole.apps.group');
    const rows = await settledRows(forge.services.tree, 3);
    const ids = (all: readonly Row[]): string[] => all.flatMap(({ node, children }) => [node.id, ...ids(children)]);
    assert.equal(new Set(ids(rows)).size, ids(rows).length);
  });
});
