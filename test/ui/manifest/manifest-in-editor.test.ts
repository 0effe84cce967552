import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textEditor, type TextEditor } from '../../support/workbench/text-editor.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { themes } from '../../support/workbench/pictures.ts';

const path = 'release-notes/manifest.yml';

describe('a manifest in the editor', () => {
  const forge = useForgeConsole({ viewport: { width: 1280, height: 900 } });
  let editor: TextEditor;

  before(async () => {
    editor = textEditor(forge.workbench.page);
    const file = join(forge.workbench.workspace, path);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(text.indexOf('permissions:')) + text.slice(0, text.indexOf('permissions:')));
    await forge.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await editor.open(path);
  });

  /** Takes a picture in each theme of what is shown after something was done. */
  async function pictured(name: string, show: () => Promise<unknown>): Promise<void> {
    for (const theme of themes) {
      await forge.workbench.page.mouse.move(5, 5);
      await forge.workbench.theme(theme);
      await show();
      await forge.workbench.screenshot(`manifest-${name}-${theme}`);
    }
  }

  it('shows without an account what is known of a scope', async () => {
    await eventually(
      () => editor.lenses(),
      (lenses) =>
        assert.ok(
          lenses.some((lens) => lens.includes('Sign in to see what is deployed')),
          lenses.join(),
        ),
    );
    const text = await editor.hover('read:jira-work');
    assert.match(text, /^View projects, issues and the data that goes with them\s+read:jira-work · Jira · classic/);
    assert.match(text, /Unlocks \d+ REST operations:/);
    await pictured('signed-out', () => editor.hover('read:jira-work'));
  });

  it('shows the REST operations of a scope from a link in its hover', async () => {
    await editor.hover('read:jira-user');
    await editor.pressInHover('Show REST operations');
    const { quickInput } = forge.workbench;
    await quickInput.opened('REST Operations of read:jira-user');
    await eventually(
      () => quickInput.choices(),
      ([first]) => assert.match(first?.label ?? '', /^[A-Z]+ \/rest\/api\/3\//),
    );
    await forge.workbench.screenshot('manifest-operations');
    await quickInput.cancel();
  });

  it('shows what is deployed once somebody signed in', async () => {
    await forge.signIn();
    await eventually(
      () => editor.lenses(),
      (lenses) =>
        assert.ok(
          lenses.some((lens) =>
            /Release Notes Composer · production 4\.3\.0, \d+ installations? · development 6\.4\.0/.test(lens),
          ),
          lenses.join(),
        ),
    );
    assert.match(await editor.hover('manage:jira-project'), /The next deployment to production/);
    await editor.placeBehind('storage:app');
    await pictured('scope', () => editor.hover('read:jira-work'));
    assert.match(await editor.hover('ari:cloud'), /^Release Notes Composer\s+Forge · .*Owner: Mara Lindqvist/s);
    await pictured('app', () => editor.hover('ari:cloud'));
  });

  it('completes a scope as it is typed', async () => {
    const { keyboard } = forge.workbench.page;
    await editor.placeBehind('storage:app');
    await keyboard.press('End');
    await keyboard.press('Enter');
    await keyboard.type('- read:iss');
    await eventually(
      () => editor.suggestions(),
      (found) => assert.ok(found[0]?.startsWith('read:iss'), found.join()),
    );
    await pictured('completion', async () => {
      await keyboard.press('Escape');
      await keyboard.press('Control+Space');
      await editor.suggestions();
    });
    const [first = ''] = await editor.suggestions();
    await keyboard.press('Enter');
    await eventually(
      () => editor.lines(),
      (lines) =>
        assert.ok(
          lines.some((line) => line.trim() === `- ${first}`),
          lines.join('\n'),
        ),
    );
  });

  it('puts a scope right that is misspelt', async () => {
    const { keyboard } = forge.workbench.page;
    await editor.placeBehind('read:jira-work');
    await keyboard.press('End');
    await keyboard.type('s');
    await keyboard.press('Escape');
    // The scope itself, and the one that the code needs and that is missing now.
    const marked = () => becomes(() => editor.underlined('warning'), 2);
    await marked();
    await pictured('problem', marked);
    await editor.fix('Replace with read:jira-work');
    await eventually(
      () => editor.lines(),
      (lines) =>
        assert.ok(
          lines.some((line) => line.trim() === '- read:jira-work'),
          lines.join('\n'),
        ),
    );
  });
});
