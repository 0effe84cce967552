// What the product adds to the start of the editor: its activation, timed inside the extension host once that is idle,
// with an empty extension beside it. Both are installed as users install them.
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from '../support/bench/median.ts';
import { runInServer } from '../support/host/server-run.ts';
import { packProduct } from '../support/host/product.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../support/host/processes.ts';
import { installExtension } from '../support/host/server-build.ts';
import { root } from '../support/paths.ts';
import type { Figure } from '../support/bench/figure.ts';

const hosts = 10;
const product = 'forge-console.forge-console';
const empty = 'forge-console.empty';
const sources = join(root, 'test/support/bench');
const vsce = join(root, 'node_modules/@vscode/vsce/vsce');

/** What the probe writes for one extension. */
interface Activation {
  readonly id: string;
  readonly ms: number;
  /** URLs of the files that were loaded. */
  readonly loaded: readonly string[];
}

/** Medians over ten extension hosts, and the files of the product that activation loads. */
export default async function activation(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-activation');
  try {
    const extensions = join(folder, 'extensions');
    const workspace = join(folder, 'workspace');
    await Promise.all([extensions, workspace].map((path) => mkdir(path)));
    await packProduct(join(folder, 'product.vsix'));
    await run(
      process.execPath,
      [
        vsce,
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--skip-license',
        '--out',
        join(folder, 'empty.vsix'),
      ],
      { cwd: join(sources, 'empty-extension') },
    );
    for (const name of ['product', 'empty']) await installExtension(join(folder, `${name}.vsix`), extensions);

    const [ours, theirs]: [Activation[], Activation[]] = [[], []];
    for (let host = 0; host < hosts; host++) {
      // Each is first in every second host: what comes first finds less warmed up.
      const order = host % 2 === 0 ? [product, empty] : [empty, product];
      const activations = await inFreshHost(folder, workspace, extensions, host, order);
      ours.push(...activations.filter(({ id }) => id === product));
      theirs.push(...activations.filter(({ id }) => id === empty));
    }
    const [mine, baseline] = [median(ours.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms))];
    return [
      { name: 'activation, beside an empty extension', value: mine, unit: 'ms', baseline },
      { name: 'activation, beyond an empty extension', value: mine - baseline, unit: 'ms', aim: { atMost: 40 } },
      ...(await loadedFiles(ours[0]?.loaded ?? [])),
    ];
  } finally {
    await removeTemporaryFolder(folder);
  }
}

async function inFreshHost(
  folder: string,
  workspace: string,
  extensionsFolder: string,
  host: number,
  ids: readonly string[],
): Promise<Activation[]> {
  const result = join(folder, `host-${host}.json`);
  const probe = join(sources, 'activation-probe');
  const env = { FORGE_CONSOLE_BENCH_RESULT: result, FORGE_CONSOLE_BENCH_EXTENSIONS: ids.join(' ') };
  const ended = await runInServer({
    extension: probe,
    tests: join(probe, 'probe.cjs'),
    workspace,
    dataFolder: join(folder, `data-${host}`),
    extensionsFolder,
    env,
  });
  const text = await readFile(result, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`The extension host gave no times. ${ended}`);
  return JSON.parse(text) as Activation[];
}

async function loadedFiles(urls: readonly string[]): Promise<Figure[]> {
  const files = [...new Set(urls.map((url) => fileURLToPath(url)))].filter((path) => path.includes(product));
  return Promise.all(
    files.map(async (path) => ({
      name: `loaded by activation: ${basename(path)}`,
      value: (await stat(path)).size / 1024,
      unit: 'KB',
    })),
  );
}
