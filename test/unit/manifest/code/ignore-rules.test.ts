import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createIgnoreRules } from '../../../../src/manifest/code/ignore-rules.ts';
import { useFolder } from '../../../support/folder.ts';

const gitignores = new Map([
  ['', '# built\n/static/*/build\n*.gen.js\n!keep.gen.js\nlogs/\n'],
  ['app', 'secret.js\n/only-here.js\n!logs/\n'],
  ['app/src', '!secret.js\n*.tmp.ts\n'],
]);
const files = [
  'a.js',
  'a.gen.js',
  'keep.gen.js',
  'static/x/build/main.js',
  'static/x/src/main.js',
  'static/build/main.js',
  'logs/a.js',
  'app/logs/a.js',
  'app/secret.js',
  'app/src/secret.js',
  'app/src/deep/secret.js',
  'app/only-here.js',
  'app/src/only-here.js',
  'app/src/a.tmp.ts',
  'b.tmp.ts',
];

describe('Files that git ignores', () => {
  const folder = useFolder();

  it('are those that git itself ignores', () => {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    };
    execFileSync('git', ['init', '-q'], { cwd: folder.path });
    for (const path of files) write(path, '');
    for (const [at, text] of gitignores) write(join(at, '.gitignore'), text);
    const listed = execFileSync(
      'git',
      ['-c', 'core.excludesFile=', 'ls-files', '-z', '--others', '--exclude-standard'],
      { cwd: folder.path, encoding: 'utf8' },
    ).split('\0');
    const rules = createIgnoreRules(gitignores);
    const kept = files.filter((path) => !rules.ignores(path));
    assert.deepEqual(
      kept,
      files.filter((path) => listed.includes(path)),
    );
    assert.ok(kept.length > 3 && kept.length < files.length);
  });

  it('are known at once, however often ** and folders stand in a rule and in a path', () => {
    const rules = createIgnoreRules(new Map([['', `${'**/a/'.repeat(12)}x`]]));
    assert.equal(rules.ignores(`${'a/'.repeat(60)}y.js`), false);
    assert.ok(rules.looks < 100, `${rules.looks} looks`);
    assert.equal(rules.ignores(`${'a/'.repeat(60)}x`), true);
    assert.ok(rules.looks < 60 * 60 * 122, `${rules.looks} looks`);
  });

  it('are not those of rules beyond what people write, which are told', () => {
    const rules = createIgnoreRules(
      new Map([
        ['', `a.js\n${'b/'.repeat(501)}\n${'**/'.repeat(17)}c.js\n`],
        ['app', 'd.js\n'.repeat(5001)],
      ]),
    );
    assert.deepEqual(
      ['a.js', 'x/c.js', 'app/d.js'].filter((path) => rules.ignores(path)),
      ['a.js'],
    );
    assert.deepEqual(rules.notApplied, [
      'Rules of .gitignore are not applied: they have more than 1000 characters or 16 "**".',
      'app/.gitignore is not applied: it has more than 5000 rules.',
    ]);
  });

  it('are looked for no longer than it takes to look 50 million times', () => {
    const rules = createIgnoreRules(new Map([['', `${'*a'.repeat(400)}[b]\n`.repeat(500)]]));
    assert.throws(() => rules.ignores('a'.repeat(4000)), { kind: 'unexpected' });
    assert.ok(rules.looks < 51_000_000);
  });

  it('are the same in upper and lower case where git has it so', () => {
    const rules = new Map([['', 'Build/\n*.LOG\n[x-z].js\nÄ.js\n']]);
    const paths = ['build/a', 'BUILD/a', 'a.log', 'a.Log', 'X.js', 'ä.js', 'Ä.js'];
    const ignored = (ignoreCase: boolean) => {
      const found = createIgnoreRules(rules, { ignoreCase });
      return paths.filter((path) => found.ignores(path));
    };
    assert.deepEqual(ignored(true), ['build/a', 'BUILD/a', 'a.log', 'a.Log', 'X.js', 'Ä.js']);
    assert.deepEqual(ignored(false), ['Ä.js']);
  });

  it('are none without rules', () => assert.equal(createIgnoreRules(new Map()).ignores('node_modules/a.js'), false));
});
