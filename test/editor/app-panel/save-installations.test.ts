import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import type { Installation } from '../../../src/core/installation.ts';
import { fileStem } from '../../../src/files/file-name.ts';
import { saveInstallations } from '../../../src/app-panel/save-installations.ts';
import { viewWords } from '../../../src/app-panel/view-words.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { readOnly } from '../../support/hostile-disk.ts';
import { useFolder } from '../../support/folder.ts';
import { useConsole } from '../../support/editor/console.ts';
import { useMemoryFiles } from '../../support/editor/memory-files.ts';

const titles = [
  'Installation ID',
  'Site',
  'Atlassian apps',
  'Environment',
  'Permissions version',
  'Code version',
  'Status',
  'Licence',
  'Edition',
  'Installed on',
  'Shares logs',
  'Permits analytics',
];

describe('saving installations as CSV', () => {
  const forge = useConsole();
  const folder = useFolder();
  const memory = useMemoryFiles();
  const at = (...path: string[]) => join(folder.path, ...path);
  const read = async (...path: string[]): Promise<string[][]> =>
    parse(await readFile(at(...path), 'utf8'), { record_delimiter: '\r\n' });
  const save = (rows: readonly Installation[], ids = rows.map(({ id }) => id), name = 'App') =>
    saveInstallations(name, rows, ids, forge.prompts, viewWords);
  const one: Installation = {
    id: 'i-1',
    site: 'one.atlassian.net',
    atlassianApp: 'JIRA',
    secondaryAtlassianApps: [],
    status: 'upToDate',
    installedAt: new Date('2025-03-09T23:59:59Z'),
  };

  it('writes what is shown, in its order', async () => {
    await forge.signIn('main');
    const details = forge.services.data.list[0]?.details(appAri(sampleAppIds.releaseNotes)) ?? assert.fail();
    await details.installations.refresh();
    const rows = details.installations.state?.value?.rows ?? [];
    const shown = rows.filter(({ environmentKey }) => environmentKey === 'production').toReversed();
    forge.prompts.answerSaveAs(vscode.Uri.file(at('saved.csv')));
    assert.equal(
      await save(
        rows,
        shown.map(({ id }) => id),
        'Release Notes Composer',
      ),
      7,
    );
    const [head, ...written] = await read('saved.csv');
    assert.deepEqual(head, titles);
    assert.deepEqual(
      written.map(([id, site]) => [id, site]),
      shown.map(({ id, site }) => [id, site]),
    );
    assert.equal(forge.prompts.saves[0]?.options.fileName, 'release-notes-composer_installations.csv');
    // The page says how many were saved.
    assert.deepEqual(forge.prompts.messages, []);
    assert.deepEqual(await readdir(folder.path), ['saved.csv']);
  });

  it('writes all that is known of an installation, and nothing where nothing is known', async () => {
    const full: Installation = {
      ...one,
      id: 'i-2',
      secondaryAtlassianApps: ['CONFLUENCE', 'NEW'],
      environmentId: 'e',
      environmentKey: 'production',
      version: '3.0.0',
      codeVersion: '3.1.0',
      status: 'permissionsOutdated',
      licence: { active: true, evaluation: true, edition: 'advanced', type: 'OPEN_SOURCE' },
      sharesLogs: true,
      permitsAnalytics: false,
    };
    forge.prompts.answerSaveAs(vscode.Uri.file(at('saved.csv')));
    await save([one, full]);
    assert.deepEqual((await read('saved.csv')).slice(1), [
      ['i-1', 'one.atlassian.net', 'Jira', '', '', '', 'up to date', '', '', '2025-03-09', '', ''],
      [
        'i-2',
        'one.atlassian.net',
        'Jira, Confluence, NEW',
        'production',
        '3.0.0',
        '3.1.0',
        'permissions outdated',
        'active, trial, open source',
        'Advanced',
        '2025-03-09',
        'yes',
        'no',
      ],
    ]);
  });

  it('leaves out ids that are not known any more', async () => {
    forge.prompts.answerSaveAs(vscode.Uri.file(at('saved.csv')));
    assert.equal(await save([one], ['gone', 'i-1', 'constructor']), 1);
    assert.deepEqual((await read('saved.csv')).length, 2);
  });

  it('keeps hostile names from being formulas', async () => {
    forge.prompts.answerSaveAs(vscode.Uri.file(at('saved.csv')));
    await save([{ ...one, site: "=cmd|' /C calc'!A0,\"\n" }]);
    assert.equal((await read('saved.csv'))[1]?.[1], "'=cmd|' /C calc'!A0,\"\n");
  });

  it('replaces a file as a whole', async () => {
    await writeFile(at('saved.csv'), 'x'.repeat(100_000));
    forge.prompts.answerSaveAs(vscode.Uri.file(at('saved.csv')));
    await save([one]);
    assert.equal((await read('saved.csv')).length, 2);
  });

  it('writes through VS Code’s file systems where that is where it goes, or says why not', async () => {
    const uri = vscode.Uri.joinPath(memory.root, 'saved.csv');
    forge.prompts.answerSaveAs(uri);
    assert.equal(await save([one]), 1);
    assert.deepEqual(parse(memory.texts()['saved.csv'] ?? '', { record_delimiter: '\r\n' }).length, 2);
    memory.refuse(vscode.FileSystemError.NoPermissions(uri));
    forge.prompts.answerSaveAs(vscode.Uri.joinPath(memory.root, 'other.csv'));
    await assert.rejects(save([one]), { code: 'NoPermissions' });
    assert.deepEqual(Object.keys(memory.texts()), ['saved.csv']);
  });

  it('saves nothing and says nothing when it is given up', async () => {
    forge.prompts.giveUp();
    assert.equal(await save([one]), null);
    assert.deepEqual([await readdir(folder.path), forge.prompts.messages], [[], []]);
  });

  it('fails without leaving anything beside where it can not be written', async () => {
    await mkdir(at('folder.csv'));
    await writeFile(at('file'), 'kept');
    const targets: [path: string, code: RegExp][] = [
      [at('folder.csv'), /EISDIR|EPERM|ENOTEMPTY/],
      [at('missing', 'saved.csv'), /ENOENT/],
      [at('file', 'saved.csv'), /ENOTDIR|ENOENT/],
    ];
    for (const [path, code] of targets) {
      forge.prompts.answerSaveAs(vscode.Uri.file(path));
      await assert.rejects(save([one]), code);
      assert.deepEqual((await readdir(folder.path)).sort(), ['file', 'folder.csv']);
      assert.deepEqual(await readdir(at('folder.csv')), []);
    }
    assert.equal(await readFile(at('file'), 'utf8'), 'kept');
    assert.deepEqual(forge.prompts.messages, []);
  });

  it('fails in a folder that may not be written to, and keeps the file that is there', async function () {
    await mkdir(at('locked'));
    await writeFile(at('locked', 'saved.csv'), 'kept');
    const undo = await readOnly(at('locked'));
    if (undo === undefined) return this.skip();
    try {
      forge.prompts.answerSaveAs(vscode.Uri.file(at('locked', 'saved.csv')));
      await assert.rejects(save([one]), /EACCES|EROFS/);
      assert.deepEqual(
        (await readdir(at('locked'))).filter((name) => name !== 'saved.csv'),
        [],
      );
    } finally {
      await undo();
    }
    assert.equal(await readFile(at('locked', 'saved.csv'), 'utf8'), 'kept');
  });

  describe('proposes a file name that every system takes', () => {
    const stems: readonly [name: string, stem: string][] = [
      ['Release Notes Composer', 'release-notes-composer'],
      ['Timesheets & Rates for Jira', 'timesheets-rates-for-jira'],
      ['議事録メーカー', '議事録メーカー'],
      ['हिन्दी ऐप', 'हिन्दी-ऐप'],
      ['Cafe\u0301', 'café'],
      ['../../etc/passwd', 'etc-passwd'],
      ['..\\..\\Windows', 'windows'],
      ['C:\\x', 'c-x'],
      ['.hidden.', 'hidden'],
      ['a/b', 'a-b'],
      ['trailing. ', 'trailing'],
      ['a\0b\nc\u202Ed', 'a-b-c-d'],
      ['<img src=x onerror=alert(1)> "Quoted"', 'img-src-x-onerror-alert-1-quoted'],
      ['🎉🚀', 'app'],
      ['❤️', 'app'],
      ['App 🎉', 'app'],
      ['', 'app'],
      ['---', 'app'],
      ['   ', 'app'],
    ];
    for (const [name, stem] of stems) it(JSON.stringify(name), () => assert.equal(fileStem(name), stem));

    for (const name of [
      'CON',
      'con',
      'PRN',
      'AUX',
      'NUL',
      'COM1',
      'com9',
      'LPT1',
      'COM¹',
      'CONIN$',
      'nul.txt',
      'AUX ',
    ]) {
      it(`which no device of Windows has, for ${JSON.stringify(name)}`, async () => {
        forge.prompts.giveUp();
        await save([one], [], name);
        const proposed = forge.prompts.saves[0]?.options.fileName ?? '';
        // A device's name is reserved whatever extension it has.
        assert.doesNotMatch(proposed, /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i);
        assert.match(proposed, /_installations\.csv$/);
      });
    }

    for (const [what, letter] of [
      ['letters', 'x'],
      ['Japanese', '議'],
      ['rare Chinese', '𠮷'],
      ['accents', 'e\u0301\u0323\u0330'],
      ['words', 'word '],
    ] as const) {
      it(`which can be written, for 5,000 ${what}`, async () => {
        const stem = fileStem(letter.repeat(5000));
        assert.ok(Array.from(stem).length <= 60 && stem.length > 10, stem);
        assert.doesNotMatch(stem, /^-|-$|\p{Cs}/u);
        forge.prompts.answerSaveAs(vscode.Uri.file(at(`${stem}_installations.csv`)));
        assert.equal(await save([one]), 1);
        assert.deepEqual(await readdir(folder.path), [`${stem}_installations.csv`]);
      });
    }

    it('and saves under the longest name that a person can give', async () => {
      const name = `${'n'.repeat(251)}.csv`;
      forge.prompts.answerSaveAs(vscode.Uri.file(at(name)));
      assert.equal(await save([one]), 1);
      assert.deepEqual(await readdir(folder.path), [name]);
    });
  });
});
