import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { makeAuthority } from '../../support/test-certificates.ts';
import { useNetworks } from '../../support/test-network.ts';
import { reportAbout, shownReport } from '../../support/editor/connection-reports.ts';
import { setGateway, useConsole } from '../../support/editor/console.ts';
import { labelsOf, settledRows } from '../../support/editor/tree-rows.ts';

const authority = makeAuthority('Corporate CA');
const gatewayUrl = 'https://gateway.test/graphql';
const password = 'pr0xy-secret';
const authorization = `Basic ${Buffer.from(`dana:${password}`).toString('base64')}`;

describe('the network', () => {
  const forge = useConsole();
  const networks = useNetworks();
  let folder: string;
  const extraBefore = process.env.NODE_EXTRA_CA_CERTS;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
    await writeFile(join(folder, 'ca.pem'), authority.ca.cert);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => {
    for (const key of ['proxy', 'noProxy', 'proxyAuthorization', 'proxySupport']) await set(key, undefined);
    if (extraBefore === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
    else process.env.NODE_EXTRA_CA_CERTS = extraBefore;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Changes one of VS Code's own settings, as the settings editor does. */
  async function set(key: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
    await vscode.workspace.getConfiguration('http').update(key, value, target);
  }

  const refresh = () => vscode.commands.executeCommand('forgeConsole.apps.refresh');

  /** A proxy with credentials that leads to the sandbox behind TLS. */
  async function corporateProxy() {
    process.env.NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    const port = await networks.tls(
      authority.issue({ name: 'gateway.test', hosts: ['gateway.test'] }),
      Number(new URL(forge.sandbox.url).port),
    );
    return networks.proxy({ authorization, leadsTo: port });
  }

  /**
   * Runs the command, and gives the report that it shows about `gateway`, its spaces and line breaks as single spaces.
   */
  it('is taken as the settings say, with the next request', async () => {
    const proxy = await corporateProxy();
    await set('proxy', proxy.url);
    await set('proxyAuthorization', authorization);
    await setGateway(gatewayUrl);
    await forge.signIn('main');
    assert.equal((await settledRows(forge.services.tree)).length, 16);

    await set('proxyAuthorization', undefined);
    await refresh();
    const [failed] = await settledRows(forge.services.tree);
    assert.deepEqual([failed?.label, failed?.item.contextValue], ['Proxy sign-in', 'failed.connection']);

    await set('proxy', proxy.url.replace('//', `//dana:${password}@`));
    await refresh();
    assert.equal((await settledRows(forge.services.tree)).length, 16);

    await set('proxy', 'socks5://127.0.0.1:1080');
    await refresh();
    assert.equal(labelsOf(await settledRows(forge.services.tree))[0], 'Wrong setting');

    await set('proxySupport', 'off');
    await refresh();
    assert.equal(labelsOf(await settledRows(forge.services.tree))[0], 'Offline');
    assert.ok(forge.prompts.messages.every(({ text }) => !text.includes(password)));
  });

  it('is not steered by the workspace', async () => {
    const proxy = await corporateProxy();
    await set('proxy', proxy.url.replace('//', `//dana:${password}@`));
    await setGateway(gatewayUrl);
    await set('proxy', 'http://127.0.0.1:1', vscode.ConfigurationTarget.Workspace).catch(() => undefined);
    await set('proxySupport', 'off', vscode.ConfigurationTarget.Workspace).catch(() => undefined);
    try {
      await forge.signIn('main');
      assert.equal((await settledRows(forge.services.tree)).length, 16);
    } finally {
      await set('proxy', undefined, vscode.ConfigurationTarget.Workspace).catch(() => undefined);
      await set('proxySupport', undefined, vscode.ConfigurationTarget.Workspace).catch(() => undefined);
    }
  });

  it('is tested step by step, and the report holds no secret', async () => {
    const proxy = await corporateProxy();
    await set('proxy', proxy.url.replace('//', `//dana:${password}@`));
    await setGateway(gatewayUrl);
    await forge.signIn('main');
    const text = await reportAbout(gatewayUrl);
    const { email, token, name } = forge.sandbox.accounts.main;
    for (const part of [
      'Everything works.',
      `127.0.0.1:${proxy.port}, by http.proxy, with credentials`,
      'issued by Corporate CA, TLSv1.3',
      '1 of NODE_EXTRA_CA_CERTS',
      'HTTP 401',
      `API token, ${email}`,
      name,
      'Apps: can be read',
    ]) {
      assert.ok(text.includes(part), `"${part}" is not in:\n${text}`);
    }
    for (const secret of [token, password, authorization, Buffer.from(`${email}:${token}`).toString('base64')])
      assert.ok(!text.includes(secret));
    assert.deepEqual(forge.prompts.reports.slice(-8), [
      'Proxy',
      'Name (DNS)',
      'Connection',
      'Certificate (TLS)',
      'Connection of the editor',
      'Gateway',
      'API token',
      'Scopes',
    ]);
    assert.deepEqual(
      forge.prompts.messages.map((message) => message.text),
      ['Everything works.'],
    );
  });

  it('is tested signed out too', async () => {
    const text = await reportAbout(forge.sandbox.url);
    assert.match(text, /Nobody is signed in to it/);
    assert.match(text, /– API token Not tried, because nobody is signed in/);
  });

  it('is tested with a certificate that is not trusted: the report says whose, and what to do', async () => {
    process.env.NODE_EXTRA_CA_CERTS = join(folder, 'missing.pem');
    const port = await networks.tls(
      authority.issue({ name: 'localhost', hosts: ['localhost'] }),
      Number(new URL(forge.sandbox.url).port),
    );
    const url = `https://localhost:${port}/graphql`;
    await setGateway(url);
    const text = await reportAbout(url);
    for (const part of [
      'Not everything works. Failed: Certificate (TLS).',
      'FAILED Certificate (TLS)',
      'issued by Corporate CA',
      'NODE_EXTRA_CA_CERTS',
      'missing.pem',
      'Not tried, because an earlier step failed.',
    ]) {
      assert.ok(text.includes(part), `"${part}" is not in:\n${text}`);
    }
    assert.equal(forge.prompts.messages[0]?.options.severity, 'warning');
  });

  it('is offered to be tested by a message about an error of the connection', async () => {
    const port = await networks.tls(
      authority.issue({ name: 'localhost', hosts: ['localhost'] }),
      Number(new URL(forge.sandbox.url).port),
    );
    const proxy = await networks.proxy({ authorization });
    const troubles: [gateway: string, proxy: string | undefined, failed: string][] = [
      ['http://127.0.0.1:1/graphql', undefined, 'Connection'],
      [`https://localhost:${port}/graphql`, undefined, 'Certificate (TLS)'],
      [gatewayUrl, proxy.url, 'Proxy'],
    ];
    const { email, token } = forge.sandbox.accounts.main;
    Object.assign(process.env, { FORGE_EMAIL: email, FORGE_API_TOKEN: token });
    await forge.restart();
    for (const [gateway, through, failed] of troubles) {
      forge.prompts.reset();
      await set('proxy', through);
      await setGateway(gateway);
      forge.prompts.answerPick(`Use ${email}`);
      forge.prompts.answerMessage('Test Connection');
      await vscode.commands.executeCommand('forgeConsole.account.signIn');
      assert.deepEqual(
        forge.prompts.messages[0]?.actions,
        ['Enter Another Token', 'Test Connection', 'Show Details'],
        gateway,
      );
      const text = await shownReport(gateway);
      assert.ok(text.includes(`Not everything works. Failed: ${failed}.`), text);
    }
    // What has another reason is no matter of the connection.
    forge.prompts.reset();
    await set('proxy', undefined);
    await setGateway(forge.sandbox.url);
    process.env.FORGE_API_TOKEN = 'another';
    await forge.restart();
    forge.prompts.answerPick(`Use ${email}`);
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.account.signIn');
    assert.deepEqual(forge.prompts.messages[0]?.actions, ['Enter Another Token', 'Show Details']);
  });

  it('is not tested any further once that is cancelled: nothing is shown', async () => {
    const proxy = await networks.proxy({ instead: () => forge.prompts.cancelProgress() });
    await set('proxy', proxy.url);
    await setGateway(gatewayUrl);
    await vscode.commands.executeCommand('forgeConsole.connection.test');
    assert.equal(vscode.window.activeTextEditor, undefined);
    assert.deepEqual(forge.prompts.messages, []);
  });

  it('is not tested with a gateway that is none: the setting is offered', async () => {
    await setGateway('http://gateway.test/graphql');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.connection.test');
    assert.match(forge.prompts.messages[0]?.text ?? '', /^Couldn’t test the connection: a setting is wrong/);
    assert.deepEqual(forge.prompts.messages[0]?.actions, ['Open Setting', 'Show Details']);
  });
});
