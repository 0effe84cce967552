// A row for each mutation of the engine: how to make it in the sandbox, and how to see whether it was made.
import { detailChange } from '../../../src/apps/model/change-details.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchListedApp } from '../../../src/gateway/operations/fetch-listed-app.ts';
import { fetchVariables } from '../../../src/gateway/operations/fetch-variables.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { Variable as WorldVariable } from '../../../src/sandbox/world/world-types.ts';
import type { World } from '../../../src/sandbox/world/world.ts';
import {
  settingOf,
  unsettingOf,
  type VariablePlace,
  variablesIn,
} from '../../../src/variables/model/variable-changes.ts';
import type { StagedWindow } from '../two-windows.ts';
import { type ChangeMaker, ready } from './change-maker.ts';
import { deployingBuild } from './deployment-makers.ts';
import { installationMakers } from './installation-makers.ts';
import { upgradeMakers } from './upgrade-makers.ts';

const mine = sampleAppIds.teamPoll;

function editing(detail: 'name' | 'description', title: string): ChangeMaker {
  const to = 'Changed in the test';
  const edit = (world: World, value: string) => {
    const app = world.apps.get(mine);
    if (app) world.apps.set(mine, Object.defineProperty(Object.create(app) as typeof app, detail, { value }));
  };
  return {
    title,
    mutation: 'UpdateAppDetails',
    reads: ['ListedApp'],
    async prepare({ client, account, options: { signal } }) {
      const { id, name, [detail]: from } = await fetchListedApp(client, appAri(mine), signal);
      return ready(detailChange({ app: { id, name, data: { account, client } }, detail, from, to }));
    },
    isMade: (world) => world.apps.get(mine)?.[detail] === to,
    meddle: (world) => edit(world, 'Changed by somebody else'),
  };
}

function settingVariable(encrypted: boolean, title: string): ChangeMaker {
  const [key, value] = ['FUZZED', 'set by the test'];
  return {
    title,
    mutation: 'SetVariable',
    reads: ['Variables'],
    async prepare(window) {
      const was = variablesIn(await variablesOf(window), 'staging').find((variable) => variable.key === key);
      return ready(settingOf(placeOf(window), { key, value, encrypted }, was, true));
    },
    isMade: (world) =>
      variablesInWorld(world).some(
        (one) => one.key === key && one.encrypt === encrypted && (encrypted || one.value === value),
      ),
    meddle: (world) =>
      changeVariables(world, (others) => [...others, { key, value: 'by somebody else', encrypt: false }]),
  };
}

const unsettingVariable: ChangeMaker = {
  title: 'removing a variable',
  mutation: 'UnsetVariable',
  reads: ['Variables'],
  async prepare(window) {
    const was = variablesIn(await variablesOf(window), 'staging').find(({ key }) => key === 'LOG_LEVEL');
    return ready(unsettingOf(placeOf(window), 'LOG_LEVEL', was, true));
  },
  isMade: (world) => !variablesInWorld(world).some(({ key }) => key === 'LOG_LEVEL'),
  meddle: (world) => changeVariables(world, () => [{ key: 'LOG_LEVEL', value: 'by somebody else', encrypt: false }]),
};

const notes = sampleAppIds.releaseNotes;
const stagingOf = (world: World) =>
  world.apps
    .get(notes)
    ?.details()
    .environments.find(({ key }) => key === 'staging');
const variablesInWorld = (world: World) => stagingOf(world)?.variables ?? [];
const variablesOf = ({ client, options }: StagedWindow) => fetchVariables(client, appAri(notes), options.signal);
const placeOf = ({ account, client }: StagedWindow): VariablePlace => ({
  account,
  client,
  app: { id: appAri(notes), name: 'Release Notes' },
  environment: 'staging',
});

function changeVariables(
  world: World,
  change: (variables: readonly WorldVariable[]) => readonly WorldVariable[],
): void {
  const staging = stagingOf(world);
  if (staging) staging.variables = change(staging.variables);
}

/** All mutations but deleting and uninstalling, whose own schedules are in test/fuzz/removal. */
export const changeMakers: readonly ChangeMaker[] = [
  editing('name', 'renaming an app'),
  editing('description', 'describing an app'),
  deployingBuild,
  settingVariable(false, 'setting a variable'),
  settingVariable(true, 'setting an encrypted variable'),
  unsettingVariable,
  ...upgradeMakers,
  ...installationMakers,
];
