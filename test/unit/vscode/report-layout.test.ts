import assert from 'node:assert/strict';
import { facts, heading, table, wrapped } from '../../../src/vscode/report-layout.ts';

// Expectations are spelled out: counting columns here by the same library would prove nothing.
describe('the layout of a plain-text report', () => {
  it('keeps columns below each other where cells are Japanese, Korean or emoji', () => {
    assert.equal(
      table(
        ['App', 'Owner', 'Site'],
        [
          ['Notes', 'Ann', 'one'],
          ['顧客メモ', '山田太郎', 'two'],
          ['🚀 Launch', '김민준', 'three'],
          ['ﾒﾓ', 'José', 'four'],
        ],
      ),
      [
        'App        Owner     Site',
        '---------  --------  -----',
        'Notes      Ann       one',
        '顧客メモ   山田太郎  two',
        '🚀 Launch  김민준    three',
        'ﾒﾓ         José      four',
      ].join('\n'),
    );
  });

  it('counts an accent written on its own, and an emoji of several characters, as what is seen', () => {
    assert.equal(
      table(
        ['Name', 'Is'],
        [
          ['Jose\u0301', 'a'],
          ['🇯🇵❤️', 'b'],
        ],
      ),
      ['Name  Is', '----  --', 'Jose\u0301  a', '🇯🇵❤️  b'].join('\n'),
    );
  });

  it('cuts no cell: one wider than 60 columns shifts its own row only', () => {
    const long = '長'.repeat(31);
    assert.equal(
      table(
        ['Name', 'Is'],
        [
          [long, 'a'],
          ['短い', 'b'],
        ],
      ),
      [`Name${' '.repeat(56)}  Is`, `${'-'.repeat(60)}  --`, `${long}  a`, `短い${' '.repeat(56)}  b`].join('\n'),
    );
  });

  it('underlines a heading as wide as it is, up to 100 columns', () => {
    assert.equal(heading('Notes'), 'Notes\n=====');
    assert.equal(heading('顧客メモ 🚀', '-'), '顧客メモ 🚀\n-----------');
    assert.equal(heading('長'.repeat(60)), `${'長'.repeat(60)}\n${'='.repeat(100)}`);
  });

  it('puts values below each other, whatever script their labels have', () => {
    assert.equal(
      facts([
        ['App', 'a'],
        ['名前', 'b'],
        ['Owner', undefined],
      ]),
      'App   a\n名前  b',
    );
  });

  it('breaks lines at 90 columns, not characters', () => {
    const word = '長'.repeat(22);
    assert.equal(wrapped(`${word} ${word} ${word}`, '  '), `${word} ${word}\n  ${word}`);
    assert.equal(wrapped(`${'a'.repeat(44)} ${'a'.repeat(45)} b`), `${'a'.repeat(44)} ${'a'.repeat(45)}\nb`);
  });
});
