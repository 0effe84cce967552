import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scopesToList, scopesToMap } from '../../../../src/manifest/model/convert-scopes.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import {
  addScopes,
  removeDuplicates,
  removeScopes,
  replaceScope,
  type TextChange,
} from '../../../../src/manifest/model/scope-edits.ts';
import { applyChanges } from '../../../../src/manifest/model/verified-changes.ts';
import { madeManifests, scopeKey } from '../../../support/manifest-texts.ts';

const scopesOf = (text: string) => parseManifest(text).scopes.map(({ key }) => key);

function edited(text: string, changes: readonly TextChange[] | undefined): string {
  assert.ok(changes, `it is not edited: ${JSON.stringify(text)}`);
  return applyChanges(text, changes);
}

/** Whether all lines of one text are in another, in their order. */
function hasLinesOf(text: string, lines: string): boolean {
  const left = lines.split('\n').map((line) => line.replace('\r', ''));
  for (const line of text.split(/\r?\n/)) if (line === left[0]) left.shift();
  return left.length === 0;
}

const endings = (text: string) => new Set(text.match(/\r?\n/g));

describe('editing scopes', () => {
  it('adds some at the end, and changes no other line', () => {
    fc.assert(
      fc.property(
        madeManifests(),
        fc.uniqueArray(scopeKey, { minLength: 1, maxLength: 3 }),
        ({ text, scopes, form }, more) => {
          const added = more.filter((scope) => !scopes.includes(scope));
          const after = edited(text, added.length === 0 ? [] : addScopes(text, more));
          assert.deepEqual(scopesOf(after), [...scopes, ...added]);
          assert.deepEqual(parseManifest(after).problems, []);
          if (form === 'list' || form === 'listAtKey' || form === 'map') assert.ok(hasLinesOf(after, text), after);
          assert.deepEqual(endings(after), endings(text));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes some out with their lines, and changes no other line', () => {
    fc.assert(
      fc.property(madeManifests(2), fc.infiniteStream(fc.boolean()), ({ text, scopes, form }, picks) => {
        const [first = '', ...others] = scopes;
        const removed = [first, ...others.filter(() => picks.next().value)];
        const after = edited(text, removeScopes(text, removed));
        assert.deepEqual(
          scopesOf(after),
          scopes.filter((scope) => !removed.includes(scope)),
        );
        assert.deepEqual(parseManifest(after).problems, []);
        if (form !== 'flowList' && form !== 'flowMap' && removed.length < scopes.length)
          assert.ok(hasLinesOf(text, after), after);
      }),
      { numRuns: 60 },
    );
  });

  it('makes one another one where it stands', () => {
    fc.assert(
      fc.property(madeManifests(), fc.nat(), scopeKey, ({ text, scopes }, seed, to) => {
        const from = scopes[seed % scopes.length] ?? '';
        fc.pre(!scopes.includes(to));
        const after = edited(text, replaceScope(text, from, to));
        assert.deepEqual(
          scopesOf(after),
          scopes.map((scope) => (scope === from ? to : scope)),
        );
        const [old, now] = [text.split('\n'), after.split('\n')];
        assert.equal(now.length, old.length);
        assert.ok(old.every((line, index) => line === now[index] || line.includes(from)));
      }),
      { numRuns: 60 },
    );
  });

  it('turns a list into a map and back, and keeps comments', () => {
    fc.assert(
      fc.property(madeManifests(), ({ text, scopes, form }) => {
        const isMap = form === 'map' || form === 'flowMap';
        const there = edited(text, isMap ? scopesToList(text) : scopesToMap(text));
        assert.deepEqual(scopesOf(there), scopes);
        assert.deepEqual(there.match(/ #.*$/gm), text.match(/ #.*$/gm));
        const back = edited(there, isMap ? scopesToMap(there) : scopesToList(there));
        assert.deepEqual(scopesOf(back), scopes);
        if (form === 'flowList' || form === 'flowLines') assert.equal(back, text);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves one of each, whatever the style', () => {
    fc.assert(
      fc.property(madeManifests(2), fc.nat(), ({ text, scopes, form }, seed) => {
        fc.pre(form === 'list' || form === 'listAtKey' || form === 'flowList');
        const [first = '', ...others] = scopes;
        const again = others[seed % others.length] ?? '';
        const doubled = edited(text, replaceAt(text, again, first));
        const after = edited(doubled, removeDuplicates(doubled));
        assert.deepEqual(
          scopesOf(after),
          scopes.filter((scope) => scope !== again),
        );
        assert.deepEqual(parseManifest(after).problems, []);
      }),
      { numRuns: 60 },
    );
  });

  /** The change that makes a scope one that is there already. */
  function replaceAt(text: string, from: string, to: string): TextChange[] {
    const found = parseManifest(text).scopes.find(({ key }) => key === from)?.range;
    assert.ok(found);
    const start =
      text.split('\n').slice(0, found.start.line).join('\n').length +
      (found.start.line > 0 ? 1 : 0) +
      found.start.character;
    return [{ start, end: start + found.end.character - found.start.character, text: to }];
  }

  const app = 'app:\n  id: x\n';
  const added: [string, string, string][] = [
    ['to an empty text', '', 'permissions:\n  scopes:\n    - read:me\n'],
    ['to a manifest without permissions', app, `${app}permissions:\n  scopes:\n    - read:me\n`],
    ['to one that ends without a line break', 'app: {}', 'app: {}\npermissions:\n  scopes:\n    - read:me\n'],
    ['to empty permissions', `permissions: # none\n${app}`, `permissions: # none\n  scopes:\n    - read:me\n${app}`],
    [
      'to permissions without scopes',
      'permissions:\n    # egress\n    external: {}\n',
      'permissions:\n    # egress\n    scopes:\n      - read:me\n    external: {}\n',
    ],
    ['to permissions in braces', 'permissions: {}\n', 'permissions: {scopes: [read:me]}\n'],
    ['to others in braces', 'permissions: {external: {}}\n', 'permissions: {scopes: [read:me], external: {}}\n'],
    [
      'to scopes without anything',
      'permissions:\n  scopes:\n  external: {}\n',
      'permissions:\n  scopes:\n    - read:me\n  external: {}\n',
    ],
    ['to an empty list', 'permissions:\n  scopes: [] # none\n', 'permissions:\n  scopes: # none\n    - read:me\n'],
    ['to an empty list in braces', 'permissions: {scopes: []}\n', 'permissions: {scopes: [read:me]}\n'],
    [
      'where an item is not typed yet',
      'permissions:\n  scopes:\n    - read:jira-work\n    - # later\n',
      'permissions:\n  scopes:\n    - read:jira-work\n    - read:me # later\n',
    ],
    [
      'to a map with flags',
      'permissions:\n  scopes:\n    read:jira-work:\n      allowImpersonation: true\n  external: {}\n',
      'permissions:\n  scopes:\n    read:jira-work:\n      allowImpersonation: true\n    read:me: {}\n  external: {}\n',
    ],
    [
      'to a list with a comma at its end',
      'permissions:\n  scopes: [\n    a:b, # first\n  ]\n',
      'permissions:\n  scopes: [\n    a:b, # first\n    read:me,\n  ]\n',
    ],
    [
      'with CRLF',
      'app: {}\r\npermissions:\r\n  scopes:\r\n    - a:b\r\n',
      'app: {}\r\npermissions:\r\n  scopes:\r\n    - a:b\r\n    - read:me\r\n',
    ],
  ];
  for (const [title, text, expected] of added)
    it(`adds ${title}`, () => assert.equal(edited(text, addScopes(text, ['read:me'])), expected));

  const removed: [string, string, string][] = [
    ['the only one of a list', 'permissions:\n  scopes: # all\n    - read:me\n', 'permissions:\n  scopes: [] # all\n'],
    ['the only one of a list in brackets', 'permissions: {scopes: [read:me]}', 'permissions: {scopes: []}'],
    [
      'the last one, where the text ends with it',
      'permissions:\n  scopes:\n    - a:b\n    - read:me',
      'permissions:\n  scopes:\n    - a:b',
    ],
    [
      'one with its flags',
      'permissions:\n  scopes:\n    read:me:\n      # for jobs\n      allowImpersonation: true\n    a:b: {}\n',
      'permissions:\n  scopes:\n    a:b: {}\n',
    ],
    ['one that is there twice', 'permissions:\n  scopes: [read:me, a:b, read:me]\n', 'permissions:\n  scopes: [a:b]\n'],
  ];
  for (const [title, text, expected] of removed)
    it(`takes out ${title}`, () => assert.equal(edited(text, removeScopes(text, ['read:me'])), expected));

  it('turns a list of maps into a map with its flags', () => {
    const text =
      'permissions:\n  scopes:\n  - read:me:\n      allowImpersonation: true # for jobs\n  - a:b\n  - \n  - a:b\n';
    assert.equal(
      edited(text, scopesToMap(text)),
      'permissions:\n  scopes:\n    read:me:\n      allowImpersonation: true # for jobs\n    a:b: {}\n',
    );
  });

  it('turns a text into a list', () => {
    const text = 'permissions:\n  scopes: read:me, write:me # both\n  external: {}\n';
    assert.equal(
      edited(text, scopesToList(text)),
      'permissions:\n  scopes: # both\n    - read:me\n    - write:me\n  external: {}\n',
    );
  });

  it('turns no map with flags into a list', () => {
    assert.equal(scopesToList('permissions:\n  scopes:\n    read:me: { allowImpersonation: true }\n'), undefined);
  });

  for (const [title, text] of [
    ['an alias', 'x: &x [a:b]\npermissions:\n  scopes: *x\n'],
    ['two documents', 'app: {}\n---\npermissions: {}\n...\n'],
    ['a list instead of a map', '- a\n- b\n'],
    ['nothing but brackets', '[[[['],
  ] as const) {
    it(`is not done in ${title}`, () =>
      assert.deepEqual([addScopes(text, ['read:me']), removeScopes(text, ['a:b'])], [undefined, undefined]));
  }

  it('is not done with what would be no scope', () => {
    for (const scope of ['', 'read:', ': x', 'a b', '#x', "'x'", 'x\n- y'])
      assert.equal(addScopes(app, [scope]), undefined, scope);
    assert.equal(replaceScope('permissions: {scopes: [a:b, c:d]}', 'a:b', 'c:d'), undefined);
  });

  it('takes no anchor away that something else needs', () => {
    assert.equal(removeScopes('permissions:\n  scopes:\n    - &s read:me\nx: *s\n', ['read:me']), undefined);
  });

  it('throws at no text, and never makes one worse', () => {
    fc.assert(
      fc.property(
        madeManifests(),
        fc.nat(),
        fc.constantFrom('x', ':', '- ', '[', '{', '"', "'", '\n', '\t', '&a ', '*a', '|', ' '),
        ({ text, scopes }, seed, typed) => {
          const at = seed % (text.length + 1);
          const broken = text.slice(0, at) + typed + text.slice(at);
          const before = parseManifest(broken);
          for (const changes of [
            addScopes(broken, ['read:me']),
            removeScopes(broken, scopes.slice(0, 1)),
            scopesToMap(broken),
            scopesToList(broken),
            removeDuplicates(broken),
          ]) {
            if (changes)
              assert.ok(parseManifest(applyChanges(broken, changes)).problems.length <= before.problems.length);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
