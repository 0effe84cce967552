import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { windowPrompts } from '../../../src/vscode/prompts.ts';

describe('messages of the editor', () => {
  afterEach(() => commands.executeCommand('notifications.clearAll'));

  it('are waited for only if they ask something', async () => {
    let isAnswered = false;
    const answer = windowPrompts.message('Do it?', ['Do It'], { severity: 'info' }).then((chosen) => {
      isAnswered = true;
      return chosen;
    });
    await windowPrompts.message('It is done.', [], { severity: 'info' });
    assert.equal(isAnswered, false);
    await commands.executeCommand('notifications.clearAll');
    assert.equal(await answer, undefined);
  });
});
