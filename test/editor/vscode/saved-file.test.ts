import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { tellSavedFile } from '../../../src/vscode/saved-file.ts';
import { useConsole } from '../../support/editor/console.ts';

describe('a file that was saved', () => {
  const forge = useConsole();

  async function actionsFor(uri: vscode.Uri, isOneOfSeveral: boolean): Promise<readonly string[] | undefined> {
    forge.prompts.giveUp();
    await tellSavedFile('Saved.', uri, forge.prompts, isOneOfSeveral);
    return forge.prompts.messages.at(-1)?.actions;
  }

  it('in the workspace can be revealed in the explorer', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? assert.fail('no workspace');
    const inside = vscode.Uri.joinPath(folder?.uri ?? assert.fail(), 'saved.csv');
    assert.deepEqual(await actionsFor(inside, false), ['Open', 'Reveal', 'Copy Path']);
    assert.deepEqual(await actionsFor(inside, true), ['Reveal']);
  });

  it('elsewhere can be revealed only by the file manager of the computer in front, which no browser has', async () => {
    const outside = vscode.Uri.file(join(tmpdir(), 'saved.csv'));
    const reveal = vscode.env.uiKind === vscode.UIKind.Desktop ? ['Reveal'] : [];
    assert.deepEqual(await actionsFor(outside, false), ['Open', ...reveal, 'Copy Path']);
    assert.deepEqual(await actionsFor(outside, true), reveal.length > 0 ? ['Reveal'] : ['Copy Path']);
  });
});
