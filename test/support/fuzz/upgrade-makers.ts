// Rows for upgrading installations in bulk and by rolling releases.
import { appAri } from '../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchVersionUsage } from '../../../src/gateway/operations/fetch-version-usage.ts';
import { startBulkUpgrade } from '../../../src/gateway/operations/start-bulk-upgrade.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { Rollout } from '../../../src/sandbox/world/rollouts.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import {
  bulkUpgradeChange,
  cancelUpgradeChange,
  type PlannedUpgrade,
} from '../../../src/versions/model/bulk-upgrade.ts';
import { createRollingAccess } from '../../../src/versions/model/rolling-access.ts';
import { cancelReleaseChange, rollingReleaseChange } from '../../../src/versions/model/rolling-release.ts';
import type { StagedWindow } from '../two-windows.ts';
import { type ChangeMaker, ready } from './change-maker.ts';

const peek = appAri(sampleAppIds.diagramPeek);
const register = appAri(sampleAppIds.decisionRegister);

async function peekPlan({ client, account, options }: StagedWindow): Promise<PlannedUpgrade> {
  const { versions } = await fetchVersionUsage(client, peek, 'production', options.signal);
  const [target, source] = versions.map(({ version }) => version);
  if (target === undefined || source === undefined) throw new Error('the world has no two versions');
  const app = { id: peek, name: 'Diagram Peek', data: { account, client } };
  return { app, environment: { id: '', key: 'production', kind: 'production' }, source, target, limit: 7 };
}

/** Whether the main account has a bulk upgrade that the world keeps as this status, or any. */
const hasUpgrade = ({ rollouts, accounts }: World, status?: string) =>
  rollouts
    .all(false)
    .some((one) => one.startedBy === accounts.main.person.accountId && (status ?? one.status) === one.status);

const starting: ChangeMaker = {
  title: 'starting a bulk upgrade',
  mutation: 'StartBulkUpgrade',
  reads: ['VersionUsage', 'UpgradeTargets'],
  prepare: async (window) => ready(bulkUpgradeChange(await peekPlan(window))),
  isMade: (world) => hasUpgrade(world),
  isPersonal: true,
  meddle: (world) => startedByAnother(world, sampleAppIds.diagramPeek, false),
};

function startedByAnother(world: World, uuid: string, isRolling: boolean): void {
  const app = world.apps.get(uuid);
  const details = app?.details();
  const environment = details?.environments.find(({ key }) => key === 'production');
  const [target, source] = environment?.versions ?? [];
  if (!app || !details || !environment || !target || !source) return;
  const pending = details.installations.filter((one) => one.version.id === source.id);
  const me = world.accounts.main.person.accountId;
  const startedBy = app.contributors.map(({ person }) => person.accountId).find((one) => one !== me) ?? 'nobody';
  const about = { app, environment, source, target, limit: 7, startedBy, pending, isRolling };
  world.rollouts.start(about);
}

const cancelling: ChangeMaker = {
  title: 'cancelling a bulk upgrade',
  mutation: 'CancelBulkUpgrade',
  reads: ['BulkUpgrade'],
  async prepare(window) {
    const { app, source, target } = await peekPlan(window);
    const begun = await startBulkUpgrade(window.client, { sourceVersionId: source.id, targetVersionId: target.id });
    return ready(cancelUpgradeChange({ app, environment: 'production', id: begun.id ?? '', versions: '2 → 3' }));
  },
  isMade: (world) => hasUpgrade(world, 'CANCELLED'),
  meddle: ({ rollouts }) => endAll(rollouts.all(false), 'COMPLETED'),
};

async function releasePlace({ client, account, options }: StagedWindow) {
  const [production] = await fetchEnvironments(client, register, options.signal);
  if (production === undefined) throw new Error('the world has no production');
  return { app: { id: register, name: 'Decision Register', data: { account, client } }, environment: production };
}

/** Those of the main account; the world begins with five that ended. */
const releases = ({ rollouts, accounts }: World) =>
  rollouts
    .all(true)
    .slice(0, -5)
    .filter(({ startedBy }) => startedBy === accounts.main.person.accountId);

const releasing: ChangeMaker = {
  title: 'starting a rolling release',
  mutation: 'StartRollingRelease',
  reads: ['RollingReleases'],
  async prepare(window) {
    const { app, environment } = await releasePlace(window);
    const access = createRollingAccess();
    const { eligibility } = await access.list(app.data, app.id, environment.id, window.options.signal);
    const target = { id: eligibility?.targetVersionId ?? '', version: eligibility?.targetVersion ?? '' };
    return ready(rollingReleaseChange({ app, environment, target, limit: undefined }, access));
  },
  isMade: (world) => releases(world).length > 0,
  isPersonal: true,
  meddle: (world) => startedByAnother(world, sampleAppIds.decisionRegister, true),
};

const stopping: ChangeMaker = {
  title: 'cancelling a rolling release',
  mutation: 'CancelRollingRelease',
  reads: ['RollingReleases'],
  async prepare(window) {
    const { app, environment } = await releasePlace(window);
    const access = createRollingAccess();
    const start = rollingReleaseChange({ app, environment, target: { id: '', version: '' }, limit: 1 }, access);
    await start.send(window.options.signal);
    const [newest] = (await access.list(app.data, app.id, environment.id)).releases;
    return ready(
      cancelReleaseChange({ app, environment, id: newest?.id ?? '', version: newest?.version ?? '' }, access),
    );
  },
  isMade: (world) => releases(world).some(({ status }) => status === 'CANCELLED'),
  meddle: (world) => endAll(releases(world), 'CANCELLED'),
};

function endAll(rollouts: readonly Rollout[], status: Rollout['status']): void {
  for (const rollout of rollouts) if (['QUEUED', 'RUNNING'].includes(rollout.status)) rollout.status = status;
}

/** The mutations that upgrade installations. */
export const upgradeMakers: readonly ChangeMaker[] = [starting, cancelling, releasing, stopping];
