import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ignoreLimits } from '../../../src/manifest/code/ignore-limits.ts';
import { createIgnoreRules } from '../../../src/manifest/code/ignore-rules.ts';
import { useFolder } from '../../support/folder.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { ignoredByGit, initRepository } from '../../support/git-ignored.ts';

const name = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '-', ' ', '.x', '[', ']', '*', '!', '#', 'é', 'bar'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
const path = fc
  .array(name, { minLength: 1, maxLength: 5 })
  .map((names) => names.join('/'))
  // This one is a folder.
  .filter((text) => text !== 'a');

const part = fc.constantFrom(
  ...'a b c A - .x é bar x / / / * * ? ** **/ /**/ *** ! #'.split(' '),
  ...'\\a \\* \\ \\\\ \\/ [ab] [!a] [^b] [a-c] []a] [!]] [a-] [-a] [b-a] [ [a [\\]] [a\\ [/] [a-\\c]'.split(' '),
  ...'[[:alpha:]] [[:upper:]b] [[:space:]] [[:no:]] [[:a]'.split(' '),
  ...[' ', '\\ ', '\t'],
);
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '/', '!/', '**/', '#', ' ', '\\'),
    fc.array(part, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('', '', '/', '/**', '/*', ' ', '  ', '\r', '\\ ', '\\  '),
  )
  .map(([first, parts, last]) => first + parts.join('') + last);
const gitignore = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'));
/** A line made of a path, so that many match. */
const likely = path.chain((text) =>
  fc
    .array(fc.constantFrom('', '*', '?', '**', '/', '[a-c]'), { minLength: text.length, maxLength: text.length })
    .map((changes) => Array.from(text, (character, at) => changes[at] || character).join('')),
);

describe('.gitignore files that nobody wrote', function () {
  this.timeout(600_000);
  const folder = useFolder();
  beforeEach(() => initRepository(folder.path));

  property(
    'ignore what they ignore for git',
    150,
    fc.record({
      top: fc.array(fc.oneof(line, likely), { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
      deeper: gitignore,
      paths: fc.uniqueArray(
        fc.oneof(
          path,
          path.map((below) => `a/${below}`),
        ),
        { minLength: 30, maxLength: 40 },
      ),
    }),
    async ({ top, deeper, paths }) => {
      const gitignores = new Map([
        ['', top],
        ['a', deeper],
      ]);
      const rules = createIgnoreRules(gitignores);
      assert.deepEqual(
        paths.filter((one) => rules.ignores(one)),
        await ignoredByGit(folder.path, gitignores, paths),
      );
      assert.deepEqual(rules.notApplied, []);
    },
  );

  property(
    'take no more looks than their length times that of the paths',
    300,
    fc.record({
      lines: fc.array(
        fc.oneof(
          fc.tuple(part, fc.nat(60)).map(([unit, count]) => unit.repeat(count)),
          fc
            .tuple(fc.constantFrom('**/a/', '*a', '**/*', '?*', '[ab]*', 'a*/'), fc.nat(16))
            .map(([unit, count]) => `${unit.repeat(count)}x`),
        ),
        { maxLength: 20 },
      ),
      paths: fc.array(
        fc
          .tuple(fc.constantFrom('a/', 'a', 'ab/', 'b/a/', '/'), fc.nat(100))
          .map(([unit, count]) => `${unit.repeat(count)}b`),
        { minLength: 1, maxLength: 10 },
      ),
    }),
    ({ lines, paths }) => {
      const rules = createIgnoreRules(new Map([['', lines.join('\n')]]));
      for (const one of paths) rules.ignores(one);
      const folders = paths.flatMap((one) =>
        one.split('/').map((_, depth, names) => names.slice(0, depth + 1).join('/')),
      );
      const most = lines.reduce(
        (sum, text) => sum + folders.reduce((all, one) => all + 1 + (text.length + 2) * one.length, 0),
        0,
      );
      assert.ok(rules.looks <= most, `${rules.looks} looks, ${most} at most`);
      assert.ok(rules.looks <= ignoreLimits.looks);
    },
  );
});
