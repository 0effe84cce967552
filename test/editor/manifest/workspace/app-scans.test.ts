import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { createManifestThread } from '../../../../src/manifest/model/manifest-thread.ts';
import { createCodeThread } from '../../../../src/manifest/code/app-code.ts';
import { type AppScanner, createAppScanner } from '../../../../src/manifest/workspace/app-scanner.ts';
import { createFolderListings } from '../../../../src/manifest/workspace/folder-listing.ts';
import { until } from '../../../support/editor/until.ts';
import { useCode } from '../../../support/editor/app-scan-probe.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { useMemoryFiles } from '../../../support/editor/memory-files.ts';
import { type WorkspaceFile, workspaceFile } from '../../../support/editor/test-workspace.ts';

describe('the code of an app in the workspace', () => {
  const forge = useConsole();
  const code = useCode(forge);
  const written: WorkspaceFile[] = [];

  /** Writes a file that is removed after the test; its folder is there already. */
  async function write(path: string, text: string): Promise<WorkspaceFile> {
    const file = workspaceFile(...path.split('/'));
    written.push(file);
    await file.write(text);
    return file;
  }
  const call = (path: string) => `requestJira('${path}');\n`;
  const changed = (listener: () => void) => forge.services.appScans.onDidChange(listener);

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of written.splice(0)) await file.remove().then(undefined, () => undefined);
    await vscode.workspace
      .getConfiguration('forgeConsole')
      .update('manifest.scanCode', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('is read with the manifest', async () => {
    const manifest = await code.app('sprint-forecast');
    assert.deepEqual(code.calls(manifest), [
      'sprint-forecast/src/frontend/index.jsx: GET /rest/agile/1.0/board',
      'sprint-forecast/src/index.js: GET /rest/agile/1.0/board/{…}/sprint',
      'sprint-forecast/src/index.js: GET /rest/agile/1.0/sprint/{…}/issue',
      'sprint-forecast/src/index.js: kvs.get',
    ]);
    assert.deepEqual(forge.services.appScans.of(manifest.uri)?.progress, { done: 2, total: 2 });
  });

  for (const [title, id] of [
    ['with an id that is a variable', '  id: ari:cloud:ecosystem::app/${NOT_SET}\n'],
    ['without an id', '  runtime:\n    name: nodejs22.x\n'],
  ] as const) {
    it(`is read with a manifest ${title}`, async () => {
      const manifest = await code.app('sprint-forecast', `app:\n${id}`);
      assert.ok(code.calls(manifest).includes('sprint-forecast/src/index.js: kvs.get'));
    });
  }

  it('follows files that are made, changed and removed', async () => {
    const manifest = await code.app('release-notes');
    const extra = await write('release-notes/src/extra.ts', call('/rest/api/3/myself'));
    const of = (path: string) => `release-notes/src/extra.ts: GET ${path}`;
    await code.untilCalls('a new file is read', manifest, (calls) => calls.includes(of('/rest/api/3/myself')));
    await extra.write(call('/rest/api/3/field'));
    await code.untilCalls(
      'a changed file is read again',
      manifest,
      (calls) => calls.includes(of('/rest/api/3/field')) && !calls.includes(of('/rest/api/3/myself')),
    );
    await extra.remove();
    await code.untilCalls(
      'a removed file is forgotten',
      manifest,
      (calls) => !calls.some((one) => one.includes('extra.ts')),
    );
  });

  it('follows folders that come and go', async () => {
    const manifest = await code.app('release-notes');
    const folder = workspaceFile('release-notes', 'src', 'jobs');
    await write('release-notes/other.js', '');
    await workspaceFile('release-notes', 'src', 'jobs', 'deep', 'job.js').write(call('/rest/api/3/myself'));
    written.push(folder);
    await code.untilCalls('files in a new folder are read', manifest, (calls) =>
      calls.some((one) => one.includes('jobs/deep/job.js')),
    );
    await vscode.workspace.fs.rename(folder.uri, workspaceFile('release-notes', 'src', 'tasks').uri);
    written.push(workspaceFile('release-notes', 'src', 'tasks'));
    await code.untilCalls(
      'they are known by their new place',
      manifest,
      (calls) => calls.some((one) => one.includes('tasks/deep/job.js')) && !calls.some((one) => one.includes('jobs/')),
    );
    await vscode.workspace.fs.delete(workspaceFile('release-notes', 'src', 'tasks').uri, { recursive: true });
    await code.untilCalls('they are forgotten', manifest, (calls) => !calls.some((one) => one.includes('deep/job.js')));
  });

  it('follows what is typed and not saved, and forgets it with the editor', async () => {
    const manifest = await code.app('release-notes');
    const extra = await write('release-notes/src/extra.js', call('/rest/api/3/myself'));
    const known = (path: string) => (calls: readonly string[]) =>
      calls.includes(`release-notes/src/extra.js: GET ${path}`);
    await code.untilCalls('it is read', manifest, known('/rest/api/3/myself'));
    const editor = await extra.show();
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 100), "requestJira('/rest/api/3/field');"));
    await code.untilCalls('what is typed counts', manifest, known('/rest/api/3/field'));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "requestJira('/rest/api/3/status', {"));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await code.untilCalls('what is on disk counts again', manifest, known('/rest/api/3/myself'));
  });

  it('keeps what half-typed code needed', async () => {
    const manifest = await code.app('release-notes');
    const extra = await write('release-notes/src/extra.js', call('/rest/api/3/myself'));
    await code.untilCalls('it is read', manifest, (calls) => calls.some((one) => one.includes('extra.js')));
    const editor = await extra.show();
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'requestJira({ (\n'));
    const other = await write('release-notes/src/other.js', call('/rest/api/3/field'));
    // The other file is read no earlier.
    await code.untilCalls('another file is read', manifest, (calls) => calls.some((one) => one.includes('other.js')));
    assert.ok(code.calls(manifest).includes('release-notes/src/extra.js: GET /rest/api/3/myself'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await other.remove();
  });

  it('leaves out what is installed, built, tested or ignored by git', async () => {
    await write('.gitignore', 'generated/\n*.gen.js\n');
    await write('release-notes/src/.gitignore', '!kept.gen.js\nlocal.js\n');
    await write('release-notes/static/page/package.json', '{}');
    for (const path of [
      'generated/a.js',
      'src/a.gen.js',
      'src/local.js',
      'node_modules/x/a.js',
      'static/page/build/a.js',
      'src/a.test.js',
      'src/a.d.ts',
      'src/kept.gen.js',
    ]) {
      await write(`release-notes/${path}`, call('/rest/api/3/myself'));
    }
    const manifest = await code.app('release-notes');
    const own = () => code.calls(manifest).filter((one) => one.endsWith('GET /rest/api/3/myself'));
    assert.deepEqual(own(), ['release-notes/src/kept.gen.js: GET /rest/api/3/myself']);
    await write('.gitignore', '');
    await code.untilCalls('other rules hold', manifest, () => own().length === 3);
    assert.deepEqual(
      own().map((one) => one.split(':')[0]),
      ['release-notes/generated/a.js', 'release-notes/src/a.gen.js', 'release-notes/src/kept.gen.js'],
    );
    for (const folder of ['generated', 'node_modules', 'static']) written.push(workspaceFile('release-notes', folder));
  });

  it('belongs to the nearest manifest', async () => {
    const outer = await code.app('');
    assert.ok(code.calls(outer).some((one) => one.startsWith('release-notes/')));
    const inner = await code.app('release-notes');
    await code.untilCalls(
      'the inner app has its code for itself',
      outer,
      (calls) => !calls.some((one) => one.startsWith('release-notes/')),
    );
    assert.ok(code.calls(outer).some((one) => one.startsWith('sprint-forecast/')));
    assert.ok(code.calls(inner).every((one) => one.startsWith('release-notes/')));
    await inner.remove();
    await code.untilCalls('the outer app has it back', outer, (calls) =>
      calls.some((one) => one.startsWith('release-notes/')),
    );
    assert.equal(forge.services.appScans.of(inner.uri), undefined);
  });

  it('is not read while the setting is off', async () => {
    const manifest = await code.app('release-notes');
    const set = (value: boolean) =>
      vscode.workspace
        .getConfiguration('forgeConsole')
        .update('manifest.scanCode', value, vscode.ConfigurationTarget.Workspace);
    await set(false);
    assert.equal(forge.services.appScans.of(manifest.uri), undefined);
    await set(true);
    await until('it is read again', () => forge.services.appScans.of(manifest.uri)?.status === 'ready', changed);
    assert.ok(code.calls(manifest).length > 0);
  });

  it('is told where a file is too large or can’t be read', async () => {
    await write('release-notes/src/large.js', call('/rest/api/3/myself').repeat(40_000));
    await write('release-notes/src/wrong.js', 'requestJira(');
    const manifest = await code.app('release-notes');
    assert.deepEqual(
      code.calls(manifest).filter((one) => /large|wrong/.test(one)),
      ['release-notes/src/large.js: tooLarge', 'release-notes/src/wrong.js: syntax'],
    );
  });

  // Nobody searches this file system: VS Code would wait for ever for someone who does.
  describe('in a virtual file system', () => {
    const memory = useMemoryFiles();
    const told: string[] = [];
    const scans: { dispose(): void }[] = [];
    afterEach(() => {
      for (const one of scans.splice(0)) one.dispose();
      told.length = 0;
    });

    /** Makes scans of the app in a folder, which share what they list. */
    function scansOf(folder: vscode.Uri, count: number): readonly AppScanner[] {
      const onCrash = (error: unknown) => assert.fail(String(error));
      const entryOf = (name: string) => pathToFileURL(forge.extension.context.asAbsolutePath(`dist/${name}.js`));
      const scanner = createCodeThread({ entry: entryOf('scan'), onCrash });
      const thread = createManifestThread({ entry: entryOf('manifests'), onCrash });
      const onError = (doing: string) => told.push(doing);
      const listFolder = createFolderListings({ thread, onError });
      const made = Array.from({ length: count }, () =>
        createAppScanner({
          folder,
          scanner,
          listFolder,
          isInOtherApp: () => false,
          entryPoints: () => undefined,
          onChange: () => undefined,
          onProgress: () => undefined,
          onError,
        }),
      );
      scans.push(scanner, thread, ...made);
      return made;
    }
    /** The scan of the app in a folder, read once. */
    async function read(folder: vscode.Uri): Promise<AppScanner> {
      const [scan] = scansOf(folder, 1);
      assert.ok(scan);
      await scan.readAll();
      return scan;
    }
    const found = ({ scan: { files } }: AppScanner) =>
      files.map(
        ({ file, uses, failed }) => `${vscode.Uri.parse(file).path}: ${failed ?? uses.map(({ text }) => text).join()}`,
      );

    it('is read folder by folder, but for what is installed, built or ignored by git', async () => {
      for (const path of [
        'index.js',
        'src/a/b/deep.ts',
        'node_modules/x/a.js',
        'dist/a.js',
        'generated/a.js',
        'src/a.test.js',
        'notes.txt',
      ])
        await memory.write(path, call('/rest/api/3/myself'));
      await memory.write('.gitignore', 'generated/\n');
      const scan = await read(memory.root);
      assert.deepEqual([scan.scan.status, scan.scan.progress], ['ready', { done: 2, total: 2 }]);
      assert.deepEqual(found(scan), [
        '/virtual/index.js: GET /rest/api/3/myself',
        '/virtual/src/a/b/deep.ts: GET /rest/api/3/myself',
      ]);
      // Above the root of a file system there is no end of roots. Build output lies directly in an app or a package.
      assert.deepEqual(found(await read(memory.root.with({ path: '/' }))).length, 3);
    });

    it('is looked for once for all apps that want it at a time, and again for each that wants it later', async () => {
      for (const path of ['a.js', 'src/b.js', 'src/.gitignore']) await memory.write(path, '');
      const apps = scansOf(memory.root, 10);
      await Promise.all(apps.map((app) => app.readAll()));
      assert.deepEqual(memory.readFolders(), ['/virtual', '/virtual/src']);
      assert.ok(apps.every(({ scan }) => scan.progress.total === 2));
      await memory.write('src/c.js', '');
      await apps[3]?.readAll();
      assert.deepEqual([apps[3]?.scan.progress.total, memory.readFolders().length], [3, 4]);
    });

    it('is told where a .gitignore is longer than people write, whose rules do not count', async () => {
      for (const path of ['a.js', 'b.js']) await memory.write(path, call('/rest/api/3/myself'));
      await memory.write('.gitignore', 'a.js\n'.repeat(60_000));
      assert.deepEqual(found(await read(memory.root)).length, 2);
      await memory.write('.gitignore', `a.js\n${'b/'.repeat(600)}\n`);
      assert.deepEqual(found(await read(memory.root)), ['/virtual/b.js: GET /rest/api/3/myself']);
      assert.deepEqual(told, ['Reading /virtual/.gitignore', 'Reading what git ignores in /virtual']);
    });

    it('is told where a file can’t be read, and read once it can', async () => {
      for (const path of ['a.js', 'b.js']) await memory.write(path, call('/rest/api/3/myself'));
      memory.refuseReading('b.js', vscode.FileSystemError.Unavailable());
      const scan = await read(memory.root);
      assert.deepEqual(found(scan), ['/virtual/a.js: GET /rest/api/3/myself', '/virtual/b.js: unreadable']);
      assert.deepEqual(told, ['Reading /virtual/b.js']);
      memory.refuseReading('b.js', undefined);
      await scan.retry();
      assert.deepEqual(found(scan), ['/virtual/a.js: GET /rest/api/3/myself', '/virtual/b.js: GET /rest/api/3/myself']);
    });

    it('is not known where a folder can’t be read, until it can', async () => {
      await memory.write('src/a.js', call('/rest/api/3/myself'));
      memory.refuseReading('/src', vscode.FileSystemError.NoPermissions());
      const scan = await read(memory.root);
      assert.deepEqual([scan.scan.status, found(scan), told], ['failed', [], ['Reading the code in /virtual']]);
      memory.refuseReading('/src', undefined);
      const reading = scan.readAll();
      assert.equal(scan.scan.status, 'scanning');
      await reading;
      assert.deepEqual([scan.scan.status, found(scan)], ['ready', ['/virtual/src/a.js: GET /rest/api/3/myself']]);
    });
  });
});
