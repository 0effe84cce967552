import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionTargetAt, otherScopes } from '../../../../src/manifest/model/completion-target.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { madeManifests } from '../../../support/manifest-texts.ts';

/** What is at the bar in a text: the part that is replaced in brackets, with what goes before and behind it. */
function at(marked: string): string | undefined {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const text = marked.replace('|', '');
  const place = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const found = completionTargetAt(text, place);
  if (found === undefined) return undefined;
  const { range, prefix, suffix } = found;
  const line = text.split('\n')[range.start.line] ?? '';
  assert.equal(range.start.line, place.line);
  assert.equal(found.text, line.slice(range.start.character, range.end.character));
  return `${line.slice(0, range.start.character)}«${prefix}[${found.text}]${suffix}»${line.slice(range.end.character)}`.replace(
    '\r',
    '',
  );
}

const list = (line: string) =>
  `app: {}\npermissions:\n  scopes:\n    - read:jira-work\n${line}\n    - storage:app\n  external: {}\n`;
const map = (line: string) => `permissions:\n  scopes:\n    read:jira-work:\n      allowImpersonation: true\n${line}\n`;

describe('the place of a scope', () => {
  const places: [string, string, string | undefined][] = [
    ['in an item', list('    - read|:issue:jira'), '    - «[read:issue:jira]»'],
    ['at the end of an item', list('    - read:issue:jira|'), '    - «[read:issue:jira]»'],
    ['behind a colon', list('    - read:|'), '    - «[read:]»'],
    ['behind the second colon', list('    - read:issue:|'), '    - «[read:issue:]»'],
    ['in an empty item', list('    - |'), '    - «[]»'],
    ['right behind a dash', list('    -|'), '    -« []»'],
    ['among spaces behind a dash', list('    -  |  '), '    -  «[  ]»'],
    ['before a comment', list('    - re|  # why'), '    - «[re]»  # why'],
    ['in quotes', list('    - "read:ji|ra-work" # x'), '    - "«[read:jira-work]»" # x'],
    ['behind a colon in quotes', list('    - "read:|"'), '    - "«[read:]»"'],
    ['in quotes that never end', list("    - 'read:|"), "    - '«[read:]»"],
    ['behind an anchor', list('    - &a read|'), '    - &a «[read]»'],
    ['on an empty line in the column of the items', list('    |'), '    «- []»'],
    ['in a word without a dash', list('    rea|'), '    «- [rea]»'],
    ['with CRLF', list('    - read:|').replaceAll('\n', '\r\n'), '    - «[read:]»'],
    ['in a list in the column of its key', 'permissions:\n  scopes:\n  - read|\n  - a:b\n', '  - «[read]»'],
    ['behind a tab', list('\t- read|'), '\t- «[read]»'],
    ['in the first item', 'permissions:\n  scopes:\n    - |\n', '    - «[]»'],
    ['on the first line below the key', 'permissions:\n  scopes:\n    |', '    «- []»'],
    ['in an entry of a map', map('    wri|'), '    «[wri]: {}»'],
    ['behind a colon in an entry', map('    write:|'), '    «[write:]»'],
    ['in an entry with settings', map('    wri|te:x: {}'), '    «[write:x]»: {}'],
    ['on an empty line in the column of the entries', map('    |'), '    «[]: {}»'],
    ['in brackets', 'permissions:\n  scopes: [read:jira-work, wr|]\n', '  scopes: [read:jira-work, «[wr]»]'],
    ['in empty brackets', 'permissions:\n  scopes: [|]\n', '  scopes: [«[]»]'],
    ['in brackets that never close', 'permissions:\n  scopes: [a:b, read:|\n', '  scopes: [a:b, «[read:]»'],
    ['in quotes in brackets', "permissions:\n  scopes: ['re|']\n", "  scopes: ['«[re]»']"],
    ['in brackets over several lines', 'permissions:\n  scopes: [\n    a:b, # x, y\n    re|\n  ]\n', '    «[re]»'],
    ['in braces', 'permissions:\n  scopes: { a:b: {}, re| }\n', '  scopes: { a:b: {}, «[re]: {}» }'],
    ['in braces of the permissions', 'permissions: { scopes: [re|] }\n', 'permissions: { scopes: [«[re]»] }'],
    ['not in a comment', list('    - read:x # re|'), undefined],
    ['not before a dash', list('  |  - read:x'), undefined],
    ['not behind a scope', list('    - read:x |'), undefined],
    ['not on an empty line in another column', list('      |'), undefined],
    ['not in the settings of a scope', map('      allow|'), undefined],
    ['not in a value of braces', 'permissions:\n  scopes: { a:b: re| }\n', undefined],
    ['not behind the brackets', 'permissions:\n  scopes: [a:b] |\n', undefined],
    ['not in the key', 'permissions:\n  sco|pes:\n    - a:b\n', undefined],
    ['not in other permissions', 'permissions:\n  scopes: []\n  external:\n    images:\n      - re|\n', undefined],
    ['not in scopes of something else', 'modules:\n  scopes:\n    - re|\n', undefined],
    ['not behind the permissions', 'permissions:\n  scopes:\n    - a:b\nmodules:\n  x:\n    - re|\n', undefined],
    ['not in an empty text', '|', undefined],
  ];
  for (const [title, text, expected] of places) it(`is ${title}`, () => assert.equal(at(text), expected));

  it('is where a parsed scope stands, whatever the style', () => {
    fc.assert(
      fc.property(madeManifests(), fc.nat(), fc.nat(), ({ text, scopes }, seed, inside) => {
        const scope = parseManifest(text).scopes[seed % scopes.length];
        assert.ok(scope);
        const quoted = scope.range.end.character - scope.range.start.character - scope.key.length;
        const character = scope.range.start.character + quoted / 2 + (inside % (scope.key.length + 1));
        const found = completionTargetAt(text, { line: scope.range.start.line, character });
        assert.deepEqual([found?.text, found?.prefix, found?.suffix], [scope.key, '', '']);
        if (found)
          assert.deepEqual([...otherScopes(text, found)].sort(), scopes.filter((key) => key !== scope.key).sort());
      }),
      { numRuns: 100 },
    );
  });

  it('is looked for in any text without throwing', () => {
    fc.assert(
      fc.property(
        madeManifests(),
        fc.string(),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        ({ text }, typed, where, line, character) => {
          const start = where % (text.length + 1);
          const broken = text.slice(0, start) + typed + text.slice(start);
          const found = completionTargetAt(broken, {
            line: line % (broken.split('\n').length + 1),
            character: character % 40,
          });
          if (found) otherScopes(broken, found);
        },
      ),
      { numRuns: 100 },
    );
  });

  // With a look at each character from each character, this takes minutes.
  it('is looked for at once in lines as long as a manifest', () => {
    const word = 'a'.repeat(250_000);
    const block = `permissions:\n  scopes:\n    - ${word} \n    - b\n`;
    const target = completionTargetAt(block, { line: 3, character: 7 });
    assert.ok(target);
    assert.equal(otherScopes(block, target).size, 0);
    assert.equal(
      completionTargetAt(`permissions:\n  scopes: [${word} ,b]\n`, { line: 1, character: 250_012 }),
      undefined,
    );
  });
});
