import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import type { Running } from '../../../src/start.ts';
import { assertNoCanaryBesideAuthorization, assertNoCanaryIn, assertNoCanaryUnder } from '../canary.ts';
import type { TestExtension } from './scripted-extension.ts';
import type { ScriptedPrompts } from './scripted-prompts.ts';

/** What is asked again and again without anybody's doing. */
const inBackground: readonly string[] = ['ScopeFacts', 'DeploymentList', 'DeploymentProgress'];

/** The product in the editor, with its own sandbox gateway. */
export interface ConsoleUnderTest {
  readonly extension: TestExtension;
  readonly services: Running;
  readonly prompts: ScriptedPrompts;
  readonly sandbox: Sandbox;
  /** Signs in to its own sandbox, or another gateway, with the command as a user would; returns the account's key. */
  signIn(who: 'main' | 'alias' | 'empty', gateway?: Sandbox): Promise<string>;
  /**
   * Returns the operations requested since the given number of requests, except those in the background: for facts about
   * scopes whenever a manifest is open, and about deployments whenever the workspace has a manifest of an app.
   */
  askedSince(requests: number): string[];
  /** Stops the product and starts it again, as closing and reopening the window does. */
  restart(between?: () => unknown): Promise<void>;
}

/**
 * Starts a sandbox for the tests of a file, and a fresh product for each test: nobody signed in, nothing on disk or in
 * storage, no manifest in the workspace, no credentials in the environment.
 */
export function useConsole(options: SandboxOptions = {}): ConsoleUnderTest {
  let extension: TestExtension | undefined;
  let sandbox: Sandbox | undefined;
  const ready = <T>(part: T | undefined): T => part ?? assert.fail('Only tests and hooks can use the console');

  before(async () => {
    const found = vscode.extensions.getExtension<TestExtension>('forge-console.forge-console');
    assert.ok(found, 'the extension is not there');
    extension = await found.activate();
    sandbox = await startSandbox({ recordsRequests: true, answersAnyHost: true, ...options });
  });
  beforeEach(async () => {
    const { context, prompts } = ready(extension);
    const { faults, url } = ready(sandbox);
    ready(extension).stop();
    prompts.reset();
    faults.clear();
    delete process.env.FORGE_EMAIL;
    delete process.env.FORGE_API_TOKEN;
    for (const name of await context.secrets.keys()) await context.secrets.delete(name);
    for (const memento of [context.globalState, context.workspaceState])
      for (const key of memento.keys()) await memento.update(key, undefined);
    // A list that was being written when the product was stopped may still be saved.
    await rm(join(context.globalStorageUri.fsPath), { recursive: true, force: true, maxRetries: 5 });
    for (const manifest of await vscode.workspace.findFiles('**/manifest.yml'))
      await vscode.workspace.fs.delete(manifest);
    await setGateway(url);
    ready(extension).start();
    await ready(extension).services.tree.getChildren();
  });
  afterEach(() => ready(extension).prompts.verify());
  afterEach('no token is anywhere but where it belongs', async () => {
    const { context, prompts, services } = ready(extension);
    // What users type may contain a token; what they are shown and what is stored may not.
    assertNoCanaryIn('what is asked and said', [
      prompts.asked.map((question) => (question.kind === 'input' ? [question.options, question.objections] : question)),
      prompts.opened,
      prompts.reports,
    ]);
    assertNoCanaryIn(
      'the state',
      [context.globalState, context.workspaceState].map((memento) => memento.keys().map((key) => memento.get(key))),
    );
    assertNoCanaryIn('the settings', JSON.stringify(vscode.workspace.getConfiguration()));
    assertNoCanaryIn(
      'the accounts',
      services.data.list.map(({ account }) => account),
    );
    assertNoCanaryIn(
      'the documents',
      vscode.workspace.textDocuments.map((document) => document.getText()),
    );
    ready(sandbox).requests.forEach(assertNoCanaryBesideAuthorization);
    await assertNoCanaryUnder(
      context.globalStorageUri.fsPath,
      context.logUri.fsPath,
      ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    );
  });
  after(async () => {
    const closing = sandbox;
    // Mocha keeps this function until all files ran, and a sandbox holds some ten megabytes of world and requests.
    sandbox = undefined;
    await closing?.close();
  });

  return {
    get extension() {
      return ready(extension);
    },
    get services() {
      return ready(extension).services;
    },
    get prompts() {
      return ready(extension).prompts;
    },
    get sandbox() {
      return ready(sandbox);
    },
    async signIn(who, { accounts } = ready(sandbox)) {
      const { prompts, services } = ready(extension);
      prompts.answerInput(accounts[who].email);
      prompts.answerInput(accounts[who].token);
      await vscode.commands.executeCommand('forgeConsole.account.signIn');
      const account = services.data.list.find((data) => data.account.id === accounts[who].accountId);
      return account?.account.key ?? assert.fail(`${who} is not signed in`);
    },
    askedSince: (requests) =>
      ready(sandbox)
        .requests.slice(requests)
        .map(({ operation }) => operation)
        .filter((operation) => !inBackground.includes(operation)),
    async restart(between) {
      ready(extension).stop();
      await between?.();
      ready(extension).start();
      await ready(extension).services.tree.getChildren();
    },
  };
}

/** Writes the gateway to the user's settings; undefined removes it. */
export async function setGateway(url: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('forgeConsole');
  if (configuration.inspect('gatewayUrl')?.globalValue === url) return;
  await configuration.update('gatewayUrl', url, vscode.ConfigurationTarget.Global);
  assert.equal(vscode.workspace.getConfiguration('forgeConsole').inspect('gatewayUrl')?.globalValue, url);
}
