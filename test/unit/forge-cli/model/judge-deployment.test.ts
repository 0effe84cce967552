import assert from 'node:assert/strict';
import type { Deployment } from '../../../../src/core/deployment.ts';
import { type CliFailure, judgeDeployment } from '../../../../src/forge-cli/model/judge-deployment.ts';

describe('what became of a deployment of the Forge CLI', () => {
  const at = new Date(0);
  const listed = (status: Deployment['status']): Deployment => ({ id: '1', environment: 'staging', status, at });
  const judge = (failure: Partial<CliFailure>, found: Parameters<typeof judgeDeployment>[1]) => {
    const { became, outcome } = judgeDeployment({ exitCode: 1, hasUploaded: true, ...failure }, found);
    return [became, outcome];
  };

  it('is what Atlassian lists, whatever the CLI said', () => {
    for (const failure of [{}, { hasUploaded: false }, { exitCode: undefined }]) {
      assert.deepEqual(judge(failure, listed('done')), ['done', 'done']);
      assert.deepEqual(judge(failure, listed('failed')), ['failed', 'refused']);
      assert.deepEqual(judge(failure, listed('running')), ['running', 'unknown']);
      assert.deepEqual(judge(failure, listed('unknown')), ['unknown', 'unknown']);
    }
  });

  it('is nothing only where the CLI ended by itself before it uploaded, and Atlassian lists none', () => {
    assert.deepEqual(judge({ hasUploaded: false }, 'none'), ['nothing', 'failed']);
    assert.deepEqual(judge({}, 'none'), ['unknown', 'unknown']);
    assert.deepEqual(judge({ hasUploaded: false, exitCode: undefined }, 'none'), ['unknown', 'unknown']);
    assert.deepEqual(judge({ hasUploaded: false }, undefined), ['unknown', 'unknown']);
  });
});
