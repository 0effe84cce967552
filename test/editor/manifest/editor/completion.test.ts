import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type OpenManifest, useManifests } from '../../../support/editor/manifest-editing.ts';
import { until } from '../../../support/editor/until.ts';

const head = `app:\n  id: ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}\nmodules:\n  jira:issuePanel:\n    - key: p\npermissions:\n`;
const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

describe('completing scopes in a manifest', () => {
  const forge = useConsole();
  const open = useManifests();

  /** Accepts the offer of a scope, and gives the line that there is then. */
  async function accept(
    { document, complete }: OpenManifest,
    position: vscode.Position,
    scope: string,
  ): Promise<string> {
    const item = (await complete(position)).find((one) => labelOf(one) === scope);
    assert.ok(item, `${scope} is not offered`);
    const { range, insertText } = item;
    assert.ok(range && !(range instanceof vscode.Range) && typeof insertText === 'string');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range.replacing, insertText);
    assert.ok(await vscode.workspace.applyEdit(edit));
    return document.lineAt(position.line).text;
  }

  it('offers keys of modules where no scope can be, those first that are required', async () => {
    const { document, at } = await open(head.replace('key: p', 'key: p\n      r'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at('      r', 7),
    );
    const keys = list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Property);
    assert.deepEqual(
      keys.filter(({ label }) => typeof label === 'object' && label.description === 'required').map(labelOf),
      ['icon', 'title'],
    );
    assert.ok(keys.some((item) => labelOf(item) === 'resource' && item.insertText === 'resource: '));
  });

  const places: [string, string, number, string][] = [
    ['in an empty item', '    - read:jira-work\n    - \n', 6, '    - read:jira-user'],
    ['behind a dash', '    - read:jira-work\n    -\n', 5, '    - read:jira-user'],
    ['behind a colon', '    - read:jira-work\n    - read:\n', 11, '    - read:jira-user'],
    [
      'in the middle of another scope',
      '    - read:jira-work\n    - read:sprint:jira-software\n',
      11,
      '    - read:jira-user',
    ],
    ['in quotes', '    - read:jira-work\n    - "read:j"\n', 13, '    - "read:jira-user"'],
    ['in quotes that never end', '    - read:jira-work\n    - "read:j\n', 13, '    - "read:jira-user'],
    ['on an empty line', '    - read:jira-work\n    \n', 4, '    - read:jira-user'],
    ['in a map', '    read:jira-work: {}\n    rea\n', 7, '    read:jira-user: {}'],
    ['in a map behind a colon', '    read:jira-work: {}\n    read:\n', 9, '    read:jira-user'],
  ];
  for (const [title, scopes, character, expected] of places) {
    it(`replaces what is there ${title}`, async () => {
      const manifest = await open(`${head}  scopes:\n${scopes}`);
      assert.equal(await accept(manifest, new vscode.Position(8, character), 'read:jira-user'), expected);
    });
  }

  it('replaces what is there in brackets, with CRLF', async () => {
    const manifest = await open(`${head}  scopes: [read:jira-work, wr]\n`.replaceAll('\n', '\r\n'));
    assert.equal(
      await accept(manifest, new vscode.Position(6, 29), 'write:jira-work'),
      '  scopes: [read:jira-work, write:jira-work]',
    );
  });

  it('offers scopes with label and API, and none that is there', async () => {
    const { complete } = await open(`${head}  scopes:\n    - read:jira-work\n    - \n`);
    const items = await complete(new vscode.Position(8, 6));
    assert.ok(items.length > 400);
    assert.ok(!items.some((item) => labelOf(item) === 'read:jira-work'));
    const [first] = items.filter((item) => labelOf(item) === 'write:jira-work');
    assert.deepEqual(
      [first?.label, first?.detail],
      [{ label: 'write:jira-work', description: 'Jira · classic' }, 'Create and change issues, comments and worklogs'],
    );
    assert.ok(!items.some((item) => labelOf(item).includes('connect-')));
  });

  it('offers those of Jira before others in an app with Jira modules', async () => {
    const { complete } = await open(`${head}  scopes:\n    - \n`);
    const sorted = (await complete(new vscode.Position(7, 6)))
      .toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
      .map(labelOf);
    const place = (scope: string) => sorted.indexOf(scope);
    assert.ok(place('read:jira-user') < place('read:issue:jira'));
    assert.ok(place('read:issue:jira') < place('read:confluence-user'));
  });

  it('offers what the code needs and lacks first', async () => {
    const { document, complete } = await open(`${head}  scopes:\n    - \n`);
    const { appScans } = forge.services;
    await until('the code is read', () => appScans.of(document.uri)?.status === 'ready', appScans.onDidChange);
    const [first] = (await complete(new vscode.Position(7, 6))).toSorted((a, b) =>
      (a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1,
    );
    assert.equal(first && labelOf(first), 'manage:jira-project');
    assert.match(first?.detail ?? '', / \(needed by this app\)$/);
  });

  it('offers nothing elsewhere', async () => {
    const { complete, at } = await open(
      `${head}  scopes:\n    - read:jira-work # re\n  external:\n    images:\n      - \n`,
    );
    for (const position of [at('# re', 4), at('      - ', 8), at('permissions', 4)])
      assert.deepEqual(await complete(position), []);
  });

  it('is switched off by its setting, at once', async () => {
    const { complete } = await open(`${head}  scopes:\n    - \n`);
    const configuration = vscode.workspace.getConfiguration('forgeConsole.manifest');
    await configuration.update('completion', false, vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await complete(new vscode.Position(7, 6)), []);
    } finally {
      await configuration.update('completion', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.ok((await complete(new vscode.Position(7, 6))).length > 0);
  });
});
