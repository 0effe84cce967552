import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';

const document = '.github/DOCUMENTATION-PAGE.md';
const rows = readFileSync(join(root, document), 'utf8')
  .split('\n')
  .filter((line) => /^\| [SN]\d/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));

/** `S3–S5` as S3, S4 and S5; `S30, S31` as both. */
function numbersIn(cell: string): string[] {
  return cell.split(', ').flatMap((range) => {
    const [, kind = '', from, to = from] = /^([SN])(\d+)(?:–\1(\d+))?$/.exec(range) ?? assert.fail(range);
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${kind}${Number(from) + index}`);
  });
}

/** The tests that a row names. */
function testsIn(cell: string): { file: string; title: string }[] {
  return cell.split('<br>').map((one) => {
    const [, file = '', title = ''] = /^`(test\/[\w./-]+\.test\.ts)`: “(.+)”$/.exec(one) ?? assert.fail(one);
    return { file, title };
  });
}

/** Whether a file has a test with this title, as its source writes it. */
function hasTest(file: string, title: string): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some((quote) => source.includes(`it(${quote}${title}${quote}, `));
}

describe('the table of what Atlassian’s page says', () => {
  it('has every sentence once', () => {
    const expected = [...Array.from({ length: 105 }, (_, index) => `S${index + 1}`), 'N1', 'N2'];
    assert.deepEqual(rows.flatMap(([numbers = '']) => numbersIn(numbers)).toSorted(), expected.toSorted());
  });

  it('says of each where it is, and whether it is met', () => {
    for (const row of rows) {
      assert.equal(row.length, 5, row[0]);
      assert.ok(
        row.every((cell) => cell !== ''),
        row[0],
      );
      const [numbers = '', , where = '', met = '', test = ''] = row;
      assert.match(met, /^(yes|partly|no)$/, numbers);
      assert.equal(where.includes('Missing: ') || test === 'no test', met !== 'yes', numbers);
    }
  });

  for (const [numbers = '', , , , test = ''] of rows.filter((row) => row.at(-1) !== 'no test')) {
    it(`names a test that exists for ${numbers}`, () => {
      for (const { file, title } of testsIn(test)) assert.ok(hasTest(file, title), `${file}: ${title}`);
    });
  }
});
