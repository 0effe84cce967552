// Runs inside an extension host, with the product as the in-editor tests have it: measures the cost of the Apps view,
// and writes the times to the file named in the environment. The gateways run in another process.
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import type { TreeRow } from '../../../src/vscode/tree-row.ts';
import type { TestExtension } from '../editor/scripted-extension.ts';
import { median } from './median.ts';

/** A gateway and its account. */
export interface Gateway {
  readonly url: string;
  readonly email: string;
  readonly token: string;
}

/** The task given in the environment, as JSON. */
export interface TreeProbeTask {
  readonly result: string;
  /** 1,000 apps, with 100 ms latency. */
  readonly far: Gateway;
  /** 10,000 apps, without latency. */
  readonly near: Gateway;
}

/** The busy time of the extension host's thread, in total and in the view's rows, in milliseconds. */
export interface Work {
  readonly host: number;
  readonly product: number;
}

/** Times in milliseconds. */
export interface TreeTimes {
  /** The time of a single page request. */
  readonly roundTrip: number;
  readonly firstApps: number;
  readonly complete: number;
  /** How often the list was loaded for this measurement, and how many further pages were requested. */
  readonly loads: number;
  readonly askedAlone: number;
  readonly bytesPerApp: number;
  readonly shown: Work;
  readonly expandApp: Work;
  /** One entry per letter typed into the filter. */
  readonly keystrokes: readonly Work[];
  readonly sort: Work;
}

const rounds = 5;

export async function run(): Promise<void> {
  const { result, far, near } = JSON.parse(process.env.FORGE_CONSOLE_BENCH_TASK ?? '') as TreeProbeTask;
  const extension = await vscode.extensions.getExtension<TestExtension>('forge-console.forge-console')?.activate();
  if (extension === undefined) throw new Error('The product is not there.');
  const loading = await timesOfLoading(extension, far);
  writeFileSync(result, JSON.stringify({ ...loading, ...(await timesOfRows(extension, near)) } satisfies TreeTimes));
}

async function signIn({ prompts, services }: TestExtension, { url, email, token }: Gateway): Promise<void> {
  await vscode.workspace.getConfiguration('forgeConsole').update('gatewayUrl', url, vscode.ConfigurationTarget.Global);
  prompts.answerInput(email);
  prompts.answerInput(token);
  await vscode.commands.executeCommand('forgeConsole.account.signIn');
  await services.data.list[0]?.start();
}

/** Measures the time from the product's start with nothing on disk to the first rows, and to all rows. */
async function timesOfLoading(extension: TestExtension, gateway: Gateway) {
  await signIn(extension, gateway);
  const { client } = extension.services.data.list[0] ?? fail('Nobody is signed in.');
  const roundTrips: number[] = [];
  for (let round = 0; round < rounds; round++) roundTrips.push(await timed(() => fetchAppPage(client, 50, undefined)));

  const [firsts, completes]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    extension.stop();
    await rm(extension.context.globalStorageUri.fsPath, { recursive: true, force: true });
    const begin = performance.now();
    extension.start();
    const { data, tree } = extension.services;
    const { promise: first, resolve } = Promise.withResolvers<undefined>();
    tree.onDidChangeTreeData?.(() => {
      if (data.list[0]?.apps.state.value !== undefined) resolve(undefined);
    });
    await tree.getChildren();
    await first;
    await drawn(extension);
    firsts.push(performance.now() - begin);
    await data.list[0]?.start();
    await drawn(extension);
    completes.push(performance.now() - begin);
  }
  return {
    roundTrip: median(roundTrips),
    firstApps: median(firsts),
    complete: median(completes),
    loads: rounds + 1,
    askedAlone: rounds,
  };
}

/** Measures the cost of 10,000 apps: memory, and the work whenever their rows change. */
async function timesOfRows(extension: TestExtension, gateway: Gateway) {
  await vscode.workspace.getConfiguration('forgeConsole').update('pageSize', 100, vscode.ConfigurationTarget.Global);
  extension.stop();
  for (const name of await extension.context.secrets.keys()) await extension.context.secrets.delete(name);
  extension.start();
  await extension.services.tree.getChildren();
  const before = heap();
  await signIn(extension, gateway);
  const { prompts, services } = extension;
  await drawn(extension);
  const apps = services.data.list[0]?.apps.state.value?.apps.size ?? 0;
  if (apps < 10_000) throw new Error(`There are ${apps} apps only.`);
  const bytesPerApp = (heap() - before) / apps;

  // From here on VS Code requests the rows itself.
  await vscode.commands.executeCommand('forgeConsole.apps.focus');
  const meter = workMeter(services.tree);
  async function workOf(change: () => unknown): Promise<Work> {
    await meter.begin();
    await change();
    return meter.end();
  }

  const filters = ['n', 'no', 'not', 'note', 'notes'];
  const [all, expands, sorts, keystrokes]: [Work[], Work[], Work[], Work[][]] = [[], [], [], filters.map(() => [])];
  for (let round = 0; round < rounds; round++) {
    for (const [index, filter] of filters.entries()) {
      prompts.meanwhile(() => meter.begin());
      prompts.type(filter);
      prompts.meanwhile(async () => keystrokes[index]?.push(await meter.end()));
    }
    prompts.answerInput('notes');
    await vscode.commands.executeCommand('forgeConsole.apps.filter');
    all.push(await workOf(() => vscode.commands.executeCommand('forgeConsole.apps.clearFilter')));
    const app = (await services.tree.getChildren())[round] ?? fail('There is no app.');
    expands.push(await workOf(() => services.view.reveal(app, { expand: true, select: false })));
    prompts.answerPick(round % 2 === 0 ? 'Name' : 'Newest update first');
    sorts.push(await workOf(() => vscode.commands.executeCommand('forgeConsole.apps.sort')));
  }
  return {
    bytesPerApp,
    expandApp: middle(expands),
    keystrokes: keystrokes.map(middle),
    shown: middle(all),
    sort: middle(sorts),
  };
}

/** Measures the extension host's work for a change in the view, from idle to idle. */
function workMeter(tree: TestExtension['services']['tree']) {
  let product = 0;
  let before = worked();
  const [getChildren, getTreeItem] = [tree.getChildren.bind(tree), tree.getTreeItem.bind(tree)];
  tree.getChildren = async (node?: TreeRow) => {
    const start = worked();
    const children = await getChildren(node);
    product += worked() - start;
    return children;
  };
  tree.getTreeItem = (node) => {
    const start = worked();
    const item = getTreeItem(node);
    product += worked() - start;
    return item;
  };
  return {
    async begin(): Promise<void> {
      await idle();
      product = 0;
      before = worked();
    },
    async end(): Promise<Work> {
      await idle();
      return { host: worked() - before, product };
    },
  };
}

/** Returns the CPU time of this thread so far, in milliseconds; unaffected by the load of the machine. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Waits until the host has been almost idle for a while. */
async function idle(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = performance.eventLoopUtilization();
    await delay(200);
    quiet = performance.eventLoopUtilization(before).utilization < 0.05 ? quiet + 1 : 0;
  }
}

/** Resolves all rows in their current state. */
async function drawn({ services: { tree } }: TestExtension): Promise<void> {
  for (const row of await tree.getChildren()) tree.getTreeItem(row);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const middle = (works: readonly Work[]): Work => ({
  host: median(works.map(({ host }) => host)),
  product: median(works.map(({ product }) => product)),
});

/** Returns the heap in use after a full collection, in bytes. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function fail(message: string): never {
  throw new Error(message);
}
