import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { envFileLimits, envFileLine, parseEnvFile } from '../../../../src/variables/model/env-file.ts';

const parsed = (text: string) =>
  Object.fromEntries(parseEnvFile(text).entries.map(({ key, value }) => [key, value] as const));

describe('a .env file', () => {
  // What dotenv 17 and 18 parse of these lines.
  const likeDotenv: readonly (readonly [text: string, variables: Readonly<Record<string, string>>])[] = [
    ['\u{feff}# a comment\nPLAIN=value', { PLAIN: 'value' }],
    ['A=1\r\nB=2\rC=3', { A: '1', B: '2', C: '3' }],
    ['export A = spaced value # comment', { A: 'spaced value' }],
    ['export=1', { export: '1' }],
    ['A=', { A: '' }],
    ['A=b=c', { A: 'b=c' }],
    ['A: yaml\nB:1', { A: 'yaml' }],
    ['a.b-c=1\nA$=1\n1A=2', { 'a.b-c': '1', '1A': '2' }],
    ['A=1\nB=2\nA=3', { A: '3', B: '2' }],
    ['A=a#b\nB=#b\nC="a#b"\nD="x"#c', { A: 'a', B: '', C: 'a#b', D: 'x' }],
    ["A='kept \\n # as it is'", { A: 'kept \\n # as it is' }],
    ['A="one\\ntwo\\tthree\\r"', { A: 'one\ntwo\\tthree\r' }],
    ['A="say \\"it\\""', { A: 'say \\"it\\"' }],
    ['A="first \r\n second"\nB=1', { A: 'first \n second', B: '1' }],
    ['A=`it\'s a "quote"`', { A: 'it\'s a "quote"' }],
    ['A="C:\\dir\\"\nB="b"', { A: 'C:\\dir\\', B: 'b' }],
    ['A="x" y\nB=1', { A: '"x" y', B: '1' }],
    ["A='it'\\''s'", { A: "it'\\''s" }],
    ['A=$B ${C}', { A: '$B ${C}' }],
  ];
  for (const [text, variables] of likeDotenv)
    it(`is read as dotenv reads it: ${JSON.stringify(text)}`, () => assert.deepEqual(parsed(text), variables));

  it('loses the prefix of the tunnel', () =>
    assert.deepEqual(parsed('FORGE_USER_VAR_TWIN=tunnel\nFORGE_USER_VAR_=none'), { TWIN: 'tunnel' }));

  it('says what of it is not taken, and keeps the last of a key', () => {
    const { entries, problems, excess } = parseEnvFile(
      'A=1\nnonsense\nWITH BLANK=2\nA=3\nOPEN="never closed\nB=4\nCUT=pa#ss\nC=5 # comment\nD=#fff\nE= # comment',
    );
    assert.deepEqual(
      entries.map(({ key, value }) => [key, value]),
      [
        ['A', '3'],
        ['B', '4'],
        ['CUT', 'pa'],
        ['C', '5'],
        ['D', ''],
        ['E', ''],
      ],
    );
    assert.deepEqual(problems, [
      { line: 1, kind: 'duplicate' },
      { line: 2, kind: 'noKey' },
      { line: 3, kind: 'noKey' },
      { line: 5, kind: 'openQuote' },
      { line: 7, kind: 'cut' },
      { line: 9, kind: 'cut' },
    ]);
    assert.equal(excess, 0);
  });

  it('gives a bounded number of variables, with their last values, and says how many are left out', () => {
    const lines = Array.from({ length: envFileLimits.entries + 5 }, (_, index) => `K${index}=${index}`);
    const { entries, excess } = parseEnvFile([...lines, 'K0=last'].join('\n'));
    assert.equal(entries.length, envFileLimits.entries);
    assert.equal(entries[0]?.value, 'last');
    assert.equal(excess, 5);
  });

  it('is quick with a file of quotes that are never closed', () => {
    for (const text of ['A="\\\n'.repeat(200_000), `A="\n${'\\"\n'.repeat(300_000)}`, `A="${'\\" '.repeat(300_000)}`]) {
      const started = performance.now();
      parseEnvFile(text);
      assert.ok(performance.now() - started < 2000);
    }
  });

  it('is written so that it reads back the same', () => {
    for (const value of ['plain', 'with blank', 'a "quote" and \\ backslash', 'two\nlines', '#hash', '', "it's"])
      assert.deepEqual(parsed(envFileLine({ key: 'KEY', value }, 'FORGE_USER_VAR_')), { KEY: value });
  });

  // Windows has no such shell.
  if (process.platform !== 'win32')
    it('is written so that a shell runs nothing of a value', async () => {
      const values = [
        '$(echo ran)',
        '`echo ran`',
        "it's $HOME and `id`",
        '"; echo ran; "',
        '\\$(echo ran)',
        "'; echo ran; '",
      ];
      for (const value of values) {
        const line = envFileLine({ key: 'KEY', value });
        const { stdout } = await promisify(execFile)('sh', ['-c', `${line}\nprintf %s "$KEY"`]);
        assert.equal(stdout, value);
      }
    });
});
