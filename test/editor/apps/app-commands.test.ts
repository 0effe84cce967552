import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { documentation } from '../../../src/core/documentation.ts';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { readRows, rowAt, rowsUnder, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../support/editor/test-workspace.ts';

const app = 'Release Notes Composer';
const appId = `ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}`;

describe('commands on an app', () => {
  const forge = useConsole();
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`forgeConsole.${command}`, ...args);
  const copied = () => vscode.env.clipboard.readText();
  const nodeAt = async (...path: string[]) => (await rowAt(forge.services.tree, ...path)).node;
  const environmentId = (key: string) => {
    const environment = forge.sandbox.world.apps
      .get(sampleAppIds.releaseNotes)
      ?.details()
      .environments.find((one) => one.key === key);
    return environment?.id ?? assert.fail(key);
  };

  beforeEach(async () => {
    await vscode.env.clipboard.writeText('nothing copied');
    await forge.signIn('main');
  });

  describe('copy its id', () => {
    it('from its row', async () => {
      await run('app.copyId', await nodeAt(app));
      assert.equal(await copied(), appId);
      assert.deepEqual(forge.prompts.picks, []);
    });

    it('from the palette, which asks for the app, newest first', async () => {
      forge.prompts.answerPick('Team Poll (old)');
      await run('app.copyId');
      assert.equal(await copied(), `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}`);
      const [pick] = forge.prompts.picks;
      assert.equal(pick?.items.length, 16);
      assert.equal(pick.items[0]?.label, app);
      assert.equal(pick.items[0].description, 'Forge · 10 hours ago');
      assert.equal(pick.items[0].detail, sampleAppIds.releaseNotes);
    });

    it('not when the choice is given up', async () => {
      forge.prompts.giveUp();
      await run('app.copyId');
      assert.equal(await copied(), 'nothing copied');
    });

    it('with names that can not bring icons or links into the pick', async () => {
      forge.prompts.answerPick(({ detail }) => detail === sampleAppIds.hostileName);
      await run('app.copyId');
      assert.equal(await copied(), `ari:cloud:ecosystem::app/${sampleAppIds.hostileName}`);
      for (const { label } of forge.prompts.picks[0]?.items ?? [])
        assert.ok(!label.includes('](') && !label.includes('$('), label);
    });

    it('out of the apps of all accounts', async () => {
      await forge.signIn('alias');
      forge.prompts.answerPick('Invoice Matcher');
      await run('app.copyId');
      assert.equal(await copied(), `ari:cloud:ecosystem::app/${sampleAppIds.maraForgeInvoices}`);
      assert.match(
        forge.prompts.picks[0]?.items.find(({ label }) => label === 'Invoice Matcher')?.description ?? '',
        /mara\+forge@example\.com/,
      );
    });

    it('says why where the apps can not be had', async () => {
      await forge.restart(() =>
        vscode.workspace.fs.delete(forge.extension.context.globalStorageUri, { recursive: true }),
      );
      forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
      await forge.services.data.list[0]?.apps.refresh();
      forge.prompts.giveUp();
      await run('app.copyId');
      assert.match(forge.prompts.messages[0]?.text ?? '', /^The command failed: your role doesn’t allow this/);
      assert.equal(forge.prompts.messages[0]?.options.severity, 'error');
    });
  });

  describe('copy an environment’s id', () => {
    it('from its row', async () => {
      await run('environment.copyId', await nodeAt(app, 'Environments', 'staging'));
      assert.equal(await copied(), environmentId('staging'));
    });

    it('from the palette, which asks for the app and the environment', async () => {
      forge.prompts.answerPick(app);
      forge.prompts.answerPick('development');
      await run('environment.copyId');
      assert.equal(await copied(), environmentId('default'));
      assert.deepEqual(
        forge.prompts.picks[1]?.items.map(({ label, description }) => [label, description]),
        [
          ['production', '4.3.0'],
          ['staging', '5.1.0'],
          ['development', '6.4.0'],
          ['feature-sprint-view', '2.2.0'],
          ['mara-dev', '2.10.0'],
        ],
      );
    });

    it('from the row of the app, which asks for the environment', async () => {
      forge.prompts.answerPick('mara-dev');
      await run('environment.copyId', await nodeAt(app));
      assert.equal(await copied(), environmentId('mara-dev'));
    });

    it('not when a choice is given up', async () => {
      forge.prompts.answerPick(app);
      forge.prompts.giveUp();
      await run('environment.copyId');
      assert.equal(await copied(), 'nothing copied');
    });

    it('says why where the environments can not be had', async () => {
      forge.sandbox.faults.set('EnvironmentList', { kind: 'malformed' });
      forge.prompts.answerPick(app);
      forge.prompts.giveUp();
      await run('environment.copyId');
      assert.match(forge.prompts.messages[0]?.text ?? '', /^The command failed: the gateway sent an unexpected answer/);
    });
  });

  describe('open it in the developer console', () => {
    const page = `https://developer.atlassian.com/console/myapps/${sampleAppIds.releaseNotes}`;

    it('on the page of the row', async () => {
      for (const path of [
        [app],
        [app, 'Environments'],
        [app, 'Environments', 'staging'],
        [app, 'Permissions'],
        [app, 'Installations'],
        [app, 'Contributors'],
      ]) {
        await run('app.openInConsole', await nodeAt(...path));
      }
      assert.deepEqual(
        forge.prompts.opened,
        ['overview', 'environments', 'environments', 'permissions', 'monitoring/installations', 'contributors'].map(
          (name) => `${page}/${name}`,
        ),
      );
    });

    it('from the palette, which asks for the app', async () => {
      forge.prompts.answerPick(app);
      await run('app.openInConsole');
      assert.deepEqual(forge.prompts.opened, [`${page}/overview`]);
    });

    it('but not a sample app, which it does not have', async () => {
      forge.prompts.answerPickMany('mara@example.com');
      await run('sampleApps.explore');
      await run('app.openInConsole', await nodeAt('Sample apps of mara@example.com', app));
      assert.deepEqual(forge.prompts.opened, []);
      assert.equal(forge.prompts.messages[0]?.text, `${app} is a sample app, so it isn’t in the developer console.`);
    });
  });

  describe('are not offered in vain', () => {
    const contextOf = async (name: string) => (await rowAt(forge.services.tree, name)).item.contextValue;

    it('for a kind of app that does not have it: the row says so to the menus, the command why', async () => {
      assert.equal(await contextOf('Asset Bridge Cloud'), 'app.notForge');
      await run('app.showManifest', await nodeAt('Asset Bridge Cloud'));
      assert.equal(forge.prompts.messages.at(-1)?.text, 'Asset Bridge Cloud: Only Forge apps have a Forge manifest.');
      forge.prompts.answerMessage('Open Developer Console');
      await run('app.explainDisabled', await nodeAt('Asset Bridge Cloud'));
      assert.equal(
        forge.prompts.messages.at(-1)?.options.detail,
        [
          'Only Forge apps can be deleted from here. Delete this app in the developer console.',
          'Only Forge apps have audit logs.',
          'Only Forge apps have a Forge manifest.',
        ].join('\n'),
      );
      assert.match(forge.prompts.opened[0] ?? '', new RegExp(sampleAppIds.assetBridge));
    });

    it('for a role that may not do it, once the contributors are known', async () => {
      assert.equal(await contextOf('Quality Gate for Compass'), 'app');
      await rowsUnder(forge.services.tree, 'Quality Gate for Compass', 'Contributors');
      await until(
        'the row knows the role',
        async () => (await contextOf('Quality Gate for Compass')) === 'app.notOwner.notAdmin',
        treeEvent(forge.services.tree),
      );
      forge.prompts.answerMessage('Learn More About Roles');
      await run('app.explainDisabled', await nodeAt('Quality Gate for Compass'));
      assert.match(
        forge.prompts.messages.at(-1)?.options.detail ?? '',
        /^Only the owner, Jonas Berg, can delete this app\./,
      );
      assert.match(forge.prompts.opened[0] ?? '', /contributors\/#roles-and-permissions$/);
    });
  });

  describe('change its name and description', () => {
    let restore: () => void;
    beforeEach(() => {
      const { apps } = forge.sandbox.world;
      const before = [...apps];
      restore = () => before.forEach(([key, one]) => apps.set(key, one));
    });
    afterEach(() => restore());
    const sent = () => forge.sandbox.requests.filter(({ operation }) => operation === 'UpdateAppDetails').length;

    it('after a question that says what is not known; list and row follow', async () => {
      const before = sent();
      forge.prompts.answerInput('Team Poll');
      forge.prompts.answerMessage('Rename');
      await run('app.rename', await nodeAt('Team Poll (old)'));
      const box = forge.prompts.inputs.at(-1);
      assert.equal(box?.options.value, 'Team Poll (old)');
      assert.equal(box.options.validate?.('  '), 'A name has 1 to 60 characters.');
      assert.equal(box.options.validate('x'.repeat(61)), 'A name has 1 to 60 characters.');
      const [question] = forge.prompts.messages;
      assert.equal(question?.text, 'Rename Team Poll (old) to Team Poll?');
      assert.match(question.options.detail ?? '', /never seen accepted with an API token/);
      assert.equal(sent() - before, 1);
      await rowAt(forge.services.tree, 'Team Poll');
    });

    it('not when the question is given up', async () => {
      const before = sent();
      forge.prompts.answerInput('What it does');
      forge.prompts.giveUp();
      await run('app.editDescription', await nodeAt('Team Poll (old)'));
      assert.equal(sent(), before);
    });

    it('not when the gateway refused it to the token: that is remembered, with the way to the console', async () => {
      const scopes = 'This request does not contain the right authorisation scopes';
      forge.sandbox.faults.set('UpdateAppDetails', { kind: 'errors', errors: [{ message: scopes, statusCode: 403 }] });
      forge.prompts.answerInput('Team Poll');
      forge.prompts.answerMessage('Rename');
      forge.prompts.answerMessage('Open Developer Console');
      await run('app.rename', await nodeAt('Team Poll (old)'));
      assert.match(
        forge.prompts.messages[1]?.text ?? '',
        /^Couldn’t rename Team Poll \(old\): .+ Its name was not changed\.$/,
      );
      const [before, asked] = [sent(), forge.prompts.inputs.length];
      forge.prompts.answerMessage('Open Developer Console');
      await run('app.rename', await nodeAt(app));
      assert.match(forge.prompts.messages[2]?.text ?? '', /^Not available with your API token/);
      assert.match(forge.prompts.opened[1] ?? '', new RegExp(sampleAppIds.releaseNotes));
      assert.equal(forge.prompts.inputs.length, asked, 'nothing is asked');
      assert.equal(sent(), before);
    });
  });

  describe('that two accounts have', () => {
    let restore: () => void;
    const alias = 'Mara Lindqvist (mara+forge@example.com)';
    const main = 'Mara Lindqvist (mara@example.com)';
    beforeEach(async () => {
      const { apps, accounts } = forge.sandbox.world;
      const shared = apps.get(sampleAppIds.teamPoll);
      assert.ok(shared);
      restore = () => void apps.set(sampleAppIds.teamPoll, shared);
      const viewer = { person: accounts.alias.person, roles: ['VIEWER'], owner: false, lastActive: undefined } as const;
      apps.set(sampleAppIds.teamPoll, { ...shared, contributors: [...shared.contributors, viewer] });
      await forge.signIn('alias');
      await settledRows(forge.services.tree, 2);
    });
    afterEach(() => restore());
    const open = () => run('app.open', `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}`);
    const shown = () =>
      forge.services.actions.shown()?.flatMap((target) => ('data' in target ? target.data.account.email : []));
    afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

    it('are acted on by the account of the row', async () => {
      await run('app.open', await nodeAt(alias, 'Team Poll (old)'));
      assert.deepEqual(shown(), ['mara+forge@example.com']);
      assert.deepEqual(forge.prompts.picks, []);
    });

    it('are elsewhere acted on by the one that was chosen once, until another is chosen', async () => {
      forge.prompts.answerPick(alias);
      await open();
      assert.deepEqual(
        forge.prompts.picks[0]?.items.map(({ label }) => label),
        [main, alias],
      );
      assert.deepEqual(shown(), ['mara+forge@example.com']);
      await open();
      assert.equal(forge.prompts.picks.length, 1, 'asked once');
      assert.equal(
        forge.services.data.forApp(appAri(sampleAppIds.teamPoll))[0]?.account.email,
        'mara+forge@example.com',
      );

      forge.prompts.answerPick(main);
      await run('app.changeAccount', `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}`);
      assert.equal(forge.prompts.picks[1]?.items[1]?.description, 'Current');
      await open();
      await until(
        'its panel is in front',
        () => shown()?.[0] === 'mara@example.com',
        vscode.window.tabGroups.onDidChangeTabs,
      );
    });

    it('are left alone when the choice is given up', async () => {
      forge.prompts.giveUp();
      await open();
      assert.deepEqual(shown(), undefined);
      assert.deepEqual(forge.prompts.messages, []);
    });

    it('are the only ones with a choice', async () => {
      await run('app.changeAccount', await nodeAt(main, app));
      assert.equal(forge.prompts.messages[0]?.text, `Only one of your accounts has ${app}.`);
    });
  });

  describe('reveal its manifest', () => {
    const first = workspaceFile('release-notes', 'manifest.yml');
    const second = workspaceFile('sprint-forecast', 'manifest.yml');
    const isPinned = () =>
      until(
        'the app is known to be here',
        async () => (await readRows(forge.services.tree))[0]?.item.contextValue === 'app.inWorkspace',
        treeEvent(forge.services.tree),
      );
    afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

    function assertShown(uri: vscode.Uri): void {
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), uri.toString());
      assert.equal(editor.selection.active.line, 4);
      assert.ok(editor.document.lineAt(4).text.slice(editor.selection.active.character).startsWith(appId));
    }

    it('opens it where the id of the app stands', async () => {
      await settledRows(forge.services.tree);
      await first.write(manifestOf(sampleAppIds.releaseNotes));
      await isPinned();
      await run('app.showManifest', await nodeAt(app));
      assertShown(first.uri);
    });

    it('asks which one where there are several', async () => {
      await settledRows(forge.services.tree);
      await first.write(manifestOf(sampleAppIds.releaseNotes));
      await isPinned();
      const { node } = await rowAt(forge.services.tree, app);
      await second.write(manifestOf(sampleAppIds.releaseNotes));
      // As long as only the first is known, it is opened without asking.
      const asks = async () => {
        forge.prompts.reset();
        forge.prompts.answerPick('sprint-forecast/manifest.yml');
        await run('app.showManifest', node);
        return forge.prompts.picks.length > 0;
      };
      await until('both are known', asks, (listener) => forge.services.tree.onDidUpdate(listener));
      assert.deepEqual(
        forge.prompts.picks[0]?.items.map(({ label }) => label),
        ['release-notes/manifest.yml', 'sprint-forecast/manifest.yml'],
      );
      assertShown(second.uri);
    });

    it('from the palette, which asks for the app', async () => {
      await settledRows(forge.services.tree);
      await first.write(manifestOf(sampleAppIds.releaseNotes));
      await isPinned();
      forge.prompts.answerPick(app);
      await run('app.showManifest');
      assertShown(first.uri);
    });

    it('says where there is none', async () => {
      await run('app.showManifest', await nodeAt(app));
      assert.equal(
        forge.prompts.messages[0]?.text,
        `The manifest of ${app} isn’t in this workspace. Open the app’s folder to see it here.`,
      );
    });
  });

  describe('refresh it from the palette', () => {
    it('fetches it and what was looked at under it', async () => {
      await rowsUnder(forge.services.tree, app, 'Contributors');
      const before = forge.sandbox.requests.length;
      forge.prompts.answerPick(app);
      await run('app.refresh');
      assert.deepEqual(forge.askedSince(before).sort(), ['ContributorActivity', 'ListedApp']);
    });
  });

  it('do nothing harmful with an argument that is no row', async () => {
    for (const argument of [7, 'x', {}, { id: 1 }, null]) {
      forge.prompts.giveUp();
      await run('app.copyId', argument);
    }
    assert.equal(forge.prompts.picks.length, 5);
    assert.equal(await copied(), 'nothing copied');
  });

  it('explain the kinds of apps, and lead to what Atlassian says of them', async () => {
    forge.prompts.answerMessage('Learn More');
    await run('apps.explainKinds');
    const detail = forge.prompts.messages[0]?.options.detail ?? '';
    for (const kind of ['Forge apps', 'Connect apps', 'OAuth 2.0 (3LO) integrations', 'Cloud Fortified apps'])
      assert.ok(detail.includes(`${kind} `), kind);
    assert.deepEqual(forge.prompts.opened, [documentation.kindsOfApps]);
  });

  it('show the output and the gateway setting', async () => {
    await run('output.show');
    await run('gateway.openSetting');
    const { tabGroups } = vscode.window;
    await until(
      'the settings are open',
      () => tabGroups.activeTabGroup.activeTab?.label === 'Settings',
      tabGroups.onDidChangeTabs,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
