import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/register-commands.ts';
import { useConsole } from '../support/editor/console.ts';

interface Contributions {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly authentication: readonly { readonly id: string }[];
  readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
}

describe('package.json', () => {
  const forge = useConsole();
  let text: string;
  let contributes: Contributions;
  let words: Record<string, string>;

  before(async () => {
    const { extensionUri } = forge.extension.context;
    const read = async (name: string) =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, name)));
    text = await read('package.json');
    ({ contributes } = JSON.parse(text) as { contributes: Contributions });
    words = JSON.parse(await read('package.nls.json')) as Record<string, string>;
  });

  const registered = async () =>
    (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('forgeConsole.')).sort();
  const declared = () => contributes.commands.map(({ command }) => command).sort();
  /** Commands that VS Code makes for the view and its container. */
  const ofTheView = (id: string) =>
    id.startsWith('forgeConsole.apps.') || id === 'forgeConsole.resetViewContainerLocation';

  it('declares the commands that are registered, and no other', async () => {
    assert.deepEqual(
      (await registered()).filter((id) => !ofTheView(id)),
      declared(),
    );
    assert.deepEqual([...commandIds].sort(), declared());
  });

  it('declares commands that are there only while the product runs', async () => {
    forge.extension.stop();
    assert.deepEqual(
      (await registered()).filter((id) => !ofTheView(id)),
      [],
    );
    forge.extension.start();
    await forge.services.tree.getChildren();
  });

  it('has menus of declared commands', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command } of items) assert.ok(declared().includes(command), `${command} in ${menu}`);
    }
  });

  it('has menus for rows that there are, and conditions on keys that are set', () => {
    const kinds = [
      'account',
      'app',
      'app.inWorkspace',
      'environments',
      'environment',
      'permissions',
      'installations',
      'contributors',
      'failed',
      'failed.connection',
      'failed.signedOut',
    ];
    for (const { command, when = '' } of contributes.menus['view/item/context'] ?? []) {
      const [, equal, pattern] = /viewItem (?:== (\S+)|=~ \/(.+)\/)/.exec(when) ?? [];
      const fitting =
        equal === undefined
          ? kinds.filter((kind) => new RegExp(pattern ?? '$.').test(kind))
          : kinds.filter((kind) => kind === equal);
      assert.ok(fitting.length > 0, `${command}: ${when}`);
    }
    const keys = new Set(
      [...text.matchAll(/forgeConsole\.(filtered|limited|manifests|welcome)\b/g)].map(([key]) => key),
    );
    assert.deepEqual([...keys].sort(), [
      'forgeConsole.filtered',
      'forgeConsole.limited',
      'forgeConsole.manifests',
      'forgeConsole.welcome',
    ]);
    const welcomes = contributes.viewsWelcome.map(({ when }) => when);
    assert.deepEqual(
      welcomes.sort(),
      ['noApps', 'offline', 'signedOut'].map((state) => `forgeConsole.welcome == ${state}`),
    );
  });

  it('offers in the palette only what works without a row', () => {
    const hidden = (contributes.menus.commandPalette ?? [])
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(hidden.sort(), [
      'forgeConsole.editFilter',
      'forgeConsole.refreshRow',
      'forgeConsole.retry',
      'forgeConsole.showMoreApps',
    ]);
  });

  it('has a text for each %key%, and a use for each text', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
    for (const [key, word] of Object.entries(words)) assert.ok(word.trim().length > 0, key);
    for (const { command, title } of contributes.commands) assert.match(title, /^%.+%$/, command);
  });

  it('has welcomes whose buttons run declared commands', () => {
    for (const { view, contents } of contributes.viewsWelcome) {
      assert.equal(view, contributes.views.forgeConsole?.[0]?.id);
      const buttons = [...(words[contents.replaceAll('%', '')] ?? '').matchAll(/\]\(command:([^)]+)\)/g)].map(
        ([, command]) => command ?? '',
      );
      assert.ok(buttons.length > 0, contents);
      for (const command of buttons) assert.ok(declared().includes(command), `${command} in ${contents}`);
    }
  });

  it('declares the settings that are read, and the provider that is registered', async () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties), [
      'forgeConsole.gatewayUrl',
      'forgeConsole.pageSize',
      ...['scanCode', 'hover', 'completion', 'diagnostics', 'severities', 'codeLens'].map(
        (name) => `forgeConsole.manifest.${name}`,
      ),
      ...['folder', 'fileName', 'formulaSafe', 'byteOrderMark', 'extraColumns', 'reminderDays', 'archiveAtStart'].map(
        (name) => `forgeConsole.auditLogs.${name}`,
      ),
    ]);
    assert.deepEqual(
      contributes.authentication.map(({ id }) => id),
      ['forge-console'],
    );
    await forge.signIn('main');
    assert.equal((await vscode.authentication.getAccounts('forge-console')).length, 1);
  });
});
