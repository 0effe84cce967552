import assert from 'node:assert/strict';
import { deploysApp } from '../../../../src/deployments/model/own-task.ts';

describe('whether a task deploys an app', () => {
  const manifests = ['/apps/poll/manifest.yml'];
  const deploys = (definition: Record<string, unknown>, root = '/apps', environment = 'staging') =>
    deploysApp({ definition: { type: 'forge', command: 'deploy', ...definition }, root }, manifests, environment);

  it('takes one in the folder of the app to that environment', () => {
    assert.equal(deploys({ environment: 'staging', folder: 'poll' }), true);
    assert.equal(deploys({ environment: 'staging', folder: './poll/' }), true);
    assert.equal(deploys({ environment: 'staging' }, '/apps/poll/'), true);
    assert.equal(deploys({}, '/apps/poll', 'development'), true);
  });

  it('takes one on Windows, however its folder and drive are written', () => {
    const definition = { type: 'forge', command: 'deploy', environment: 'staging', folder: 'Apps\\poll' };
    const files = ['/C:/code/apps/poll/manifest.yml'];
    assert.equal(deploysApp({ definition, root: '/c:/Code' }, files, 'staging', 'win32'), true);
  });

  it('leaves out those of another app, environment, command or program', () => {
    assert.equal(deploys({ environment: 'staging', folder: 'other' }), false);
    assert.equal(deploys({ environment: 'staging' }), false);
    assert.equal(deploys({ environment: 'production', folder: 'poll' }), false);
    assert.equal(deploys({ environment: 'staging', folder: 'poll', command: 'lint' }), false);
    assert.equal(deploys({ environment: 'staging', folder: 'poll', type: 'npm' }), false);
    assert.equal(deploys({ environment: 'staging', folder: 7 }), false);
  });
});
