import assert from 'node:assert/strict';
import type { Build, Deployment } from '../../../src/core/deployment.ts';
import { failureCodes } from '../../../src/deployments/model/failure-kind.ts';
import { buildsView, deploymentView } from '../../../src/deployments/panel/deployment-views.ts';

const at = new Date('2026-11-29T04:00:00Z');
const hour = 3_600_000;
const failed = (code: string, message: string): Deployment => ({
  id: '1',
  environment: 'production',
  status: 'failed',
  at,
  failure: { code, message },
});
const about = { now: at.getTime(), hasManifest: true };

describe('the view of a deployment', () => {
  it('says what each code of the Forge CLI means in a sentence of its own', () => {
    const sentences = failureCodes.map((code) => deploymentView(failed(code, ''), about).failure?.explanation ?? '');
    assert.equal(new Set(sentences).size, failureCodes.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z][^{}]+\.$/);
    const unknown = deploymentView(failed('toString', ''), about).failure?.explanation ?? '';
    assert.match(unknown, /Forge Console doesn’t know this error code\.$/);
  });

  it('spells out what is invisible in texts from elsewhere, and cuts long ones', () => {
    const { failure, by, environment } = deploymentView(
      {
        ...failed('CODE\u202e', 'x'.repeat(5000)),
        environment: 'a\u200bb',
        by: { accountId: '1', name: 'Mara\u0000', isClosed: true },
      },
      about,
    );
    assert.deepEqual([environment, by, failure?.code], ['a⟨U+200B⟩b', 'Mara⟨U+0000⟩ (closed account)', 'CODE⟨U+202E⟩']);
    assert.equal(failure?.message?.length, 2001);
  });

  it('names the place in the manifest only where there is a manifest', () => {
    const deployment = failed('MANIFEST_VALIDATION_FAILED', 'modules.trigger[0] is bad');
    assert.equal(deploymentView(deployment, about).failure?.place, 'modules.trigger[0]');
    assert.equal(deploymentView(deployment, { ...about, hasManifest: false }).failure?.place, undefined);
  });

  it('says of one that runs for more than an hour that it does', () => {
    const running: Deployment = { id: '1', environment: 'staging', status: 'running', at };
    assert.equal(deploymentView(running, { ...about, now: at.getTime() + hour / 2 }).isOverdue, undefined);
    assert.equal(deploymentView(running, { ...about, now: at.getTime() + 2 * hour }).isOverdue, true);
  });
});

describe('the view of builds', () => {
  it('says where each is deployed, and why one can’t be', () => {
    const build = (tag: string, status: Build['status']): Build => ({ tag, status, at });
    const rows = [build('a', 'processing'), build('b', 'ready'), build('c', 'failed'), build('d', 'unknown')];
    const done = (tag: string, environment: string): Deployment => ({ id: tag, environment, status: 'done', at, tag });
    const deployments = [done('b', 'production'), done('d', 'staging'), done('d', 'production')];
    const shown = buildsView({ rows, isCut: false }, deployments).rows;
    assert.deepEqual(
      shown.map(({ deployedTo, obstacle }) => [deployedTo, obstacle !== undefined]),
      [
        [[], true],
        [['production'], false],
        [[], true],
        [['staging'], false],
      ],
    );
    const viewers = buildsView({ rows, isCut: false }, deployments, false).rows;
    assert.ok(viewers.every(({ obstacle }) => obstacle === 'Your role doesn’t allow deploying this app.'));
  });
});
