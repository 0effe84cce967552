import assert from 'node:assert/strict';
import { argumentsOf, changesProduction, readCliTask } from '../../../../src/forge-cli/model/cli-tasks.ts';

describe('tasks of the Forge CLI', () => {
  it('work on development unless they name an environment', () => {
    assert.deepEqual(readCliTask({ type: 'forge', command: 'deploy' }), {
      command: 'deploy',
      environment: 'development',
    });
    assert.deepEqual(argumentsOf({ command: 'deploy', environment: 'staging' }), [
      'deploy',
      '--non-interactive',
      '--environment',
      'staging',
    ]);
    assert.deepEqual(argumentsOf({ command: 'build', environment: 'staging' }), ['build', '--non-interactive']);
  });

  it('are none for an unknown command or an environment that is an option or more than a word', () => {
    const deploy = (environment: unknown) => readCliTask({ command: 'deploy', environment });
    assert.equal(readCliTask({ command: 'logout' }), undefined);
    assert.equal(readCliTask({}), undefined);
    for (const hostile of ['--approve', '-f', 'a b', 'a;b', '$(b)', '"', 'a\nb', '', 7, null, 'x'.repeat(200)])
      assert.equal(deploy(hostile), undefined, JSON.stringify(hostile));
    for (const environment of ['--approve', 'a b', 'a & b'])
      assert.throws(() => argumentsOf({ command: 'deploy', environment }));
    assert.deepEqual(deploy('mara-dev'), { command: 'deploy', environment: 'mara-dev' });
  });

  it('change production only by deploying there', () => {
    assert.equal(changesProduction({ command: 'deploy', environment: 'production' }), true);
    assert.equal(changesProduction({ command: 'deploy', environment: 'staging' }), false);
    assert.equal(changesProduction({ command: 'lint', environment: 'production' }), false);
  });
});
