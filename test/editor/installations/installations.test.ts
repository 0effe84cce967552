import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ForgeError } from '../../../src/core/errors.ts';
import { installRefusal, needsPermissions } from '../../../src/installations/dialogs/refusal-words.ts';
import { contextOf } from '../../../src/sandbox/world/app-builder.ts';
import { workspaces } from '../../../src/sandbox/world/sites.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('installations', function () {
  this.timeout(40_000);
  const forge = useConsole();
  const details = () => forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
  let before: Pick<ReturnType<typeof details>, 'installations'>;
  beforeEach(() => (before = { installations: details().installations }));
  afterEach(() => {
    Object.assign(details(), before);
    forge.sandbox.faults.clear();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  const run = (verb: string, argument?: unknown) =>
    vscode.commands.executeCommand(`forgeConsole.installation.${verb}`, argument);
  const rowOf = (...path: readonly string[]) => rowAt(forge.services.tree, 'Release Notes Composer', ...path);
  const texts = () => forge.prompts.messages.map(({ text }) => text);

  it('are made on a typed site once its permissions are read, with a warning of a crowded one', async () => {
    await forge.signIn('main');
    const { length } = details().installations;
    const row = await rowOf('Environments', 'development');
    await rowOf('Installations', 'mara-dev.atlassian.net');
    forge.prompts.answerPick('Another Site…');
    for (const site of ['not a site', 'nowhere', 'crowded-desk']) forge.prompts.answerInput(site);
    forge.prompts.choose('Agree and Install');
    for (let message = 0; message < 2; message++) forge.prompts.giveUp();
    await run('install', row.node);
    assert.deepEqual(forge.prompts.inputs.at(-1)?.objections, [
      'This isn’t the name of a site, such as my-site.atlassian.net.',
      'Atlassian knows no site nowhere.atlassian.net. Check its name; a site that was deleted can’t be chosen.',
    ]);
    const permissions = forge.prompts.reviews
      .at(-1)
      ?.subjects[0]?.table?.rows.map(([kind, which]) => `${kind}: ${which}`);
    assert.ok(permissions?.includes('Scope: write:jira-work'));
    assert.ok(permissions?.includes('Egress: api.changelog.example.com'));
    const meanings = forge.prompts.reviews
      .at(-1)
      ?.subjects[0]?.table?.rows.map(([, which, meaning]) => [which, meaning]);
    assert.deepEqual(meanings?.at(-1), ['cdn.example.com', 'The app’s pages show images from it']);
    assert.equal(details().installations.length, length + 1);
    assert.ok(
      texts().includes('Release Notes Composer was installed from development on crowded-desk.atlassian.net.'),
      texts().join('\n'),
    );
    assert.ok(texts().some((text) => text.startsWith('crowded-desk.atlassian.net has more than 100 apps')));
  });

  it('send nothing if the page about them is closed', async () => {
    await forge.signIn('main');
    const row = await rowOf('Environments', 'development');
    await rowOf('Installations', 'mara-dev.atlassian.net');
    forge.prompts.answerPick('northlight.atlassian.net');
    forge.prompts.giveUp();
    const { length } = forge.sandbox.requests;
    await run('install', row.node);
    assert.ok(!forge.askedSince(length).includes('InstallApp'));
  });

  it('are upgraded, production only with its site typed', async () => {
    await forge.signIn('main');
    // It has the newest code already, so there is nothing to choose.
    forge.prompts.choose('Agree and Upgrade');
    await run('upgrade', (await rowOf('Installations', 'northlight-test.atlassian.net')).node);
    assert.match(
      texts().at(-1) ?? '',
      /^Release Notes Composer from \w+ was upgraded on northlight-test\.atlassian\.net\.$/,
    );
    forge.prompts.answerPick('Code and Permissions');
    forge.prompts.choose('Agree and Upgrade…');
    forge.prompts.answerInput('fjordline.atlassian.net');
    forge.prompts.giveUp();
    await run('upgrade', (await rowOf('Installations', 'fjordline.atlassian.net')).node);
    assert.equal(
      texts().at(-1),
      'Release Notes Composer from production wasn’t upgraded on fjordline.atlassian.net. You have to be an admin of the site to install apps there. Ask one of its admins to install it.',
    );
    // Code alone has nothing to agree to.
    forge.prompts.answerPick('Code Only');
    forge.prompts.choose('Upgrade Code…');
    forge.prompts.answerInput('fjordline.atlassian.net');
    forge.prompts.giveUp();
    await run('upgrade', (await rowOf('Installations', 'fjordline.atlassian.net')).node);
    const [subject] = forge.prompts.reviews.at(-1)?.subjects ?? [];
    assert.deepEqual(
      [subject?.verdict, subject?.table],
      ['Only the code is upgraded. Permissions stay as they were approved.', undefined],
    );
  });

  describe('on several sites of one’s own', () => {
    /** Chooses to upgrade three installations in development, which have an older version. */
    async function upgradeAll(): Promise<void> {
      await forge.signIn('main');
      const outdated = details().installations.find(({ site }) => site?.hostName === 'northlight-test.atlassian.net');
      assert.ok(outdated);
      const { environment, version, computeVersion } = outdated;
      const sites = ['mara-dev', 'northlight', 'northlight-test'].map((name) => `${name}.atlassian.net`);
      details().installations = sites.flatMap((name) => {
        const one = details().installations.find(({ site }) => site?.hostName === name);
        return one ? [{ ...one, environment, version, computeVersion }] : [];
      });
      const { node } = await rowOf();
      const target = node.target?.();
      assert.ok(target?.kind === 'app');
      const { installations } = target.data.details(target.id);
      await installations.refresh();
      await target.data.mySites.mark(
        (installations.state?.value?.rows ?? []).flatMap(({ siteId }) => siteId ?? []),
        true,
      );
      forge.prompts.answerPick('development');
      forge.prompts.choose('Agree and Upgrade');
      await forge.services.actions.upgradeMySites(target);
    }

    it('are each named where one fails', async () => {
      const errors = [{ message: 'no', errorType: 'PERMISSION_DENIED', statusCode: 403 }];
      forge.sandbox.faults.set('UpgradeApp', { kind: 'errors', errors }, 1);
      await upgradeAll();
      assert.equal(
        texts().at(-1),
        'Release Notes Composer was upgraded on northlight-test.atlassian.net and northlight.atlassian.net. Release Notes Composer from development wasn’t upgraded on mara-dev.atlassian.net. You have to be an admin of the site to install apps there. Ask one of its admins to install it.',
      );
    });

    it('are named also where their turn didn’t come, as the account was signed out', async () => {
      const change = (body: unknown) => {
        // The message that asks to sign in again.
        forge.prompts.giveUp();
        for (const operation of ['UpgradeApp', 'Me'])
          forge.sandbox.faults.set(operation, { kind: 'status', status: 401 });
        return body;
      };
      forge.sandbox.faults.set('UpgradeApp', { kind: 'reply', change }, 1);
      await upgradeAll();
      const told = texts().find((text) => text.includes('was upgraded')) ?? '';
      assert.match(
        told,
        /^Release Notes Composer was upgraded on mara-dev\.atlassian\.net\. Release Notes Composer from /,
      );
      assert.match(told, / wasn’t upgraded on northlight-test\.atlassian\.net\. Nothing was changed: /);
      assert.match(
        told,
        / wasn’t upgraded on northlight\.atlassian\.net: nothing was sent there\. Upgrade your sites again to go on\.$/,
      );
    });

    it('are left as they are after a cancellation, and named', async () => {
      const { length } = forge.sandbox.requests;
      const change = (body: unknown) => {
        forge.prompts.cancelProgress();
        return body;
      };
      forge.sandbox.faults.set('UpgradeApp', { kind: 'reply', change }, 1);
      await upgradeAll();
      assert.match(
        texts().at(-1) ?? '',
        /Release Notes Composer wasn’t upgraded on northlight-test\.atlassian\.net and northlight\.atlassian\.net: nothing was sent/,
      );
      assert.equal(forge.askedSince(length).filter((operation) => operation === 'UpgradeApp').length, 1);
    });
  });

  it('offer to upgrade both where code alone is refused', async () => {
    await forge.signIn('main');
    forge.prompts.answerPick('Code Only');
    forge.prompts.answerMessage('Upgrade Code and Permissions');
    forge.prompts.choose('Agree and Upgrade');
    const { node } = await rowOf('Installations', 'northlight-test.atlassian.net');
    details().installations = details().installations.map((one) => ({
      ...one,
      computeVersion: { ...one.version, id: 'older' },
    }));
    const { length } = forge.sandbox.requests;
    const errorType = 'STORAGE_CHANGE_ROLLING_RELEASE';
    const errors = [{ message: 'The storage changes.', errorType, statusCode: 400 }];
    forge.sandbox.faults.set('UpgradeApp', { kind: 'errors', errors }, 1);
    await run('upgrade', node);
    await until('both are upgraded', () => texts().length > 1, forge.prompts.onDidAsk);
    assert.match(texts()[0] ?? '', /wasn’t upgraded on northlight-test.* Upgrade code and permissions together\.$/);
    assert.match(texts()[1] ?? '', /was upgraded on northlight-test\.atlassian\.net\.$/);
    const sent = forge.sandbox.requests.slice(length).filter(({ operation }) => operation === 'UpgradeApp');
    assert.deepEqual(
      sent.map(({ variables }) => (variables as { input: { computeOnly?: boolean } }).input.computeOnly ?? false),
      [true, false],
    );
  });

  it('pretend to have the licence that was chosen and read', async () => {
    await forge.signIn('main');
    const { node } = await rowAt(forge.services.tree, 'Timesheets & Rates for Jira', 'Environments', 'development');
    forge.prompts.answerInput('mara-dev');
    forge.prompts.answerPick('Trial');
    forge.prompts.choose('Agree and Install');
    forge.prompts.giveUp();
    await run('install', node);
    const facts = forge.prompts.reviews.at(-1)?.subjects[0]?.facts ?? [];
    assert.deepEqual(facts.at(-1), ['Licence', 'required; the app sees Trial']);
    const sent = forge.sandbox.requests.findLast(({ operation }) => operation === 'InstallApp');
    assert.equal((sent?.variables as { input: { licenseOverride?: string } }).input.licenseOverride, 'TRIAL');
  });

  it('are made in a workspace of Bitbucket, which is looked for without the token', async () => {
    await forge.signIn('main');
    const gatekeeper = forge.sandbox.world.apps.get(sampleAppIds.mergeGatekeeper)?.details() ?? assert.fail('no app');
    const { node } = await rowAt(forge.services.tree, 'Merge Gatekeeper', 'Environments', 'development');
    for (const typed of ['not one', 'nowhere', 'https://bitbucket.org/night-shift/repository'])
      forge.prompts.answerInput(typed);
    forge.prompts.choose('Agree and Install');
    forge.prompts.answerMessage('Open Workspace');
    await run('install', node);
    assert.deepEqual(
      forge.prompts.reviews.at(-1)?.subjects[0]?.facts.find(([name]) => name === 'Workspace'),
      ['Workspace', 'bitbucket.org/night-shift (Bitbucket)'],
    );
    assert.deepEqual(forge.prompts.inputs.at(-1)?.objections, [
      'This isn’t the name of a workspace, such as bitbucket.org/my-workspace.',
      'Bitbucket has no public workspace nowhere. Check its name.',
    ]);
    assert.equal(texts().at(-1), 'Merge Gatekeeper was installed from development on bitbucket.org/night-shift.');
    await until('it is opened', () => forge.prompts.opened.length > 0, forge.prompts.onDidAsk);
    assert.deepEqual(forge.prompts.opened, ['https://bitbucket.org/night-shift']);
    const created = gatekeeper.installations.at(-1)?.context;
    assert.equal(created, contextOf(workspaces.nightShift, 'bitbucket'));
    const asked = forge.sandbox.requests.filter(({ operation }) => operation === 'BitbucketWorkspace');
    assert.deepEqual(
      asked.map(({ headers }) => headers.authorization),
      [undefined, undefined],
    );
  });

  it('are refused in a sentence for each error type that the Forge CLI knows', () => {
    const refused = (errorType: string) => installRefusal(new ForgeError('refused', 'words', { errorType }));
    const changes = ['DIFFERENT_ENVIRONMENT', 'VERSION_DECREASES', 'EGRESS_TO_WEB_TRIGGER', 'STORAGE_CHANGE'];
    const others = ['LICENSE_CHANGE', 'MIGRATION_KEY_CHANGE', 'EGRESS_USER_DATA_TO_REMOTE'];
    const last = ['MISSING_APP_MANAGED_PERMISSIONS', 'ADDED_STORAGE_SCOPE', 'NEVER_SEEN'];
    const types = [
      'PERMISSION_DENIED',
      'APP_ALREADY_INSTALLED',
      'INSTALLATION_LIMIT_REACHED',
      'INSTALLATION_ALREADY_UPGRADED',
      'DECOUPLED_STATE_NOT_ENABLED',
      ...[...changes, ...others, ...last].map((type) => `${type}_ROLLING_RELEASE`),
    ];
    const sentences = types.map((type) => refused(type) ?? assert.fail(type));
    assert.equal(new Set(sentences).size, types.length, 'two types have one sentence');
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/);
    assert.equal(refused('SOMETHING_ELSE'), undefined);
    // Those that say “Upgrade both” in one way or another, and no others.
    const both = types.filter((errorType) => needsPermissions(new ForgeError('refused', 'words', { errorType })));
    assert.deepEqual(
      both,
      types.filter((type) => /Upgrade (both|code and permissions together)\.$/.test(refused(type) ?? '')),
    );
  });
});
