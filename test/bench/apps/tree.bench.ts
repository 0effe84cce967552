// The view Apps inside an extension host: how soon its rows are there, and what 10,000 of them cost. The gateways are
// in another process.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { median } from '../../support/bench/median.ts';
import type { Gateway, TreeProbeTask, TreeTimes } from '../../support/bench/tree-probe.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../../support/host/processes.ts';
import { runInServer } from '../../support/host/server-run.ts';
import { out, root } from '../../support/paths.ts';
import type { Figure } from '../../support/bench/figure.ts';

const [apps, pageSize, latencyMs] = [1000, 50, 100];

export default async function tree(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-tree');
  const [far, near] = await Promise.all([
    startSandbox({ apps, latencyMs, recordsRequests: true }),
    startSandbox({ apps: 10_000 }),
  ]);
  try {
    const times = await inHost(folder, far, near);
    const asked = far.requests.filter(({ operation }) => operation === 'AppList').length;
    return figures(times, (asked - times.askedAlone) / times.loads);
  } finally {
    await Promise.all([far.close(), near.close()]);
    await removeTemporaryFolder(folder);
  }
}

async function inHost(folder: string, far: Sandbox, near: Sandbox): Promise<TreeTimes> {
  const tests = join(folder, 'probe.js');
  await run(process.execPath, [join(root, 'test/tools/bundle-editor-tests.mjs')], { cwd: root });
  await run(process.execPath, [join(root, 'test/support/bench/bundle-probe.mjs'), tests], { cwd: root });
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const result = join(folder, 'result.json');
  const task: TreeProbeTask = { result, far: gatewayOf(far), near: gatewayOf(near) };
  const ended = await runInServer({
    extension: join(out, 'editor', 'extension'),
    tests,
    workspace,
    dataFolder: join(folder, 'data'),
    env: { FORGE_CONSOLE_BENCH_TASK: JSON.stringify(task) },
  });
  const text = await readFile(result, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`The extension host gave no times. ${ended}`);
  return JSON.parse(text) as TreeTimes;
}

const gatewayOf = ({ url, accounts: { main } }: Sandbox): Gateway => ({ url, email: main.email, token: main.token });

/**
 * The work of the host is all that it does for a change: the product's, and VS Code's, which asks for every row of the
 * list (a thousand at once) and hands it to the window.
 */
function figures(times: TreeTimes, requests: number): Figure[] {
  const keystrokes = times.keystrokes.map(({ host }) => host);
  return [
    {
      name: 'tree: first of 1,000 apps after the start, beyond one round trip',
      value: times.firstApps - times.roundTrip,
      unit: 'ms',
      aim: { atMost: 100 },
    },
    {
      name: 'tree: 1,000 apps complete, round trips',
      value: requests,
      unit: 'requests',
      baseline: apps / pageSize,
      aim: { atMost: apps / pageSize + 1 },
    },
    {
      name: 'tree: 1,000 apps complete after the start',
      value: times.complete,
      unit: 'ms',
      baseline: (times.roundTrip * apps) / pageSize,
    },
    { name: 'tree: 10,000 apps shown', value: times.shown.host, unit: 'ms', aim: { atMost: 100 } },
    { name: 'tree: of that, the product', value: times.shown.product, unit: 'ms', baseline: times.shown.host },
    { name: 'tree: 10,000 apps, an app expanded', value: times.expandApp.host, unit: 'ms', aim: { atMost: 100 } },
    {
      name: 'tree: 10,000 apps, a letter typed in the filter',
      value: median(keystrokes),
      unit: 'ms',
      aim: { atMost: 100 },
    },
    {
      name: 'tree: 10,000 apps, the letter after which most rows are left',
      value: Math.max(...keystrokes),
      unit: 'ms',
      aim: { atMost: 100 },
    },
    { name: 'tree: 10,000 apps, sorted', value: times.sort.host, unit: 'ms', aim: { atMost: 100 } },
    { name: 'tree: of that, the product', value: times.sort.product, unit: 'ms', baseline: times.sort.host },
    { name: 'tree: memory for an app, of 10,000', value: times.bytesPerApp / 1024, unit: 'KB' },
  ];
}
