import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';

describe('Compare Versions…', () => {
  const forge = useConsole();
  const app = 'Release Notes Composer';
  const run = (argument?: unknown) => vscode.commands.executeCommand('forgeConsole.versions.compare', argument);
  const rowOf = async (...path: string[]) => (await rowAt(forge.services.tree, app, ...path)).node;
  const title = 'Release Notes Composer: production 3.5.0 and development 6.4.0';

  beforeEach(() => forge.signIn('main'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('shows area by area how a version of one environment differs from one of another', async () => {
    forge.prompts.answerPick('3.5.0');
    forge.prompts.answerPick('development');
    forge.prompts.answerPick('6.4.0');
    forge.prompts.giveUp();
    await run(await rowOf('Environments', 'production'));
    const [review] = forge.prompts.reviews;
    assert.equal(review?.title, title);
    assert.match(review.subjects[0]?.verdict ?? '', /^They differ in \d areas\.$/);
    assert.deepEqual(
      review.subjects.slice(1, 4).map(({ name, verdict }) => [name, verdict]),
      [
        ['Scopes', '2 added, 4 the same'],
        ['Egress', '2 added, 3 the same'],
        ['Content security', '1 added'],
      ],
    );
    assert.deepEqual(review.subjects[2]?.table, {
      caption: 'Egress',
      columns: ['Change', 'What', 'Before', 'After'],
      rows: [
        ['Added', 'configurable', '', 'enabled: true'],
        ['Added', 'fetch.client stats.example.com', '', 'category: analytics\ninScopeEUD: false'],
      ],
      tones: ['added', 'added'],
    });
  });

  it('leaves out the version that is chosen already, and says what of it was never deployed', async () => {
    forge.prompts.answerPick('production');
    forge.prompts.answerPick('4.3.0');
    forge.prompts.answerPick('production');
    forge.prompts.giveUp();
    await run(await rowOf());
    assert.deepEqual(
      forge.prompts.picks.map(({ items }) => items.map(({ label }) => label)),
      [
        ['production', 'staging', 'development', 'feature-sprint-view', 'mara-dev'],
        ['4.3.0', '3.5.0', '2.2.0'],
        ['production', 'staging', 'development', 'feature-sprint-view', 'mara-dev'],
        ['3.5.0', '2.2.0'],
      ],
    );
    assert.deepEqual(forge.prompts.reviews, []);
  });

  it('opens both as text in VS Code’s own diff, and compares them the other way round', async () => {
    forge.prompts.answerPick('3.5.0');
    forge.prompts.answerPick('development');
    forge.prompts.answerPick('6.4.0');
    forge.prompts.choose('Open as Text Diff');
    forge.prompts.choose('Swap');
    forge.prompts.giveUp();
    await run(await rowOf('Environments', 'production'));
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [before, after] = await Promise.all(
      [input.original, input.modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.match(before ?? '', /^scopes:\n {2}- read:jira-user\n {2}- read:jira-work\n/);
    assert.match(after ?? '', /^ {2}- configurable\n {6}enabled: true$/m);
    assert.equal(forge.prompts.reviews[1]?.title, 'Release Notes Composer: development 6.4.0 and production 3.5.0');
  });

  it('says why nothing can be compared where nothing was deployed, or the gateway does not answer', async () => {
    const none = (await rowAt(forge.services.tree, 'Standup Digest')).node;
    await run(none);
    assert.match(forge.prompts.messages.at(-1)?.text ?? '', /^Nothing of Standup Digest has been deployed yet/);
    forge.sandbox.faults.set('VersionHistory', { kind: 'status', status: 404 });
    const production = await rowOf('Environments', 'production');
    forge.prompts.giveUp();
    await run(production);
    assert.equal(forge.prompts.messages.at(-1)?.options.severity, 'error');
  });
});
