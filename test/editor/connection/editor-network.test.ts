import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { editorNetworkFolder, editorNetworkHost } from '../../support/host/editor-network.ts';
import { reportAbout } from '../../support/editor/connection-reports.ts';
import { setGateway, useConsole } from '../../support/editor/console.ts';
import { settledRows } from '../../support/editor/tree-rows.ts';
import { useNetworks } from '../../support/test-network.ts';

describe('a proxy and certificates that only VS Code knows', () => {
  const forge = useConsole();
  const networks = useNetworks();
  const folder = process.env[editorNetworkFolder] ?? '';

  before(function () {
    // A launch configuration starts VS Code without this network.
    if (folder === '') this.skip();
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  /** The sandbox behind TLS, with a certificate that only VS Code trusts and a name that only its proxy knows. */
  async function office(): Promise<string> {
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    const certificate = { cert: await read('gateway.pem'), key: await read('gateway.key') };
    const port = await networks.tls(certificate, Number(new URL(forge.sandbox.url).port));
    return `https://${editorNetworkHost}:${port}/graphql`;
  }

  it('lead to the gateway', async () => {
    await setGateway(await office());
    await forge.signIn('main');
    assert.equal((await settledRows(forge.services.tree)).length, 16);
  });

  it('are tested beside our own way; the report says which works, and from which computer', async () => {
    const gateway = await office();
    await setGateway(gateway);
    await forge.signIn('main');
    const text = await reportAbout(gateway);
    for (const part of [
      'Everything works, but only by the connection of the editor. A connection of our own fails: Name (DNS).',
      `Tested from ${hostname()}`,
      'FAILED Name (DNS)',
      'OK Connection of the editor',
      'it answers HTTP 401 without a token, as it should',
      'OK API token',
    ])
      assert.ok(text.includes(part), `"${part}" is not in:\n${text}`);
    assert.equal(forge.prompts.messages.at(-1)?.options.severity, 'info');
  });

  it('are not trusted for another server', async () => {
    const gateway = await office();
    const asked = forge.sandbox.requests.length;
    const another = gateway.replace(editorNetworkHost, 'another.test');
    await setGateway(another);
    assert.match(await reportAbout(another), /FAILED Connection of the editor/);
    assert.equal(forge.sandbox.requests.length, asked);
  });
});
