import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { CodeProgram } from '../../../src/manifest/code/code-program.ts';
import { noPaths } from '../../../src/manifest/code/module-paths.ts';
import { scanFiles } from '../../../src/manifest/code/scan-app.ts';
import { scanFile } from '../../../src/manifest/code/scan-file.ts';
import type { Environment } from '../../../src/core/environment.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { compareManifest } from '../../../src/manifest/model/compare-manifest.ts';
import { consequences } from '../../../src/manifest/model/consequence.ts';
import { scopesToList, scopesToMap } from '../../../src/manifest/model/convert-scopes.ts';
import {
  createManifestParser,
  maxManifestLength,
  type Manifest,
  parseManifest,
  type Range,
} from '../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../src/manifest/model/analyze-scope-usage.ts';
import { addScopes, removeDuplicates, removeScopes, replaceScope } from '../../../src/manifest/model/scope-edits.ts';
import { applyChanges } from '../../../src/manifest/model/verified-changes.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { clientOver, goodReplies } from '../../support/fuzz/hostile-line.ts';
import { hostileTexts } from '../../support/fuzz/json.ts';
import { assertSound } from '../../support/fuzz/run-operations.ts';
import { editedText, textEdit } from '../../support/fuzz/hostile-text.ts';
import { root } from '../../support/paths.ts';

const read = (pattern: string) =>
  globSync(pattern, { cwd: join(root, 'test/fixtures/workspace') })
    .sort()
    .map((file) => readFileSync(join(root, 'test/fixtures/workspace', file), 'utf8'));
const manifests = read('*/manifest.yml');
const sources = read('**/*.{js,jsx}');
const edits = fc.array(textEdit, { minLength: 1, maxLength: 5 });

const repeated = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length));

/** Texts that are small to write and large to read. */
const bombs: Readonly<Record<string, string>> = {
  'aliases of aliases': [
    'a: &a0 [x, x]',
    ...Array.from(
      { length: 40 },
      (_, index) => `a${index}: &a${index + 1} [*a${index}, *a${index}, *a${index}, *a${index}]`,
    ),
    'permissions:\n  scopes: *a40',
    'modules: *a40',
  ].join('\n'),
  'maps merged into maps': [
    'a0: &a0 {x: 1}',
    ...Array.from({ length: 200 }, (_, index) => `a${index + 1}: &a${index + 1} {<<: [*a${index}, *a${index}]}`),
    'app: *a200',
  ].join('\n'),
  'an alias in itself': 'app: &a\n  id: *a\npermissions: &b\n  scopes: *b\nmodules: &c [*c]\n',
  'lists in lists': `permissions: ${'['.repeat(40_000)}`,
  'maps in maps': `modules: ${'{a: '.repeat(20_000)}`,
  'blocks in blocks': Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'many keys': Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'),
  'one key many times': repeated('app: {}\n', 100_000),
  'many quotes': repeated('"', 100_000),
  'many anchors': repeated('&a ', 100_000),
  'many aliases': `a: &a x\nb: [${repeated('*a, ', 100_000)}]`,
  'many scopes': `permissions:\n  scopes:\n${repeated('    - read:x\n', 150_000)}`,
  'ten megabytes of text': repeated('x', 10_000_000),
  'ten megabytes of modules': `modules:\n${repeated('  macro:\n    - key: a\n', 10_000_000)}`,
};

describe('a manifest that nobody wrote', function () {
  this.timeout(600_000);
  let environments: readonly Environment[];
  before(async () => {
    const good = goodReplies();
    const client = clientOver(async (_operation, body) => ({ status: 200, headers: {}, body: await good.of(body) }));
    environments = await fetchEnvironments(client, appAri(sampleAppIds.releaseNotes));
  });

  /** Every place that a manifest tells lies in its text. */
  function assertPlaces(text: string, manifest: Manifest): void {
    const lines = text.split('\n').length;
    const ranges: Range[] = [
      ...manifest.problems,
      ...manifest.scopes,
      ...manifest.egress,
      ...manifest.contentPolicies,
      ...manifest.remotes,
      ...manifest.modules,
    ].map(({ range }) => range);
    for (const { start, end } of ranges)
      assert.ok(
        start.line >= 0 && start.character >= 0 && end.line >= start.line && start.line <= lines,
        JSON.stringify({ start, end, lines }),
      );
  }

  const scopeEdits: readonly ((text: string, scope: string) => ReturnType<typeof addScopes>)[] = [
    (text) => addScopes(text, ['read:me']),
    (text, scope) => removeScopes(text, [scope]),
    (text) => removeDuplicates(text),
    (text, scope) => replaceScope(text, scope, 'read:me'),
    (text) => scopesToMap(text),
    (text) => scopesToList(text),
  ];

  /** Everything that is made of a manifest is made, and one of the edits. */
  function use(text: string, which = text.length): void {
    const manifest = parseManifest(text);
    assertPlaces(text, manifest);
    assertSound([
      manifest,
      createManifestParser()(text),
      compareManifest(manifest, environments),
      consequences(manifest, environments),
      analyzeScopeUsage(manifest, []),
      analyzeScopeUsage(manifest, undefined),
    ]);
    const scope = manifest.scopes[0]?.key ?? 'read:jira-work';
    const changes = scopeEdits[which % scopeEdits.length]?.(text, scope);
    if (changes) parseManifest(applyChanges(text, changes));
  }

  property(
    'but the hand of a typist, a merge or a broken disk, is read as far as it can be',
    700,
    fc.tuple(fc.constantFrom(...manifests), edits, fc.nat(5)),
    ([text, made, which]) => use(editedText(text, made), which),
  );

  property(
    'but chance, is read as far as it can be',
    500,
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.uint8Array({ maxLength: 400 }).map((bytes) => new TextDecoder().decode(bytes)),
      fc.constantFrom(...hostileTexts),
    ),
    (text) => use(text),
  );

  property(
    'says the same whether it is read as a whole or after each change',
    300,
    fc.tuple(fc.constantFrom(...manifests), fc.array(textEdit, { minLength: 1, maxLength: 6 })),
    ([text, made]) => {
      const parse = createManifestParser();
      for (let count = 1; count <= made.length; count++) {
        const state = editedText(text, made.slice(0, count));
        const [now, whole] = [parse(state), parseManifest(state)];
        assert.equal(now.problems.length > 0, whole.problems.length > 0, state);
        if (whole.problems.length === 0) assert.deepEqual(now, whole);
      }
    },
  );

  for (const [what, text] of Object.entries(bombs)) {
    property(`of ${what} is read or refused in time`, 1, fc.constant(null), () => {
      const manifest = createManifestParser()(text);
      assertPlaces(text, manifest);
      assertSound([manifest, compareManifest(manifest, environments), analyzeScopeUsage(manifest, [])]);
      if (text.length > maxManifestLength) assert.equal(manifest.problems[0]?.kind, 'unreadable');
    });
  }
});

describe('code that nobody wrote', function () {
  this.timeout(600_000);

  property(
    'but a typist, a merge or a broken disk, is scanned as far as it can be',
    600,
    fc.tuple(fc.constantFrom(...sources), edits, fc.constantFrom('a.js', 'a.jsx', 'a.ts', 'a.tsx', 'a.mjs', 'a', '')),
    ([text, made, path]) => assertSound(scanFile(path, editedText(text, made))),
  );

  for (const [what, files] of Object.entries({
    'modules that export each other': {
      'a.js':
        "export * from './b'; export * from './a'; export { x } from './b'; import { x as y } from './b'; requestJira(y);",
      'b.js': "export * from './a'; export { x } from './a'; import * as a from './a'; requestJira(a.a.a.a.x); a.x();",
    },
    'functions that call each other': {
      'a.js': "import { g } from './b'; export const f = (p, q) => requestJira(g(p, q) + g(q, p)); f(f, g);",
      'b.js': "import { f } from './a'; export const g = (p, q) => [f(q, p), f(p, q)].map((x) => g(x, f)).join('/');",
    },
    'classes that extend each other': {
      'a.js':
        "import { B } from './b'; export class A extends B { x = this.y; ask() { return requestJira(super.x + this.y); } }",
      'b.js':
        "import { A } from './a'; export class B extends A { y = super.x; constructor() { super(new A(new B())); } }",
    },
    'conditions upon conditions': {
      'a.js': `let p = '/'; ${repeated('if (a) p += b ? "c" : p + p;\n', 20_000)} requestJira(p, { ...o, method: p });`,
    },
    'very many callers': {
      'a.js': 'export const ask = (p, o) => requestJira(p, o); export const all = (p) => ask(p, all) && ask(all(p));',
      'b.js': `import { ask, all } from './a'; ${repeated('const f = (x) => ask(x) + all(x);\n', 60_000)}`,
    },
    'options that spread each other': {
      'a.js': `const o0 = { ...o1 };${Array.from({ length: 500 }, (_, index) => `const o${index + 1} = { ...o${index}, ...o${(index * 7) % 500} };`).join('\n')} requestJira('/a', o250);`,
    },
  })) {
    property(`of ${what} is scanned in time`, 1, fc.constant(null), () => {
      const program = new CodeProgram(noPaths, true);
      for (const [path, text] of Object.entries(files)) program.set(path, text);
      assertSound(scanFiles(program, Object.keys(files)));
    });
  }

  for (const [what, text] of Object.entries({
    'brackets in brackets': `requestJira(${'['.repeat(40_000)}`,
    'calls in calls': `requestJira(${'f('.repeat(30_000)}`,
    sums: `requestJira("a"${'+"a"'.repeat(60_000)})`,
    templates: `requestJira(\`${'${`'.repeat(20_000)}`,
    'a variable of itself': 'let a = a; const b = c, c = b; requestJira(a + b); requestJira(c);',
    'ten megabytes': `requestJira();${repeated('x;\n', 10_000_000)}`,
    'a million lines': `requestJira();${'\n'.repeat(999_900)}`,
  })) {
    property(`of ${what} is scanned or left out in time`, 1, fc.constant(null), () =>
      assertSound(scanFile('a.js', text)),
    );
  }
});
