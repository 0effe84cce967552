import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appPanelType, commands, type ContextKeys, settingKeys, views } from '../../src/contributions.ts';
import { useConsole } from '../support/editor/console.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Contributions {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly icon?: string }[];
  readonly submenus: readonly { readonly id: string; readonly label: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac: string }[];
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly authentication: readonly { readonly id: string }[];
  readonly configuration: readonly {
    readonly title: string;
    readonly properties: Readonly<Record<string, { readonly order: number }>>;
  }[];
}

/** Commands that VS Code makes for a view and its container. */
const ofViews = new Set([
  ...Object.values(views).flatMap((view) =>
    ['open', 'focus', 'resetViewLocation', 'toggleVisibility', 'removeView'].map((name) => `${view}.${name}`),
  ),
  'forgeConsole.resetViewContainerLocation',
]);

const contextKeys: Readonly<Record<keyof ContextKeys, true>> = {
  'forgeConsole.signedIn': true,
  'forgeConsole.filtered': true,
  'forgeConsole.welcome': true,
  'forgeConsole.rateLimited': true,
  'forgeConsole.manifests': true,
};

describe('package.json', () => {
  const forge = useConsole();
  let manifest: Record<string, unknown>;
  let text: string;
  let contributes: Contributions;
  let words: Record<string, string>;

  before(async () => {
    const { extensionUri } = forge.extension.context;
    const read = async (name: string) =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, name)));
    text = await read('package.json');
    manifest = JSON.parse(text) as Record<string, unknown>;
    contributes = manifest.contributes as Contributions;
    words = JSON.parse(await read('package.nls.json')) as Record<string, string>;
  });

  const registered = async () =>
    (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('forgeConsole.') && !ofViews.has(id)).sort();
  const declared = () => contributes.commands.map(({ command }) => command).sort();
  const whens = () => [
    ...Object.values(contributes.menus).flatMap((items) => items.map(({ when = '' }) => when)),
    ...contributes.viewsWelcome.map(({ when }) => when),
  ];

  it('declares the commands that are registered, and no other', async () => {
    assert.deepEqual(await registered(), declared());
    assert.deepEqual(Object.keys(commands).sort(), declared());
  });

  it('has no command that VS Code makes itself for a view', () => {
    assert.deepEqual(
      declared().filter((id) => ofViews.has(id)),
      [],
    );
  });

  it('has commands whose ids say what they are about and what they do', () => {
    for (const id of declared()) assert.match(id, /^forgeConsole\.[a-z]\w*\.[a-z]\w*$/);
  });

  it('declares commands that are there only while the product runs', async () => {
    forge.extension.stop();
    assert.deepEqual(await registered(), []);
    forge.extension.start();
    await forge.services.tree.getChildren();
  });

  it('has menus and keys of declared commands, and submenus that are used', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    const items = Object.values(contributes.menus).flat();
    for (const { command, submenu } of items) {
      if (command !== undefined) assert.ok(declared().includes(command), command);
      else assert.ok(submenu !== undefined && submenus.includes(submenu), submenu);
    }
    for (const { command } of contributes.keybindings) assert.ok(declared().includes(command), command);
    for (const id of submenus) {
      assert.ok(items.some(({ submenu }) => submenu === id) && (contributes.menus[id] ?? []).length > 0, id);
    }
  });

  it('binds no key that VS Code uses, but Delete in its own view', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const bound = [...text.matchAll(/"key": "([^"]+)",\s*"command": "([^"]+)"/g)];
    assert.ok(bound.length > 500, 'VS Code tells its keys');
    for (const { key } of contributes.keybindings.filter((binding) => binding.key !== 'delete')) {
      const others = bound.filter(([, other, command]) => other === key && !command?.startsWith('forgeConsole.'));
      assert.deepEqual(
        others.map(([, , command]) => command),
        [],
        key,
      );
    }
  });

  it('has menus in an order without ties', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      if (menu === 'commandPalette') continue;
      const isEither = (a: string, b: string) => a.includes(`!${b}`) || b.includes(`!${a}`);
      for (const [index, one] of items.entries()) {
        assert.match(one.group ?? '', /@\d+$/, `${menu}: ${one.command ?? one.submenu ?? ''}`);
        for (const other of items.slice(index + 1)) {
          const tie = one.group === other.group;
          // Of two that are never shown together, each may have the place.
          const apart =
            isEither(one.when ?? '', 'forgeConsole.filtered') !== isEither(other.when ?? '', 'forgeConsole.filtered') ||
            kindsOf(one.when).every((kind) => !kindsOf(other.when).includes(kind));
          assert.ok(!tie || apart, `${menu}: ${one.command ?? ''} and ${other.command ?? ''}`);
        }
      }
    }
  });

  it('has menus for rows that there are, and conditions on keys that are set', () => {
    for (const { command, submenu, when } of contributes.menus['view/item/context'] ?? []) {
      assert.ok(kindsOf(when).length > 0, `${command ?? submenu ?? ''}: ${when ?? ''}`);
    }
    const used = new Set(whens().flatMap((when) => when.match(/forgeConsole\.\w+(?![\w.])/g) ?? []));
    const known = [...Object.keys(contextKeys), ...Object.values(views), appPanelType];
    assert.deepEqual(
      [...used].filter((key) => !known.includes(key)),
      [],
    );
    assert.deepEqual(
      Object.keys(contextKeys).filter((key) => !used.has(key)),
      [],
    );
    assert.deepEqual(
      contributes.viewsWelcome.map(({ when }) => when).sort(),
      ['noApps', 'offline', 'signedOut'].map((state) => `forgeConsole.welcome == ${state}`),
    );
  });

  it('offers in the palette only what works without a row', () => {
    const hidden = (contributes.menus.commandPalette ?? [])
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(hidden.sort(), [
      'forgeConsole.apps.changeFilter',
      'forgeConsole.apps.showMore',
      'forgeConsole.logs.showFunction',
      'forgeConsole.row.refresh',
      'forgeConsole.row.retry',
      'forgeConsole.site.mark',
      'forgeConsole.site.unmark',
      'forgeConsole.text.copy',
      'forgeConsole.webTriggers.showOne',
      'forgeConsole.workspace.manageTrust',
    ]);
  });

  it('has a text for each %key%, and a use for each text', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
    for (const [key, word] of Object.entries(words)) assert.ok(word.trim().length > 0, key);
    for (const { command, title } of contributes.commands) {
      assert.equal(title, `%${command.replace('forgeConsole', 'command')}%`);
    }
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

  it('declares the settings that are read in titled sections, in the order of the file', () => {
    const keys = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
    assert.deepEqual(keys, [...settingKeys]);
    for (const { title, properties } of contributes.configuration) {
      assert.match(title, /^%settings\.\w+%$/);
      assert.deepEqual(
        Object.values(properties).map(({ order }) => order),
        Object.keys(properties).map((_, index) => index + 1),
      );
    }
  });

  it('declares the provider that is registered', async () => {
    assert.deepEqual(
      contributes.authentication.map(({ id }) => id),
      ['forge-console'],
    );
    await forge.signIn('main');
    assert.equal((await vscode.authentication.getAccounts('forge-console')).length, 1);
  });

  it('searches no workspace through to be activated', () => {
    for (const event of manifest.activationEvents as string[]) assert.ok(!event.includes('*'), event);
  });

  it('lacks for publishing what only its publisher can know', () => {
    const missing = ['repository', 'bugs', 'homepage'].filter((key) => !(key in manifest));
    assert.deepEqual(missing, ['repository', 'bugs', 'homepage']);
  });
});

/** The kinds of rows that a condition lets through. */
function kindsOf(when = ''): string[] {
  const kinds = [
    'account',
    'app',
    'app.inWorkspace',
    'app.inWorkspace.notForge',
    'app.notOwner.notAdmin',
    'environments',
    'environment',
    'environment.inWorkspace',
    'environment.inWorkspace.default',
    'environment.inWorkspace.tunnel',
    'environment.custom',
    'environment.custom.inWorkspace',
    'variables',
    'variablePlace',
    'variable',
    'permissions',
    'installations',
    'installation',
    'installation.mine',
    'contributors',
    'failed',
    'failed.connection',
    'failed.signedOut',
  ];
  const [, equal, pattern] = /viewItem (?:== (\S+)|=~ \/(.+?)\/(?: |$))/.exec(when) ?? [];
  if (equal !== undefined) return kinds.filter((kind) => kind === equal);
  return pattern === undefined ? kinds : kinds.filter((kind) => new RegExp(pattern).test(kind));
}
