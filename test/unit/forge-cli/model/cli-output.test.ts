import assert from 'node:assert/strict';
import { createOutputReader } from '../../../../src/forge-cli/model/cli-output.ts';

/** Reads a text, given in pieces of some length. */
function problemsIn(text: string, piece = text.length): readonly unknown[] {
  const reader = createOutputReader();
  const read = reader.stream();
  for (let at = 0; at < text.length; at += piece) read(text.slice(at, at + piece));
  return reader.end();
}

/** Printed by CLI 13.3.0, with colours; the second message is of another rule in the same file. */
const lint = `The linter checks the app code for known errors.
Press Ctrl+C to cancel.


\x1b[4m/home/mara/app/manifest.yml\x1b[24m
\x1b[2m13:4   \x1b[22m \x1b[31merror   \x1b[39m app runtime property name 'nodejs18.x' allowed values are 'nodejs20.x', 'nodejs22.x'  \x1b[2mvalid-document-required\x1b[22m

\x1b[2m2:0    \x1b[22m \x1b[33mwarning \x1b[39m Deprecated  UI Kit 1 modules: panel  \x1b[2mdeprecated-modules\x1b[22m

\x1b[4m/home/mara/app/src/index.js\x1b[24m
0:0     approval This makes a major version  MAJOR_VERSION_RULE

X 3 issues (1 error, 1 warning, 1 approval)
  Issues found are not automatically fixable with forge lint.
`;

const found = [
  {
    file: '/home/mara/app/manifest.yml',
    line: 12,
    column: 4,
    severity: 'error',
    message: "app runtime property name 'nodejs18.x' allowed values are 'nodejs20.x', 'nodejs22.x'",
    rule: 'valid-document-required',
  },
  {
    file: '/home/mara/app/manifest.yml',
    line: 1,
    column: 0,
    severity: 'warning',
    message: 'Deprecated  UI Kit 1 modules: panel',
    rule: 'deprecated-modules',
  },
  {
    file: '/home/mara/app/src/index.js',
    line: 0,
    column: 0,
    severity: 'approval',
    message: 'This makes a major version',
    rule: 'MAJOR_VERSION_RULE',
  },
];

describe('problems in the output of the Forge CLI', () => {
  it('are read of two streams, whose pieces come in between each other', () => {
    const reader = createOutputReader();
    const [out, err] = [reader.stream(), reader.stream()];
    const rest = lint.slice(lint.indexOf('error'));
    out(lint.slice(0, lint.indexOf('error')));
    err('(node:1) Warning: some');
    out(rest);
    err('thing is deprecated\n');
    assert.deepEqual(reader.end(), found);
  });

  it('are the linter’s, each at its place, however the output arrives', () => {
    for (const piece of [lint.length, 1, 7]) assert.deepEqual(problemsIn(lint, piece), found);
    assert.deepEqual(problemsIn(lint.replaceAll('\n', '\r\n')), found);
  });

  it('are syntax errors of bundling', () => {
    const text = `✖ Packaging app files

Error: Bundling failed: Module build failed (from ../node_modules/babel-loader/lib/index.js):
SyntaxError: /home/mara/app/src/index.js: Unexpected token (1:47)

> 1 | export const handler = async () => { return 1 +; };
    at constructor (/home/mara/node_modules/@babel/parser/lib/index.js:369:19)
`;
    assert.deepEqual(problemsIn(text), [
      { file: '/home/mara/app/src/index.js', line: 0, column: 47, severity: 'error', message: 'Unexpected token' },
    ]);
  });

  it('are syntax errors of linting', () => {
    const text = 'Error: Expression expected.\nin /home/mara/app/src/index.js\nat index 47\nat line 1, column 47\n';
    assert.deepEqual(problemsIn(text), [
      { file: '/home/mara/app/src/index.js', line: 0, column: 47, severity: 'error', message: 'Expression expected.' },
    ]);
  });

  it('are not errors without a place', () => {
    assert.deepEqual(problemsIn('Error: Not logged in.\n\nRerunning the command with --verbose may help.\n'), []);
    assert.deepEqual(problemsIn('13:4    error    without a file  rule\n'), []);
  });

  it('tell whether the app is uploaded, before which nothing is deployed', () => {
    const hasUploaded = (text: string) => {
      const reader = createOutputReader();
      const read = reader.stream();
      for (const character of text) read(character);
      reader.end();
      return reader.hasUploaded();
    };
    const before = 'Deploying Team Poll to staging...\n\n\x1b[34mℹ\x1b[39m Packaging app files\n';
    assert.equal(hasUploaded(before), false);
    assert.equal(hasUploaded(`${before}\x1b[34mℹ\x1b[39m Uploading app\n\nError: timeout\n`), true);
    assert.equal(hasUploaded('Uploading app'), true);
    assert.equal(hasUploaded(lint), false);
  });

  it('are bounded, in number and time', () => {
    const many = `/a/b.js\n${'1:1     error    x  rule\n\n'.repeat(5_000)}`;
    assert.equal(problemsIn(many).length, 1_000);
    const before = process.threadCpuUsage();
    problemsIn(`/a/b.js\n1:1     error    ${' '.repeat(500_000)}x\nSyntaxError: /${': '.repeat(200_000)}(1:2`, 4_096);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(user + system < 1_000_000, `${user + system} µs`);
  });
});
