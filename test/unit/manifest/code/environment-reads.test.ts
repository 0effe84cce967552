import assert from 'node:assert/strict';
import { layOut } from '../../../../src/manifest/code/app-layout.ts';
import { AppReading } from '../../../../src/manifest/code/app-reading.ts';
import { variablesRead } from '../../../../src/manifest/model/missing-variables.ts';

const page = { 'static/page.jsx': 'render();' };

/** Reads the code of an app with a function `index.run` and a page. */
function open(own: Readonly<Record<string, string>>): AppReading {
  const files = { ...page, ...own };
  const reading = new AppReading();
  const entryPoints = { handlers: ['index.run'], resources: ['static/page.jsx'] };
  reading.setLayout(
    layOut({
      folder: '',
      code: Object.keys(files),
      isWide: true,
      isInOtherApp: () => false,
      packages: [],
      entryPoints,
    }),
  );
  readAgain(reading, files);
  return reading;
}

function readAgain(reading: AppReading, files: Readonly<Record<string, string>>): void {
  for (let round = 0; round < 10; round++) {
    const { wanted, scan } = reading.plan();
    for (const path of wanted) reading.setFile({ path, text: files[path] ?? '' });
    for (const path of scan) reading.scan(path);
  }
}

/** The variables that somebody has to set, as `name file:line`. */
const told = (reading: AppReading) =>
  variablesRead(reading.results()).flatMap(({ name, places }) =>
    places.map(({ file, read }) => `${name} ${file}:${read.range.start.line + 1}`),
  );
const inFiles = (files: Readonly<Record<string, string>>) => told(open(files));
const names = (code: string) => inFiles({ 'src/index.ts': code }).map((one) => one.slice(0, one.indexOf(' ')));

type Case = readonly [what: string, code: string, expected: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [what, code, expected] of cases) it(what, () => assert.deepEqual(names(code), expected));
}

describe('Environment variables that functions read are found', () => {
  check([
    ['as members', "run(process.env.A, process.env['B'], process?.env?.C);", ['A', 'B', 'C']],
    [
      'in types and templates',
      'const url = `${process.env.A}/x`; call(process.env.B!, process.env.C as string);',
      ['A', 'B', 'C'],
    ],
    [
      'taken apart',
      "const { A, B: b, 'C': c, ...others } = process.env; let d; ({ D: d } = process.env);",
      ['A', 'B', 'C', 'D'],
    ],
    ['through an import of process', "import process from 'node:process'; run(process.env.A);", ['A']],
    ['through its import by name', "import { env, env as e } from 'process'; run(env.A, e['B']);", ['A', 'B']],
    [
      'through an import of all',
      "import * as node from 'node:process'; run(node.env.A, node.default.env.B);",
      ['A', 'B'],
    ],
    ['through require', "const { env } = require('node:process'); run(env.A, require('process').env.B);", ['A', 'B']],
    ['of the global object', 'run(globalThis.process.env.A, global.process?.env.B);', ['A', 'B']],
    ['by another name', 'const env = process.env as Settings; const e = env; const { B } = e; run(env.A);', ['A', 'B']],
    ['by another name of process', "const p = process; const { env } = p; run(env.A, p.env['B']);", ['A', 'B']],
    ['out of process', 'const { env: { A, B: b }, pid } = process; run(A, b);', ['A', 'B']],
    ['before the name is declared', 'export const run = () => env.A; const env = process.env;', ['A']],
    ['beside those that have another value', 'run(process.env.A, process.env.B ?? 1);', ['A']],
  ]);

  it('once each, with all of their places', () => {
    assert.deepEqual(
      inFiles({
        'src/index.ts': "import './other';\nrun(process.env.B);\nrun(process.env.A);",
        'src/other.ts': 'run(process.env.A);',
      }),
      ['A src/index.ts:3', 'A src/other.ts:1', 'B src/index.ts:2'],
    );
  });

  it('in what handlers reach, not in pages, in what both share, in tests and in the rest', () => {
    const read = 'export const key = process.env.KEY;';
    assert.deepEqual(
      inFiles({
        'src/index.ts': "import './own'; import './shared';",
        'src/own.ts': read,
        'src/shared.ts': read,
        'src/unused.ts': read,
        'src/index.test.ts': read,
        'webpack.config.js': read,
        'static/page.jsx': `import '../src/shared'; ${read}`,
      }),
      ['KEY src/own.ts:1'],
    );
  });

  it('again once the code changes', () => {
    const files = { 'src/index.ts': 'run(process.env.A);' };
    const reading = open(files);
    assert.deepEqual(told(reading), ['A src/index.ts:1']);
    const changed = { ...page, 'src/index.ts': 'run();\nrun(process.env.B);' };
    reading.setFile({ path: 'src/index.ts', text: changed['src/index.ts'] });
    readAgain(reading, changed);
    assert.deepEqual(told(reading), ['B src/index.ts:2']);
  });
});

describe('Environment variables are nothing to tell', () => {
  const none = (cases: readonly (readonly [what: string, code: string])[]) =>
    check(cases.map(([what, code]) => [what, code, []]));
  none([
    ['where the name is known at run time only', 'run(process.env[name], process.env[`A_${kind}`]);'],
    ['where process is another', 'export const run = (process) => process.env.A;'],
    ['where env is of something else', 'run(import.meta.env.A, context.process.env.A, env.A);'],
    ['where env is of another module', "import { env } from './process'; run(env.A, process.argv);"],
    ['where env may be another', 'let env = process.env; env = load(); run(env.A);'],
    ['where env is a parameter', 'const env = process.env; export const run = (env) => env.A;'],
    ['where env is named by itself', 'const env = env; const a = b, b = a; run(env.A, a.B, process.env.length ?? 0);'],
    ['where there is another value', "run(process.env.A ?? 'a', process.env.B || 'b'); const { C = 1 } = process.env;"],
    [
      'where there is another value for what is made of it',
      "run(Number(process.env.A) || 5, (process.env.B as string) || 'b');",
    ],
    ['where the code looks first', 'if (!process.env.A) throw new Error(); run(process.env.A);'],
    ['where it is compared', "const isVerbose = process.env.A === 'true' && process.env.B?.length;"],
    ['where the code sets it', 'process.env.A ||= one(); process.env.B = two(); run(process.env.A, process.env.B);'],
    ['where the code may set any', 'process.env[name] = value; run(process.env.A);'],
    ['where a function gets all', 'Object.assign(process.env, settings); run(process.env.A);'],
    ['where a function gets all by another name', 'const env = process.env; load(env); run(process.env.A);'],
    ['where the code sets it by another name', "const { env } = process; env.A = 'a'; run(process.env.A);"],
    ['where the code asks whether it is there', "if ('A' in process.env) run(process.env.A);"],
    ['where it asks the object', "if (process.env.hasOwnProperty('A')) run(process.env.A, process.env.toString());"],
    ['where a package sets those of a file', "import 'dotenv/config'; run(process.env.A);"],
    [
      'where Node, Forge and AWS set it',
      'run(process.env.NODE_ENV, process.env.AWS_REGION, process.env.TZ, process.env.PATH, process.env.FORGE_USER_VAR_A);',
    ],
    ['where its name is none that can be told', "run(process.env['A\\nB'], process.env['A B']);"],
  ]);

  it('where another file of the functions sets it', () => {
    assert.deepEqual(
      inFiles({ 'src/index.ts': "import './set'; run(process.env.A);", 'src/set.ts': "process.env.A = 'a';" }),
      [],
    );
  });

  it('where the handler is not found', () => {
    assert.deepEqual(inFiles({ 'src/other.ts': 'run(process.env.A);' }), []);
  });
});
