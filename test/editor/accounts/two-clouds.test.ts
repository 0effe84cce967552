import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { clouds } from '../../../src/core/clouds.ts';
import { type Sandbox, type SandboxAccount, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { canary } from '../../support/canary.ts';
import { setGateway, useConsole } from '../../support/editor/console.ts';
import { labelsOf, readRows, rowAt, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { makeAuthority } from '../../support/test-certificates.ts';
import { useNetworks } from '../../support/test-network.ts';

const authority = makeAuthority('Cloud CA');
const { commercial, government } = clouds;
const commercialLabel = 'Mara Lindqvist (mara@example.com)';
const governmentLabel = 'Mara Lindqvist (mara+forge@example.com, Government Cloud)';

describe('Atlassian Cloud and Government Cloud', () => {
  const forge = useConsole();
  const networks = useNetworks();
  let folder: string;
  let governmental: Sandbox;
  const extraBefore = process.env.NODE_EXTRA_CA_CERTS;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
    await writeFile(join(folder, 'ca.pem'), authority.ca.cert);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Both clouds' gateways by their own names: the proxy leads each to a sandbox of its own. */
  beforeEach(async () => {
    governmental = await startSandbox({ recordsRequests: true, answersAnyHost: true });
    process.env.NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    const hosts = [commercial, government].map(({ gateway }) => new URL(gateway).hostname);
    const certificate = authority.issue({ name: 'clouds', hosts });
    const ports = await Promise.all(
      [forge.sandbox, governmental].map(({ url }) => networks.tls(certificate, Number(new URL(url).port))),
    );
    const leadsTo = Object.fromEntries(hosts.map((host, index) => [`${host}:443`, ports[index] ?? 0]));
    const proxy = await networks.proxy({ leadsTo });
    await vscode.workspace.getConfiguration('http').update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
    await setGateway(undefined);
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration('http').update('proxy', undefined, vscode.ConfigurationTarget.Global);
    if (extraBefore === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
    else process.env.NODE_EXTRA_CA_CERTS = extraBefore;
    await governmental.close();
  });

  const command = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(`forgeConsole.${id}`, ...args);

  async function signInTo(cloud: string, { email, token }: SandboxAccount): Promise<void> {
    forge.prompts.answerPick(cloud);
    forge.prompts.answerInput(email);
    forge.prompts.answerInput(token);
    await command('account.signIn');
  }

  async function signInToBoth(): Promise<void> {
    await signInTo('Atlassian Cloud', forge.sandbox.accounts.main);
    await signInTo('Atlassian Government Cloud', governmental.accounts.alias);
  }

  it('are one pick when signing in, the usual one first, with what is inferred said', async () => {
    forge.prompts.giveUp();
    await command('account.signIn');
    assert.deepEqual(
      forge.prompts.picks[0]?.items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['Atlassian Cloud', 'api.atlassian.com', undefined],
        [
          'Atlassian Government Cloud',
          'api.atlassian-us-gov-mod.com',
          'Atlassian doesn’t publish this address. It is inferred from the Forge CLI: check it first.',
        ],
      ],
    );
    assert.deepEqual(forge.prompts.inputs, []);
  });

  it('have the other one first where the setting names it', async () => {
    await setGateway(government.gateway);
    forge.prompts.giveUp();
    await command('account.signIn');
    assert.deepEqual(
      forge.prompts.picks[0]?.items.map(({ label }) => label),
      ['Atlassian Government Cloud', 'Atlassian Cloud'],
    );
  });

  it('say where the token goes before it is typed, and lead to their own page for tokens', async () => {
    for (const cloud of ['Atlassian Cloud', 'Atlassian Government Cloud']) {
      forge.prompts.answerPick(cloud);
      forge.prompts.answerInput('mara@example.com');
      forge.prompts.pressButton();
      forge.prompts.giveUp();
      await command('account.signIn');
    }
    assert.deepEqual(forge.prompts.opened, [commercial.tokenPage, government.tokenPage]);
    const [, commercialToken, , governmentToken] = forge.prompts.inputs.map(({ options }) => options.prompt);
    assert.match(commercialToken ?? '', /sent only to api\.atlassian\.com\.$/);
    assert.match(
      governmentToken ?? '',
      /sent only to api\.atlassian-us-gov-mod\.com: an inferred address, because Atlassian doesn’t publish it\.$/,
    );
  });

  it('can be changed by going back from the address', async () => {
    forge.prompts.answerPick('Atlassian Cloud');
    forge.prompts.goBack();
    await signInTo('Atlassian Government Cloud', governmental.accounts.alias);
    assert.deepEqual(
      forge.services.data.list.map(({ account }) => account.gateway),
      [government.gateway],
    );
  });

  it('are used side by side, and no token goes to the other’s gateway', async () => {
    const before = forge.sandbox.requests.length;
    await signInToBoth();
    await settledRows(forge.services.tree);
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)), [commercialLabel, governmentLabel]);
    await command('apps.refresh');
    for (const { requests } of [forge.sandbox, governmental])
      assert.ok(requests.some(({ operation }) => operation === 'AppList'));
    const people = (requests: Sandbox['requests']) => [...new Set(requests.map(({ account }) => account))];
    assert.deepEqual(people(forge.sandbox.requests.slice(before)), [forge.sandbox.accounts.main.accountId]);
    assert.deepEqual(people(governmental.requests), [governmental.accounts.alias.accountId]);
  });

  it('lead to their own console', async () => {
    await signInToBoth();
    await settledRows(forge.services.tree);
    for (const path of [
      [commercialLabel, 'Release Notes Composer'],
      [governmentLabel, 'Invoice Matcher'],
    ]) {
      const { node } = await rowAt(forge.services.tree, ...path);
      await command('app.openInConsole', node);
    }
    assert.deepEqual(
      forge.prompts.opened.map((url) => new URL(url).host),
      ['developer.atlassian.com', 'developer.atlassian-us-gov-mod.com'],
    );
  });

  it('keep an account where it is when its token has to be replaced', async () => {
    await signInTo('Atlassian Government Cloud', governmental.accounts.alias);
    await settledRows(forge.services.tree);
    const asked = forge.sandbox.requests.length;
    governmental.faults.set('*', { kind: 'status', status: 401 });
    forge.prompts.answerMessage('Sign In Again');
    forge.prompts.answerInput('mara+forge@example.com');
    forge.prompts.answerInput(canary('wrong'));
    forge.prompts.meanwhile(() => governmental.faults.clear());
    forge.prompts.answerInput(governmental.accounts.alias.token);
    await command('apps.refresh');
    await until(
      'the rows are back',
      async () => labelsOf(await readRows(forge.services.tree)).join() === 'Forge Playground,Invoice Matcher',
      treeEvent(forge.services.tree),
    );
    assert.deepEqual(forge.prompts.picks.length, 1, 'the cloud is not asked for once more');
    assert.equal(forge.prompts.inputs.at(-2)?.options.value, 'mara+forge@example.com');
    assert.equal(forge.sandbox.requests.length, asked);
  });

  it('are tested apart', async () => {
    await signInToBoth();
    forge.prompts.answerPick('Atlassian Government Cloud');
    const before = forge.sandbox.requests.length;
    await command('connection.test');
    assert.deepEqual(forge.prompts.messages.at(-1)?.text, 'Everything works.');
    assert.equal(forge.sandbox.requests.length, before);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
