import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { settledRows, type Row } from '../../support/editor/tree-rows.ts';

describe('Uninstall…', function () {
  this.timeout(40_000);
  const forge = useConsole();
  let before: { readonly installations: readonly unknown[] };
  const details = (uuid: string = sampleAppIds.decisionRegister) =>
    forge.sandbox.world.apps.get(uuid)?.details() ?? assert.fail('no such app');
  beforeEach(() => (before = { installations: details().installations }));
  afterEach(() => void Object.assign(details(), before));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  const sent = () => forge.sandbox.requests.filter(({ operation }) => operation === 'UninstallApp').length;
  const run = (argument?: unknown) => vscode.commands.executeCommand('forgeConsole.app.uninstall', argument);
  const real = () => details().installations.filter(({ context }) => !context.includes(':identity:'));

  async function installationRow(site: string): Promise<Row> {
    const app = (await settledRows(forge.services.tree)).find(({ label }) => label === 'Decision Register');
    const parts = await settledRows(forge.services.tree, 2, app?.node);
    return (
      parts.flatMap(({ children }) => children).find(({ label }) => label === site) ?? assert.fail(`no row ${site}`)
    );
  }

  it('removes one installation of development after a modal question that says the consequence', async () => {
    await forge.signIn('main');
    const row = await installationRow('mara-dev.atlassian.net');
    const requests = sent();
    forge.prompts.giveUp();
    await run(row.node);
    assert.equal(sent(), requests);
    forge.prompts.answerMessage('Uninstall');
    await run(row.node);
    assert.equal(sent(), requests + 2, 'Confluence, then Jira');
    assert.equal(real().length, 3);
    const question = forge.prompts.messages.at(-2);
    assert.equal(question?.options.modal, true);
    assert.match(question.options.detail ?? '', /soft-deleted.*within 21 days/);
    assert.equal(forge.prompts.messages.at(-1)?.text, 'Decision Register was uninstalled from mara-dev.atlassian.net.');
    const app = (await settledRows(forge.services.tree)).find(({ label }) => label === 'Decision Register');
    const parts = await settledRows(forge.services.tree, 2, app?.node);
    assert.ok(!parts.flatMap(({ children }) => children).some(({ label }) => label === 'mara-dev.atlassian.net'));
  });

  it('asks for the app’s name where production is among them', async () => {
    await forge.signIn('main');
    const row = await installationRow('vasastan-dental.atlassian.net');
    const requests = sent();
    forge.prompts.answerInput('decision register');
    forge.prompts.giveUp();
    await run(row.node);
    assert.equal(sent(), requests);
    assert.equal(real().length, 4);
    forge.prompts.answerInput('Decision Register');
    await run(row.node);
    assert.equal(real().length, 3);
  });

  it('removes all, and its report can be saved as CSV', async () => {
    await forge.signIn('main');
    const app = (await settledRows(forge.services.tree)).find(({ label }) => label === 'Decision Register');
    const folder = await mkdtemp(join(tmpdir(), 'uninstalled-'));
    forge.prompts.answerPick('All');
    forge.prompts.answerPick('Continue with the rest');
    forge.prompts.answerInput('Decision Register');
    forge.prompts.answerMessage('Save as CSV…');
    forge.prompts.answerSaveAs(vscode.Uri.file(join(folder, 'report.csv')));
    await run(app?.node);
    assert.deepEqual(details().installations, []);
    assert.equal(forge.prompts.messages.at(-1)?.text, 'Decision Register: 4 uninstalled, 0 failed, 0 not started.');
    const lines = (await readFile(join(folder, 'report.csv'), 'utf8')).trim().split('\r\n');
    await rm(folder, { recursive: true });
    assert.equal(lines.length, 5);
    assert.match(
      lines[3] ?? '',
      /^polaris-robotics\.atlassian\.net,"Jira, Confluence, Compass",production,.*,Uninstalled,Decision Register was uninstalled from polaris-robotics\.atlassian\.net\.$/,
    );
    assert.ok(forge.prompts.reports.includes('2 of 4: northlight.atlassian.net'), forge.prompts.reports.join());
  });

  it('offers to save the audit logs first, and says how long they are available', async () => {
    await forge.signIn('main');
    const app = (await settledRows(forge.services.tree)).find(({ label }) => label === 'Customer Notes Vault');
    const requests = sent();
    forge.prompts.answerPick('All');
    forge.prompts.answerPick('Continue with the rest');
    forge.prompts.giveUp();
    await run(app?.node);
    const question = forge.prompts.messages.at(-1);
    assert.deepEqual(question?.actions, ['Save Audit Logs…', 'Continue Without Saving']);
    assert.match(question.options.detail ?? '', /available for 30 days after the app is uninstalled from it/);
    assert.equal(sent(), requests);
  });

  it('leads from what stands in the way of deleting an app to its being gone', async () => {
    await forge.signIn('main');
    const app = (await settledRows(forge.services.tree)).find(({ label }) => label === 'Approval Buttons');
    forge.prompts.choose('Uninstall from All Sites…');
    forge.prompts.answerPick('Continue with the rest');
    forge.prompts.answerInput('Approval Buttons');
    forge.prompts.answerMessage('Delete App…');
    forge.prompts.choose('Delete App…');
    forge.prompts.answerInput('Approval Buttons');
    await vscode.commands.executeCommand('forgeConsole.app.delete', app?.node);
    assert.equal(forge.sandbox.world.apps.has(sampleAppIds.approvalButtons), false);
    assert.equal(forge.prompts.messages.at(-1)?.text, 'Approval Buttons was deleted.');
  });
});
