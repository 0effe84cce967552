import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { csvText, formulaSafeCell, unguardedCell } from '../../../src/files/csv-cell.ts';

/** What a strict reader makes of a text: rows end with CRLF, every row has as many cells as the first. */
const read = (text: string, bom = false): string[][] => parse(text, { bom, record_delimiter: '\r\n' });

describe('CSV', () => {
  const columns = ['Site', 'Notes'];

  it('is the columns and the rows, each ended with CRLF', async () => {
    assert.equal(
      await csvText(columns, [
        ['a', 'b'],
        ['c', ''],
      ]),
      'Site,Notes\r\na,b\r\nc,\r\n',
    );
    assert.equal(await csvText(columns, []), 'Site,Notes\r\n');
  });

  const literal: readonly [what: string, text: string][] = [
    ['a comma', 'a,b'],
    ['quotes', 'say "what"'],
    ['nothing but a quote', '"'],
    ['LF', 'first\nsecond'],
    ['CR', 'first\rsecond'],
    ['CRLF', 'first\r\nsecond'],
    ['LF at the end', 'first\n'],
    ['a comma, a quote and a line break', 'a,"b"\r\n,c'],
    ['a semicolon and a tab', 'a;b\tc'],
    ['spaces around it', '  a  '],
    ['Japanese', '議事録メーカー「東京」'],
    ['emoji and right-to-left text', '👩🏽‍💻 שלום'],
    ['an apostrophe', "'a"],
    ['a hyphen within', 'a-b=c+d@e'],
    ['nothing', ''],
    ['a null character', 'a\0b'],
  ];
  for (const [what, text] of literal) {
    it(`keeps a cell with ${what}`, async () => {
      const csv = await csvText(columns, [
        [text, 'beside'],
        ['next', text],
      ]);
      assert.deepEqual(read(csv), [columns, [text, 'beside'], ['next', text]]);
    });
  }

  it('quotes line breaks of any kind, for readers that take each for the end of a row', async () => {
    for (const text of ['a\nb', 'a\rb', 'a\r\nb']) assert.equal(await csvText(['c'], [[text]]), `c\r\n"${text}"\r\n`);
  });

  const formulas = [
    '=1+1',
    '=HYPERLINK("http://evil.example","x")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '=',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=a,b',
    '-\nx',
  ];
  for (const formula of formulas) {
    it(`keeps ${JSON.stringify(formula)} from being a formula`, async () => {
      assert.deepEqual(read(await csvText([formula, 'x'], [['x', formula]])), [
        [`'${formula}`, 'x'],
        ['x', `'${formula}`],
      ]);
    });
  }

  const inside: readonly [text: string, guarded: string][] = [
    ['Notes;=1+1', "Notes;'=1+1"],
    ['a;b;+c', "a;b;'+c"],
    ['a\t-1', "a\t'-1"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['a\r\n=1', "a\r\n'=1"],
    ['\r\n=1', "'\r\n'=1"],
    [';＝1', ";'＝1"],
    ["'=1", "''=1"],
    ["a;'@x", "a;''@x"],
    ['a;b=c', 'a;b=c'],
    ["it's; fine", "it's; fine"],
  ];
  for (const [text, guarded] of inside) {
    it(`guards ${JSON.stringify(text)} wherever a spreadsheet splits, and reads it back`, () => {
      assert.equal(formulaSafeCell(text), guarded);
      assert.equal(unguardedCell(guarded), text);
    });
  }

  describe('with semicolons, for Excel where a comma is the decimal sign', () => {
    const semicolons = (text: string): string[][] => parse(text, { delimiter: ';', record_delimiter: '\r\n' });

    for (const [what, text] of literal)
      it(`keeps a cell with ${what}`, async () => {
        const csv = await csvText(columns, [[text, 'beside']], { separator: ';' });
        assert.deepEqual(semicolons(csv), [columns, [text, 'beside']]);
      });

    it('separates the columns with them alone', async () => {
      const options = { separator: ';', byteOrderMark: true } as const;
      assert.equal(await csvText(columns, [['1,5', 'Zürich']], options), '\uFEFFSite;Notes\r\n1,5;Zürich\r\n');
    });

    it('keeps formulas from running where a spreadsheet splits at commas instead', async () => {
      for (const [text, guarded] of [
        ['=1', "'=1"],
        ['a;=1', "a;'=1"],
        ['a,=1', "a,'=1"],
        ["a,'=1", "a,''=1"],
        ['a,b,+1', "a,b,'+1"],
        ['1,5', '1,5'],
      ] as const)
        assert.deepEqual(semicolons(await csvText(['x', 'y'], [[text, '']], { separator: ';' }))[1], [guarded, '']);
    });
  });

  it('leaves formulas as they are where it is told to', async () => {
    assert.deepEqual(read(await csvText(columns, [formulas.slice(0, 2)], { formulaSafe: false })), [
      columns,
      formulas.slice(0, 2),
    ]);
  });

  it('begins with a byte order mark only where it is asked for', async () => {
    const marked = await csvText(columns, [['東京', '']], { byteOrderMark: true });
    assert.deepEqual([...new TextEncoder().encode(marked).slice(0, 4)], [0xef, 0xbb, 0xbf, 'S'.charCodeAt(0)]);
    assert.deepEqual(read(marked, true), [columns, ['東京', '']]);
    assert.equal((await csvText(columns, [['東京', '']])).startsWith('\uFEFF'), false);
  });

  it('is read back whole at 10,000 rows', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [`site "${index}", \n${index}`, String(index)]);
    assert.deepEqual(read(await csvText(columns, rows)).slice(1), rows);
  });
});
