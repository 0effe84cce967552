import assert from 'node:assert/strict';
import { handlerPaths, pathsOf, stackFrame } from '../../../../src/logs/model/stack-frame.ts';

describe('A line of a stack', () => {
  it('names a place in code, as V8 writes it', () => {
    assert.deepEqual(stackFrame('    at run (/tmp/tmp-1/src/index.js:12:5)'), {
      file: '/tmp/tmp-1/src/index.js',
      line: 12,
      column: 5,
    });
    assert.deepEqual(stackFrame('at webpack:///src/resolver.ts:3:10'), {
      file: 'webpack:///src/resolver.ts',
      line: 3,
      column: 10,
    });
  });

  it('is none where it names no code of the app', () => {
    for (const text of [
      'Error: at index.js:1:2',
      '    at process.processTicks (node:internal/process/task_queues:95:5)',
      '    at Array.map (<anonymous>)',
      `at ${'x'.repeat(2_000)}:1:2`,
      '',
    ])
      assert.equal(stackFrame(text), undefined, text);
  });

  it('is read in no time, whatever it holds', () => {
    const before = process.threadCpuUsage();
    stackFrame(`at ${'('.repeat(900)}:1:`);
    stackFrame(`at ${':1'.repeat(450)}`);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(user + system < 50_000, `${user + system} µs`);
  });
});

describe('The file of a frame', () => {
  it('is looked for below the app’s folder, by the longest path first', () => {
    assert.deepEqual(pathsOf('/tmp/build/src/index.js'), [
      'tmp/build/src/index.js',
      'build/src/index.js',
      'src/index.js',
      'index.js',
    ]);
    assert.deepEqual(pathsOf('webpack:///./src/a.ts'), ['src/a.ts', 'a.ts']);
    assert.deepEqual(pathsOf('C:\\work\\src\\a.ts').at(-1), 'a.ts');
  });

  it('is never one above it, or of a package', () => {
    assert.deepEqual(pathsOf('../../etc/passwd'), []);
    assert.deepEqual(pathsOf('/app/node_modules/x/index.js'), []);
  });
});

describe('The code of a handler', () => {
  it('is a file in src', () => {
    assert.deepEqual(handlerPaths('index.run').slice(0, 3), ['src/index.ts', 'src/index.tsx', 'src/index.js']);
    assert.equal(handlerPaths('api/issues.create')[0], 'src/api/issues.ts');
  });

  it('is nowhere if the handler isn’t written like one', () => {
    for (const handler of ['', 'index', '../index.run', 'a b.run']) assert.deepEqual(handlerPaths(handler), []);
  });
});
