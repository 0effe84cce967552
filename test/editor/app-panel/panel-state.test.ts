import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import { type PanelState, requests, tabs } from '../../../src/app-panel/protocol.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { useSources } from '../../support/editor/panel-source.ts';
import { manifestOf, workspaceFile } from '../../support/editor/test-workspace.ts';

const goneText = 'This app was deleted, or Mara Lindqvist (mara@example.com) is no longer one of its contributors.';

describe('the state of an app’s panel', () => {
  const forge = useConsole();
  const sourceOf = useSources(forge);
  const id = appAri(sampleAppIds.releaseNotes);
  beforeEach(() => forge.signIn('main'));

  it('is what is known of the app before anything was asked for', async () => {
    const { source } = await sourceOf(sampleAppIds.releaseNotes);
    const {
      header,
      titles,
      gone,
      auditLogs,
      logs,
      siteNames,
      rateLimit,
      defaultEnvironment,
      versionUses,
      ...sections
    } = source.all();
    assert.equal(source.name, 'Release Notes Composer');
    assert.deepEqual(
      [header.id, header.name, header.typeName, header.distributionName, header.accountLabel, header.isSample],
      [id, 'Release Notes Composer', 'Forge', 'Not distributed', 'Mara Lindqvist (mara@example.com)', false],
    );
    assert.deepEqual([titles, gone, siteNames, rateLimit, defaultEnvironment], [[], null, {}, null, 'development']);
    assert.deepEqual(versionUses, {});
    assert.deepEqual([auditLogs.status, auditLogs.changes], ['loading', 0]);
    assert.deepEqual([logs.phase, logs.rows], ['loading', 0]);
    for (const section of Object.values(sections)) assert.deepEqual(section, { status: 'loading' });
  });

  it('changes in the parts that an event is about, and in no others', async () => {
    const { data, told, source } = await sourceOf(sampleAppIds.releaseNotes);
    const details = data.details(id);
    const changes: [what: { refresh(): Promise<void> }, parts: string[]][] = [
      [data.apps, ['gone', 'header']],
      [details.profile, ['gone', 'header', 'profile']],
      [details.environments, ['environments', 'gone', 'permissions', 'titles']],
      [details.installations, ['installations']],
      [details.contributors, ['builds', 'contributors', 'versionUses']],
    ];
    for (const [what, parts] of changes) {
      await what.refresh();
      assert.deepEqual(told(), parts);
    }
    await data.details(appAri(sampleAppIds.teamPoll)).contributors.refresh();
    assert.deepEqual(told(), [], 'another app is none of its business');
    source.dispose();
    await data.refresh();
    await source.parts.manifest.handlers.chooseManifest({ manifest: 0 });
    assert.deepEqual(told(), [], 'a part tells of what ends after the panel is closed');
  });

  it('changes in permissions and titles with the manifests of the workspace', async () => {
    const { told, settles } = await sourceOf(sampleAppIds.releaseNotes);
    await workspaceFile('decision-register', 'src', 'manifest.yml').write(
      `${manifestOf(sampleAppIds.releaseNotes)}  name: x\n`.replace(
        '  function:',
        '  jira:issuePanel:\n    - { key: panel, title: Shown to users }\n  function:',
      ),
    );
    await settles('the title is there', ({ titles }) => titles.length === 1);
    // The extension's own manifests may have seen the file by then, or not: then the app's deployments are asked for,
    // which builds and logs show too.
    const parts = told().filter((part) => !['deployments', 'builds', 'logs'].includes(part));
    assert.deepEqual(parts, ['permissions', 'titles']);
  });

  it("tells that the account waits for Atlassian's rate limit and for how long yet, until it does no more", async () => {
    const { data, source, settles } = await sourceOf(sampleAppIds.releaseNotes);
    forge.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 429, retryAfter: '2' }, 1);
    const fetched = data.details(id).environments.refresh();
    for (const seconds of [2, 1])
      await settles(
        `it says ${seconds} s`,
        ({ rateLimit }) => rateLimit === `Waiting for Atlassian’s rate limit, ${seconds} s`,
      );
    await fetched;
    await settles('it says nothing any more', ({ rateLimit }) => rateLimit === null);
    assert.equal(source.all().environments.status, 'ready');
    assert.equal(forge.services.rateLimit.textOf({ ...data.account, email: 'other@example.com' }), undefined);
  });

  it('holds only the parts that are asked for', async () => {
    const { source } = await sourceOf(sampleAppIds.releaseNotes);
    assert.deepEqual(Object.keys(source.only(new Set(['titles', 'header']))), ['titles', 'header']);
    assert.deepEqual(source.only(new Set()), {});
  });

  const asked: Record<(typeof tabs)[number], string[]> = {
    overview: ['AppProfile', 'ContributorActivity', 'EnvironmentList', 'InstallationList'],
    environments: ['EnvironmentList', 'InstallationList'],
    variables: ['Variables'],
    deployments: ['BuildList', 'DeploymentList', 'EnvironmentList'],
    permissions: ['EnvironmentList'],
    installations: ['InstallationList'],
    contributors: ['ContributorActivity'],
    // The logs ask for the environments themselves, with their lines.
    logs: [],
    // Which days are wanted is not known before the page says so.
    auditLogs: [],
  };
  for (const tab of tabs) {
    it(`asks the gateway for what the tab "${tab}" shows, once`, async () => {
      const { source, data } = await sourceOf(sampleAppIds.standupDigest);
      const before = forge.sandbox.requests.length;
      source.ensure(tab);
      source.ensure(tab);
      await data.details(appAri(sampleAppIds.standupDigest)).refresh();
      source.ensure(tab);
      assert.deepEqual(
        forge.sandbox.requests
          .slice(before)
          .map(({ operation }) => operation)
          .sort(),
        asked[tab],
      );
    });
  }

  for (const [name, operations, scope] of [
    [
      'assetBridge',
      ['AppClients', 'AppProfile', 'ContributorActivity', 'InstallationList'],
      'act-as-user:connect-jira',
    ],
    ['reportExporter', ['AppClients', 'AppProfile', 'ContributorActivity'], 'offline_access'],
  ] as const) {
    it(`asks for no Forge facts in the overview of ${name}, but for its client`, async () => {
      const { source, settles } = await sourceOf(sampleAppIds[name]);
      const before = forge.sandbox.requests.length;
      source.ensure('overview');
      await settles('all is there', (state) =>
        [state.profile, state.clients, state.contributors].every(({ status }) => status === 'ready'),
      );
      const asked = new Set(forge.askedSince(before));
      const sections = ['AppClients', 'AppProfile', 'ContributorActivity', 'EnvironmentList', 'InstallationList'];
      assert.deepEqual(
        sections.filter((operation) => asked.has(operation)),
        operations,
      );
      const [client] = source.all().clients.value ?? [];
      assert.ok(client?.scopes.includes(scope), JSON.stringify(client));
      assert.equal(source.all().header.isCloudFortified, name === 'assetBridge');
    });
  }

  describe('of an app that is gone', () => {
    let restore: () => void;
    beforeEach(() => {
      const { apps } = forge.sandbox.world;
      const app = apps.get(sampleAppIds.standupDigest);
      assert.ok(app);
      restore = () => void apps.set(sampleAppIds.standupDigest, app);
    });
    afterEach(() => restore());
    const remove = () => forge.sandbox.world.apps.delete(sampleAppIds.standupDigest);

    it('says so once the list is without it, and keeps its name', async () => {
      const { source, data } = await sourceOf(sampleAppIds.standupDigest);
      assert.equal(source.all().gone, null);
      remove();
      await data.refresh();
      assert.equal(source.all().gone, goneText);
      assert.deepEqual([source.name, source.all().header.name], ['Standup Digest', 'Standup Digest']);
    });

    it('says so once the gateway does not know it, and the list follows', async () => {
      const { source, data, settles } = await sourceOf(sampleAppIds.standupDigest);
      await data.details(appAri(sampleAppIds.standupDigest)).environments.refresh();
      remove();
      await data.details(appAri(sampleAppIds.standupDigest)).environments.refresh();
      const { gone, environments } = source.all();
      assert.equal(gone, goneText);
      assert.equal(environments.status, 'failed');
      assert.ok(environments.value, 'what was known stays');
      await settles(
        'the list is fetched',
        () => data.apps.state.status === 'ready' && !data.apps.state.value.apps.has(appAri(sampleAppIds.standupDigest)),
      );
    });

    it('is taken back when it is there again', async () => {
      const { source, data } = await sourceOf(sampleAppIds.standupDigest);
      remove();
      await data.refresh();
      restore();
      await data.refresh();
      assert.equal(source.all().gone, null);
    });

    it('is not what a gateway that can not be reached means', async () => {
      const { source, data } = await sourceOf(sampleAppIds.standupDigest);
      forge.sandbox.faults.set('*', { kind: 'status', status: 403 });
      source.ensure('overview');
      await data.refresh();
      assert.equal(source.all().gone, null);
      assert.equal(source.all().environments.status, 'failed');
    });
  });

  describe('is what the page takes', () => {
    const taken = (state: PanelState) => {
      const reply = { state, translations: {} };
      // Over JSON, as VS Code sends it. What the page's schema does not know, it drops.
      assert.deepEqual(
        requests.ready.reply.parse(JSON.parse(JSON.stringify(reply))),
        JSON.parse(JSON.stringify(reply)),
      );
    };

    for (const who of ['main', 'alias'] as const) {
      it(`for every app of ${who}, before it is loaded, while it loads, loaded and failed`, async () => {
        if (who === 'alias') {
          forge.prompts.answerMessage('Sign Out');
          await vscode.commands.executeCommand('forgeConsole.account.signOut');
          await forge.signIn('alias');
        }
        const apps = [...forge.sandbox.world.apps.values()];
        await forge.restart(async () => {
          for (const { uuid } of apps) await workspaceFile('all', uuid, 'manifest.yml').write(manifestOf(uuid));
        });
        let seen = 0;
        for (const { uuid, name } of apps) {
          const { source, data } = await sourceOf(uuid);
          const listed = data.apps.state.value?.apps.has(appAri(uuid)) ?? false;
          taken(source.all());
          for (const tab of tabs) source.ensure(tab);
          taken(source.all());
          await data.details(appAri(uuid)).refresh();
          const state = source.all();
          taken(state);
          for (const part of ['profile', 'environments', 'installations', 'contributors', 'permissions'] as const)
            assert.equal(state[part].status, listed ? 'ready' : 'failed', `${part} of ${name}`);
          assert.equal(state.gone !== null, !listed, name);
          assert.equal(state.permissions.value?.manifests.length, listed ? 1 : undefined);
          seen += Number(listed);
          forge.sandbox.faults.set('*', {
            kind: 'errors',
            errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }],
          });
          await data.details(appAri(uuid)).refresh();
          assert.equal(source.all().profile.failure?.short, 'Not allowed');
          taken(source.all());
          forge.sandbox.faults.clear();
          source.dispose();
        }
        await workspaceFile('all').remove();
        assert.equal(seen, who === 'main' ? 16 : 2);
      }).timeout(120_000);
    }
  });
});
