import assert from 'node:assert/strict';
import { chooseRings, readTestArguments } from '../../tools/test-arguments.ts';

const rings = [
  { name: 'lint', folders: [], quick: true },
  { name: 'unit', folders: ['unit', 'faults'], quick: true },
  { name: 'editor', folders: ['editor'] },
  { name: 'oldest', folders: ['editor'], onlyNamed: true },
  { name: 'ui', folders: ['ui'] },
];

/** The rings that these arguments choose, each with its files. */
const chosen = (...args: string[]) =>
  chooseRings(rings, readTestArguments(args)).map(({ ring, files }) => [ring.name, ...files].join(' '));

describe('the arguments of npm test', () => {
  it('choose every ring but those that run only when named', () => {
    assert.deepEqual(chosen(), ['lint', 'unit', 'editor', 'ui']);
  });

  it('choose the quick rings', () => {
    assert.deepEqual(chosen('--quick'), ['lint', 'unit']);
  });

  it('choose rings by name, in the order in which they run', () => {
    assert.deepEqual(chosen('oldest', 'unit', '--quick'), ['unit', 'oldest']);
  });

  it('choose the first ring that holds a file, or the named ones', () => {
    const file = 'test/editor/apps/apps.test.ts';
    assert.deepEqual(chosen(file), [`editor ${file}`]);
    assert.deepEqual(chosen('oldest', file), [`oldest ${file}`]);
    assert.deepEqual(chosen('lint', file), ['lint', `editor ${file}`]);
    assert.deepEqual(chosen('test/faults/a.test.ts', 'test\\unit\\b.test.ts'), [
      'unit test/faults/a.test.ts test/unit/b.test.ts',
    ]);
  });

  it('say how often each ring runs', () => {
    assert.equal(readTestArguments([]).repeat, 1);
    assert.equal(readTestArguments(['ui', '--repeat', '3']).repeat, 3);
    for (const repeat of ['0', '-1', '1.5', 'often', ''])
      assert.throws(() => readTestArguments([`--repeat=${repeat}`]), /--repeat takes a number of times/);
  });

  it('are refused where nothing of that name is there', () => {
    assert.throws(() => chosen('unit', 'ui2'), /no ring ui2\. Rings: lint, unit, editor, oldest, ui\./);
    assert.throws(() => chosen('test/bench/a.test.ts'), /belongs to no ring/);
    assert.throws(() => readTestArguments(['--often']), /--often/);
  });
});
