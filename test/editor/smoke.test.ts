import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is found and can be activated', async () => {
    const extension = vscode.extensions.getExtension('forge-console.forge-console');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('sees the sample workspace', async () => {
    const manifests = await vscode.workspace.findFiles('**/manifest.yml');
    assert.ok(manifests.length >= 2, `${manifests.length} manifests`);
  });
});
