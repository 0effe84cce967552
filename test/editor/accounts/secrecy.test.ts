import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useConsole } from '../../support/editor/console.ts';
import { filesUnder } from '../../support/editor/full-disk.ts';
import { type Row, rowAt, rowsUnder, settledRows, tooltipOf } from '../../support/editor/tree-rows.ts';

describe('the API token', () => {
  const forge = useConsole();

  it('is in no file, no setting, no row and no message, also where the gateway echoes it', async () => {
    const { email, token } = forge.sandbox.accounts.main;
    const basic = Buffer.from(`${email}:${token}`).toString('base64');
    const { context } = forge.extension;
    const assertAbsent = (where: string, text: string) => {
      for (const secret of [token, basic]) assert.ok(!text.includes(secret), `the token is in ${where}`);
    };

    await forge.signIn('main');
    await forge.services.data.list[0]?.start();
    await settledRows(forge.services.tree, 4, (await rowAt(forge.services.tree, 'Release Notes Composer')).node);
    const echo = `no access for ${token} (Basic ${basic})`;
    forge.sandbox.faults.set('EnvironmentList', { kind: 'errors', errors: [{ message: echo }] });
    for (const operation of ['ContributorActivity', 'ContributorList'])
      forge.sandbox.faults.set(operation, {
        kind: 'status',
        status: 400,
        body: JSON.stringify({ errors: [{ message: echo }] }),
      });
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    const environments = await rowsUnder(forge.services.tree, 'Release Notes Composer', 'Environments');
    assert.equal(environments[0]?.item.contextValue, 'failed', 'the echo did not come');

    const rows = await settledRows(forge.services.tree, 4);
    const texts: string[] = [];
    const visit = async (row: Row): Promise<void> => {
      const tooltip = row.node.tooltip ? (await tooltipOf(forge.services.tree, row)).value : '';
      texts.push(
        JSON.stringify([
          row.node.id,
          row.label,
          row.description,
          row.item.accessibilityInformation,
          row.item.contextValue,
          tooltip,
        ]),
      );
      for (const child of row.children) await visit(child);
    };
    for (const row of rows) await visit(row);
    assert.ok(
      texts.some((text) => text.includes('no access for')),
      'the row does not quote the gateway',
    );
    assertAbsent('a row', texts.join('\n'));
    assertAbsent('a message', JSON.stringify(forge.prompts.messages.map(({ text, options }) => [text, options])));
    assertAbsent('a setting', JSON.stringify(vscode.workspace.getConfiguration()));
    assertAbsent(
      'the remembered state',
      JSON.stringify(
        [context.globalState, context.workspaceState].flatMap((memento) =>
          memento.keys().map((key) => memento.get(key)),
        ),
      ),
    );

    // It is where it belongs.
    const kept = await Promise.all((await context.secrets.keys()).map((key) => context.secrets.get(key)));
    assert.ok(
      kept.some((secret) => secret?.includes(token)),
      'the token is not in the secret storage',
    );
    assert.ok(
      forge.sandbox.requests.some(({ headers }) => headers.authorization === `Basic ${basic}`),
      'the token was not sent',
    );

    const files = await filesUnder(context.globalStorageUri.fsPath);
    assert.ok(files.size > 0, 'nothing is stored at all');
    const logs = await filesUnder(context.logUri.fsPath);
    assert.ok(
      [...logs.values()].some((text) => /AppList: ok in \d+ ms/.test(text)),
      'the requests are not logged: there is nothing to search',
    );
    for (const [file, text] of [...files, ...logs]) assertAbsent(file, text);
  });
});
