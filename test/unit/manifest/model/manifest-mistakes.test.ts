import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { textAt } from '../../../support/parse-manifest.ts';

describe('a manifest with mistakes', () => {
  const mistakes: readonly [what: string, text: string, message: RegExp, at: string][] = [
    ['scopes that are a text', 'permissions:\n  scopes: storage:app\n', /list, or a map/, 'storage:app'],
    ['a scope that is a number', 'permissions:\n  scopes:\n    - 12\n', /A scope is a text/, '12'],
    [
      'a scope half-typed in a list',
      'permissions:\n  scopes:\n    - read:\n    - storage:app\n',
      /A scope is a text/,
      'read:',
    ],
    ['the same scope twice', 'permissions:\n  scopes:\n    - storage:app\n    - storage:app\n', /twice/, 'storage:app'],
    [
      'egress that is no list',
      'permissions:\n  external:\n    images: cdn.example.com\n',
      /images is a list/,
      'cdn.example.com',
    ],
    [
      'egress without an address',
      'permissions:\n  external:\n    images:\n      - inScopeEUD: true\n',
      /"address"/,
      'inScopeEUD: true',
    ],
    [
      'content that is no list',
      'permissions:\n  content:\n    styles: unsafe-inline\n',
      /content\.styles is a list/,
      'unsafe-inline',
    ],
    ['a remote without a key', 'remotes:\n  - baseUrl: https://example.com\n', /"key"/, 'baseUrl: https://example.com'],
    ['modules of a type that are no list', 'modules:\n  macro:\n    key: m\n', /macro is a list/, 'macro'],
    ['a list instead of a map', '- app\n- modules\n', /is a map/, '- app\n- modules'],
  ];
  for (const [what, text, message, at] of mistakes) {
    it(`names ${what}, and where`, () => {
      const { problems } = parseManifest(text);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(problems[0] && textAt(text, problems[0].range).trimEnd(), at);
    });
  }

  it('names YAML that can’t be, and reads the rest', () => {
    const { scopes, problems } = parseManifest(
      'permissions:\n  scopes:\n    - storage:app\n  external: {fetch: [\nmodules:\n  macro:\n',
    );
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app'],
    );
    assert.ok(problems.length > 0);
  });

  it('does not mind a tab where there must be none', () => {
    assert.ok(parseManifest('app:\n\tid: x\n').problems.length > 0);
  });
});
