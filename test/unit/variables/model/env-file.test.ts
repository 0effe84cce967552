import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { envFileLimits, envFileLine, parseEnvFile } from '../../../../src/variables/model/env-file.ts';

const parsed = (text: string) =>
  Object.fromEntries(parseEnvFile(text).entries.map(({ key, value }) => [key, value] as const));

describe('a .env file', () => {
  it('is read as dotenv reads it', () => {
    const text = [
      '\u{feff}# a comment',
      'PLAIN=value',
      'export EXPORTED = spaced value # comment',
      'HASH=a#b',
      "SINGLE='kept \\n # as it is'",
      'DOUBLE="line one\\nline \\"two\\""',
      'MANY="first',
      'second"',
      'EMPTY=',
      'FORGE_USER_VAR_TWIN=tunnel',
      'EQUALS=a=b=c',
    ].join('\r\n');
    assert.deepEqual(parsed(text), {
      PLAIN: 'value',
      EXPORTED: 'spaced value',
      HASH: 'a#b',
      SINGLE: 'kept \\n # as it is',
      DOUBLE: 'line one\nline "two"',
      MANY: 'first\nsecond',
      EMPTY: '',
      TWIN: 'tunnel',
      EQUALS: 'a=b=c',
    });
  });

  it('says which lines are left out, and keeps the last of a key', () => {
    const { entries, problems } = parseEnvFile('A=1\nnonsense\nWITH BLANK=2\nA=3\nOPEN="never closed\nB=4');
    assert.deepEqual(
      entries.map(({ key, value }) => [key, value]),
      [
        ['A', '3'],
        ['B', '4'],
      ],
    );
    assert.deepEqual(problems, [
      { line: 2, kind: 'noKey' },
      { line: 3, kind: 'noKey' },
      { line: 1, kind: 'duplicate' },
      { line: 5, kind: 'openQuote' },
    ]);
  });

  it('takes a bounded number of variables', () => {
    const lines = Array.from({ length: envFileLimits.entries + 5 }, (_, index) => `K${index}=${index}`);
    assert.equal(parseEnvFile(lines.join('\n')).entries.length, envFileLimits.entries);
  });

  it('is quick with a file of quotes that are never closed', () => {
    const text = 'A="\\\n'.repeat(200_000);
    const started = performance.now();
    parseEnvFile(text);
    assert.ok(performance.now() - started < 2000);
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
        assert.deepEqual(parsed(line), { KEY: value });
      }
    });
});
