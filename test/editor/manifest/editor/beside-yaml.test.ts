import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type OpenManifest, readableHover, useManifests } from '../../../support/editor/manifest-editing.ts';
import { until } from '../../../support/editor/until.ts';

const manifest = `app:\n  id: ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}\n  runtime:\n    name: nodejs22.x\npermissions:\n  scopes:\n    - read:jira-work\n    - storage:app\n    - nonsense\n`;
const withTab = `${manifest}\tx: 1\n`;
const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

describe('a manifest beside the YAML extension by Red Hat', () => {
  useConsole();
  const changed: vscode.TextDocument[] = [];
  // VS Code remembers the language of a document as long as it keeps that.
  afterEach(async () => {
    for (const document of changed.splice(0)) await vscode.languages.setTextDocumentLanguage(document, 'yaml');
  });
  const open = useManifests();
  let beside: { stop(): void } | undefined;

  /** Opens a manifest that VS Code takes for this language. */
  async function opened(text: string, language = 'yaml'): Promise<OpenManifest> {
    const one = await open(text, 'without-code');
    assert.equal(one.document.languageId, 'yaml', 'nobody changed the language');
    if (language !== 'yaml') changed.push(await vscode.languages.setTextDocumentLanguage(one.document, language));
    return one;
  }
  const told = ({ document }: OpenManifest) =>
    vscode.languages
      .getDiagnostics(document.uri)
      .map(({ source, code }) => `${source} ${typeof code === 'string' ? code : ''}`.trim())
      .sort();
  const toldBecomes = (one: OpenManifest, ...expected: readonly string[]) =>
    until(
      `${expected.join()} is told`,
      () => {
        assert.deepEqual(told(one), expected);
        return true;
      },
      vscode.languages.onDidChangeDiagnostics,
    );

  before(async () => {
    const extension = vscode.extensions.getExtension<{ stop(): void }>('redhat.vscode-yaml');
    beside = await extension?.activate();
    assert.ok(beside, 'the stand-in is not there');
  });
  after(() => beside?.stop());

  it('has the hovers of both', async () => {
    const { at, hover } = await opened(manifest);
    const parts = readableHover(await hover(at('read:jira-work')));
    assert.match(parts, /View projects, issues and the data that goes with them/);
    assert.match(parts, /YAML: read/);
  });

  it('is offered each scope once, beside what the other offers', async () => {
    const { at, document } = await opened(manifest);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at('nonsense'),
    );
    const labels = items.map(labelOf);
    assert.ok(labels.includes('yamlKey'));
    assert.ok(labels.filter((label) => label.includes(':')).length > 400);
    assert.deepEqual(
      labels.filter((label, index) => labels.indexOf(label) !== index),
      [],
    );
  });

  it('is formatted by the other, and read as it is then', async () => {
    const one = await opened(manifest.replaceAll('\n', '   \n'));
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      one.document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(one.document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(one.document.getText(), manifest);
    assert.match(readableHover(await one.hover(one.at('storage:app'))), /`storage:app`/);
    await toldBecomes(one, 'Forge Console unknownScope');
  });

  it('is told once what is no YAML: by the other, unless that is switched off', async () => {
    const one = await opened(withTab);
    await toldBecomes(one, 'Forge Console unknownScope', 'YAML');
    const configuration = vscode.workspace.getConfiguration('yaml');
    await configuration.update('validate', false, vscode.ConfigurationTarget.Global);
    try {
      await toldBecomes(one, 'Forge Console unknownScope', 'Forge Console yaml');
    } finally {
      await configuration.update('validate', undefined, vscode.ConfigurationTarget.Global);
    }
    await toldBecomes(one, 'Forge Console unknownScope', 'YAML');
  });

  it('is left to the other for what a schema can say, where the text names one', async () => {
    const text = manifest.replace('nonsense', 'read:jira-user').replace('nodejs22.x', 'nodejs2.x');
    await toldBecomes(await opened(text), 'Forge Console wrongValue');
    const modeline = '# yaml-language-server: $schema=https://example.com/forge.json\n';
    const one = await opened(`${modeline}${text.replace('storage:app', 'nonsense')}`);
    await toldBecomes(one, 'Forge Console unknownScope');
  });

  for (const language of ['dockercompose', 'plaintext']) {
    it(`is a manifest though VS Code takes it for ${language}`, async () => {
      const one = await opened(manifest, language);
      assert.equal(one.document.languageId, language);
      assert.match(readableHover(await one.hover(one.at('read:jira-work'))), /^\*\*View projects/);
      assert.ok((await one.complete(one.at('nonsense'))).length > 400);
      await toldBecomes(one, 'Forge Console unknownScope');
      await one.lensesBecome('its scopes are counted', (lenses) => lenses.includes('permissions: 3 scopes'));
      assert.ok((await one.actions(one.at('nonsense'))).some(({ title }) => title === 'Remove nonsense'));
    });
  }

  it('is told what is no YAML in a language of which the other knows nothing', async () => {
    await toldBecomes(await opened(withTab, 'plaintext'), 'Forge Console unknownScope', 'Forge Console yaml');
  });
});
