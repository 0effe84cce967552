import assert from 'node:assert/strict';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { VersionCommand } from '../../../src/versions/versions-protocol.ts';
import { useConsole } from '../../support/editor/console.ts';
import { useSources } from '../../support/editor/panel-source.ts';

describe('rolling releases', function () {
  this.timeout(40_000);
  const forge = useConsole();
  const open = useSources(forge);
  const app = 'Decision Register';
  const running = () => forge.sandbox.world.rollouts.all(true).filter(({ status }) => /QUEUED|RUNNING/.test(status));
  const texts = () => forge.prompts.messages.map(({ text }) => text);
  const askedSince = (length: number, operation: string) =>
    forge.askedSince(length).filter((one) => one === operation).length;
  let installations: readonly unknown[];
  const details = () =>
    forge.sandbox.world.apps.get(sampleAppIds.decisionRegister)?.details() ?? assert.fail('no such app');

  beforeEach(async () => {
    ({ installations } = details());
    await forge.signIn('main');
  });
  afterEach(() => {
    forge.sandbox.faults.clear();
    for (const rollout of running()) rollout.status = 'CANCELLED';
    Object.assign(details(), { installations });
  });

  /** A panel that shows the versions in use of production, with what its buttons do. */
  async function openPanel() {
    const { source, settles } = await open(sampleAppIds.decisionRegister);
    const environmentId = details().environments.find(({ key }) => key === 'production')?.id ?? assert.fail();
    const { showVersionUses, versionCommand } = source.parts.versions.handlers;
    await showVersionUses({ environmentIds: [environmentId] });
    await settles('they are there', ({ versionUses }) => versionUses[environmentId]?.status === 'ready');
    return (command: VersionCommand, id?: string) =>
      versionCommand({ command, environmentId, ...(id !== undefined && { id }) });
  }

  function confirmAll(): void {
    forge.prompts.answerInput('');
    forge.prompts.choose('Start…');
    forge.prompts.answerInput('production');
  }

  it('start once their page is read and the environment’s name is typed', async () => {
    const run = await openPanel();
    const { length } = forge.sandbox.requests;
    confirmAll();
    await run('startRelease');
    assert.equal(texts().at(-1), `The rolling release of ${app} 3.2.0 in production has started.`);
    assert.equal(askedSince(length, 'StartRollingRelease'), 1);
    const [review] = forge.prompts.reviews;
    assert.equal(review?.title, `Rolling release of ${app} in production`);
    const verdict = review.subjects[0]?.verdict ?? '';
    assert.match(verdict, /^1 installation gets the code of 3\.2\.0 before its admins approve/);

    const { entries } = await (await forge.services.actions.journal()).read();
    assert.deepEqual(
      entries.slice(-2).map(({ action, environment, subject, outcome }) => [action, environment, subject, outcome]),
      [
        ['startRollingRelease', 'production', '3.2.0', 'sent'],
        ['startRollingRelease', 'production', '3.2.0', 'done'],
      ],
    );
  });

  it('are cancelled after one question', async () => {
    const world = forge.sandbox.world.apps.get(sampleAppIds.decisionRegister);
    const environment = details().environments.find(({ key }) => key === 'production');
    const [target] = environment?.versions ?? [];
    assert.ok(world && environment && target);
    const about = { app: world, environment, target, limit: 4, startedBy: '', pending: details().installations };
    const { id } = forge.sandbox.world.rollouts.start({ ...about, isRolling: true });
    const run = await openPanel();
    const { length } = forge.sandbox.requests;
    forge.prompts.answerMessage('Cancel Rolling Release');
    await run('cancelRelease', id);
    assert.deepEqual(texts(), [
      `Cancel the rolling release of ${app} 3.2.0 in production?`,
      `The rolling release of ${app} 3.2.0 in production was cancelled.`,
    ]);
    assert.equal(askedSince(length, 'CancelRollingRelease'), 1);
    assert.deepEqual(running(), []);
  });

  it('send nothing where the page is closed', async () => {
    const run = await openPanel();
    const { length } = forge.sandbox.requests;
    forge.prompts.answerInput('1');
    forge.prompts.giveUp();
    await run('startRelease');
    assert.equal(askedSince(length, 'StartRollingRelease'), 0);
    assert.deepEqual(texts(), []);
  });

  it('that Atlassian refuses say why, and what to do', async () => {
    const run = await openPanel();
    const errors = [{ message: 'no', errorType: 'DECOUPLED_STATE_NOT_ENABLED', statusCode: 400 }];
    forge.sandbox.faults.set('StartRollingRelease', { kind: 'errors', errors });
    confirmAll();
    forge.prompts.giveUp();
    await run('startRelease');
    assert.equal(
      texts().at(-1),
      `Couldn’t start the rolling release of ${app} 3.2.0 in production. The app doesn’t manage its permissions itself. Set “permissions.enforcement” to “app-managed” in its manifest, and deploy it first.`,
    );
    assert.deepEqual(running(), []);
  });
});
