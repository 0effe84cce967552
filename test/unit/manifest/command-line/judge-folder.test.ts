import assert from 'node:assert/strict';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { judgeFolder } from '../../../../src/manifest/command-line/judge-folder.ts';
import { useFolder } from '../../../support/folder.ts';

const appId = 'ari:cloud:ecosystem::app/7d1f0c52-2f0e-4c1b-9d39-0f6f4a7f1c11';
const otherId = 'ari:cloud:ecosystem::app/7d1f0c52-2f0e-4c1b-9d39-0f6f4a7f1c22';
const manifestWith = (id: string, ...scopes: string[]) =>
  `app:\n  { id: '${id}', runtime: { name: nodejs22.x } }\npermissions:\n  scopes:\n${scopes.map((scope) => `    - ${scope}\n`).join('')}`;
const call = (path: string) => `import { requestJira } from '@forge/bridge';\nrequestJira('${path}');\n`;

describe('The findings of a folder', () => {
  const folder = useFolder();
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder.path, path)), { recursive: true });
      await writeFile(join(folder.path, path), text);
    }
  };
  const judge = () => judgeFolder(folder.path);
  const manifests = async () => (await judge()).report.manifests;

  it('are those of a manifest, with lines from 1 and paths from the folder', async () => {
    await write({
      'apps/board/manifest.yml': manifestWith(appId, 'manage:jira-configuration', 'read:jira-wrk', 'read:jira-wrk'),
      'apps/board/src/index.js': `${call('/rest/api/3/issue/A-1')}\nconst unknown = process.env.P;\nrequestJira(unknown);\n`,
    });
    assert.deepEqual(await judge(), {
      report: {
        manifests: [
          {
            path: 'apps/board/manifest.yml',
            appId,
            scopes: ['manage:jira-configuration', 'read:jira-wrk'],
            calls: [
              {
                file: 'apps/board/src/index.js',
                line: 2,
                method: 'GET',
                path: '/rest/api/3/issue/A-1',
                status: 'matched',
                scopes: ['read:jira-work'],
              },
              { file: 'apps/board/src/index.js', line: 5, method: null, path: null, status: 'unknown', scopes: [] },
            ],
            findings: [
              { kind: 'duplicate', scope: 'read:jira-wrk', line: 7, doubts: [], fix: 'Remove duplicates' },
              {
                kind: 'unknown',
                scope: 'read:jira-wrk',
                line: 6,
                doubts: [],
                fix: 'Replace with read:jira-work',
              },
              { kind: 'missing', scope: 'read:jira-work', line: 4, doubts: [], fix: 'Add read:jira-work' },
              {
                kind: 'unused',
                scope: 'manage:jira-configuration',
                line: 5,
                doubts: ['apps/board/src/index.js:5 requestJira (path not known)'],
                fix: 'Remove manage:jira-configuration',
              },
            ],
          },
        ],
      },
      notJudged: [],
      notes: [],
    });
  });

  it('say what is wrong with the shape of a manifest', async () => {
    const macro = 'modules:\n  macro:\n    - { key: a, resource: b, tittle: A }\n';
    await write({ 'manifest.yml': macro + manifestWith(appId, 'storage:app'), 'src/index.js': '' });
    const [judged] = await manifests();
    const shapes = judged?.findings.filter(({ kind }) => kind === 'shape');
    assert.deepEqual(
      shapes?.map(({ line, shape, fix }) => ({ line, ...shape, fix })),
      [
        { line: 3, problem: 'missingKey', where: 'macro', keys: [['title']], isLinted: true, fix: null },
        {
          line: 3,
          problem: 'unknownKey',
          key: 'tittle',
          where: 'macro',
          isLinted: false,
          nearest: 'title',
          fix: 'Replace with title',
        },
        { line: 3, problem: 'unknownReference', to: 'resource', key: 'b', isLinted: false, fix: null },
      ],
    );
  });

  it('tell calls apart that need no scope, that are in no table, and that are not known', async () => {
    await write({
      'manifest.yml': manifestWith(appId, 'read:jira-work'),
      'a.js': `${call('/rest/nosuch/1/api')}requestJira('/rest/api/3/issue/A-1', { method: window.verb });\n`,
    });
    const [manifest] = await manifests();
    assert.deepEqual(
      manifest?.calls.map(({ method, path, status }) => [method, path, status]),
      [
        ['GET', '/rest/nosuch/1/api', 'noTable'],
        [null, '/rest/api/3/issue/A-1', 'unknown'],
      ],
    );
  });

  it('count a page alone, which a package beside the app’s folder writes into it', async () => {
    const page = `resources:\n  - key: page\n    path: build/custom-ui\n`;
    await write({
      'app/manifest.yml': `${manifestWith(appId, 'manage:jira-project')}${page}`,
      'custom-ui/package.json': '{}',
      'custom-ui/src/main.ts': call('/rest/api/3/issue/A-1'),
    });
    const [manifest] = await manifests();
    assert.deepEqual(
      manifest?.findings.map(({ kind, scope }) => `${kind} ${scope}`),
      ['missing read:jira-work', 'unused manage:jira-project'],
    );
  });

  it('give each file to the nearest manifest above it, and leave out what git ignores', async () => {
    await write({
      'manifest.yml': manifestWith(appId, 'read:jira-work'),
      'outer.js': call('/rest/api/3/issue/OUTER-1'),
      'generated/made.js': call('/rest/api/3/issue/IGNORED-1'),
      'node_modules/some/index.js': call('/rest/api/3/issue/PACKAGE-1'),
      '.gitignore': 'generated/\n',
      'inner/manifest.yml': manifestWith(otherId, 'read:jira-work'),
      'inner/index.js': call('/rest/api/3/issue/INNER-1'),
    });
    assert.deepEqual(
      (await manifests()).map(({ path, calls }) => [path, calls.map((one) => one.path)]),
      [
        ['inner/manifest.yml', ['/rest/api/3/issue/INNER-1']],
        ['manifest.yml', ['/rest/api/3/issue/OUTER-1']],
      ],
    );
  });

  it('say nothing of other tools’ manifests', async () => {
    await write({
      'manifest.yml': 'applications:\n- name: shop\n  memory: 1G\n',
      'chart/manifest.yml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nmetadata: {name: b}\n',
    });
    assert.deepEqual(await judge(), { report: { manifests: [] }, notJudged: [], notes: [] });
  });

  it('end for links that lead in circles, and name files that are too large', async () => {
    await write({
      'manifest.yml': manifestWith(appId, 'read:jira-work'),
      'a.js': call('/rest/api/3/issue/A-1'),
      'big/manifest.yml': `${manifestWith(otherId, 'read:jira-work')}#${'x'.repeat(1024 * 1024)}`,
      'big.js': `${call('/rest/api/3/issue/B-1')}//${'x'.repeat(1_000_001)}`,
    });
    await symlink(folder.path, join(folder.path, 'again'), 'junction');
    await symlink(join(folder.path, 'gone'), join(folder.path, 'gone.js'), 'junction');
    const { report, notJudged } = await judge();
    assert.deepEqual(
      report.manifests.map(({ path, calls }) => [path, calls.map(({ file }) => file)]),
      [['manifest.yml', ['a.js']]],
    );
    assert.deepEqual(notJudged, [
      'big/manifest.yml is not read: it has more than 1 MB, and Forge takes at most 200 KB.',
    ]);
  });

  it('only note rules of git that are beyond a limit', async () => {
    await write({
      'manifest.yml': manifestWith(appId, 'read:jira-work'),
      'a.js': call('/rest/api/3/issue/A-1'),
      '.gitignore': `${'a*'.repeat(600)}\n`,
    });
    const { report, notJudged, notes } = await judge();
    assert.equal(report.manifests.length, 1);
    assert.deepEqual([notJudged, notes.length], [[], 1]);
    assert.match(notes[0] ?? '', /^Rules of \.gitignore are not applied/);
  });

  it('read no .gitignore beyond what people write, and say so', async () => {
    await write({
      'manifest.yml': manifestWith(appId, 'read:jira-work'),
      'a.js': call('/rest/api/3/issue/A-1'),
      '.gitignore': `a.js\n${'# comment\n'.repeat(30_000)}`,
    });
    const { report, notes } = await judge();
    assert.equal(report.manifests[0]?.calls.length, 1);
    assert.deepEqual(notes, ['.gitignore is too large, and its rules are not applied.']);
  });

  it('leave out a folder that can’t be read, and say so', async function () {
    // Windows has no such modes, and root reads everything.
    if (process.getuid === undefined || process.getuid() === 0) this.skip();
    await write({ 'manifest.yml': manifestWith(appId), 'closed/a.js': call('/rest/api/3/issue/A-1') });
    await chmod(join(folder.path, 'closed'), 0);
    try {
      const { report, notJudged } = await judge();
      assert.equal(report.manifests.length, 1);
      assert.match(notJudged.join(), /^closed can’t be read: .*EACCES/);
    } finally {
      await chmod(join(folder.path, 'closed'), 0o700);
    }
  });
});
