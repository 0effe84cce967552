// The Forge CLI beside the product: the same data, from the same sandbox, in the same run. Both are asked in turn, so
// that what else the machine does weighs on both.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { startSandbox } from '../../src/sandbox/sandbox-server.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import { developerData, questions, type Question } from '../support/bench/developer-data.ts';
import { median } from '../support/bench/median.ts';
import { environment } from '../support/host/clean-environment.ts';
import { npmInstall } from '../support/host/npm.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../support/host/processes.ts';
import { root } from '../support/paths.ts';
import { step } from '../support/step.mjs';
import type { Figure } from '../support/bench/figure.ts';

const cli = '@forge/cli@13.3.0';
const rounds = 7;
const warmRounds = 50;
const appId = sampleAppIds.releaseNotes;

/** Wall times in milliseconds of `forge <question>` and of our refreshes; the rows are compared first. */
export default async function forgeCli(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-cli');
  const sandbox = await startSandbox();
  try {
    const forge = await installedCli(folder, sandbox.url, sandbox.accounts.main);
    const cold = await coldProgram(folder);
    const figures: Figure[] = [];
    for (const question of questions)
      figures.push(
        ...(await compare(
          question,
          forge,
          (asked) => cold(sandbox.url, sandbox.accounts.main, asked),
          sandbox.url,
          sandbox.accounts.main,
        )),
      );
    return figures;
  } finally {
    await sandbox.close();
    await removeTemporaryFolder(folder);
  }
}

type Credentials = { readonly email: string; readonly token: string };

async function compare(
  question: Question,
  forge: (question: Question) => Promise<string>,
  cold: (question: Question) => Promise<string>,
  gateway: string,
  credentials: Credentials,
): Promise<Figure[]> {
  // Once each unmeasured: files are then in the machine's cache for both.
  const rows = rowsOf(await forge(question));
  const ours = Number(await cold(question));
  if (rows !== ours) throw new Error(`forge ${question} shows ${rows} rows, we show ${ours}.`);

  const [theirs, started]: number[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    theirs?.push(await timed(() => forge(question)));
    started?.push(await timed(() => cold(question)));
  }
  const data = developerData(gateway, credentials, appId);
  const warm: number[] = [];
  await data.ask(question);
  for (let round = 0; round < warmRounds; round++) warm.push(await timed(() => data.ask(question)));
  await data.close();

  const baseline = median(theirs ?? []);
  return [
    {
      name: `${question}: refresh in the running extension, against "forge ${question}"`,
      value: median(warm),
      unit: 'ms',
      baseline,
      aim: { ratioAtMost: 1 / 10 },
    },
    {
      name: `${question}: from a process that starts, against "forge ${question}"`,
      value: median(started ?? []),
      unit: 'ms',
      baseline,
      aim: { ratioAtMost: 1 / 3 },
    },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * The rows of a table that the CLI draws with box characters, its heading left out; further lines of a row have an
 * empty first cell.
 */
function rowsOf(printed: string): number {
  return (
    stripVTControlCharacters(printed)
      .split('\n')
      .filter((line) => line.startsWith('│') && line.split('│')[1]?.trim() !== '').length - 1
  );
}

/**
 * Installs the CLI into the folder, with an app's folder to run it in, and gives what runs it and returns what it
 * prints.
 */
async function installedCli(
  folder: string,
  gateway: string,
  { email, token }: Credentials,
): Promise<(question: Question) => Promise<string>> {
  const [program, app, home] = [join(folder, 'cli'), join(folder, 'app'), join(folder, 'home')];
  const settings = join(home, '.config', '@forge', 'cli-nodejs');
  await Promise.all([program, app, settings].map((path) => mkdir(path, { recursive: true })));
  await writeFile(join(program, 'package.json'), '{ "private": true }\n');
  await step(`Installing ${cli}`, () => npmInstall(program, [cli]));
  await writeFile(join(app, 'manifest.yml'), manifest);
  const ari = `ari:cloud:ecosystem::app/${appId}`;
  // Nothing is asked, sent or looked up beside what is measured.
  const config = {
    'analytics-preferences': { value: false },
    latest: { value: '13.3.0', expiry: Date.now() + 86_400_000 },
    'default-environment': { value: { [ari]: 'default' } },
  };
  await writeFile(join(settings, 'config.json'), JSON.stringify(config));

  const env = {
    ...environment(),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    FORGE_GRAPHQL_GATEWAY: gateway,
    FORGE_EMAIL: email,
    FORGE_API_TOKEN: token,
    CI: 'true',
  };
  const main = join(program, 'node_modules', '@forge', 'cli', 'out', 'bin', 'cli.js');
  return (question) =>
    run(
      process.execPath,
      [main, ...question.split(' '), ...(question === 'version list' ? ['--environment', 'development'] : [])],
      { cwd: app, env },
    );
}

/** The product's own way to the data, bundled as the product is. */
async function coldProgram(
  folder: string,
): Promise<(gateway: string, credentials: Credentials, question: Question) => Promise<string>> {
  const outdir = join(folder, 'cold');
  await run(process.execPath, [join(root, 'test/support/bench/bundle-cold.mjs'), outdir]);
  return (gateway, { email, token }, question) =>
    run(process.execPath, [join(outdir, 'coldRefresh.mjs'), gateway, email, token, appId, question]);
}

const manifest = `modules:
  function:
    - key: resolver
      handler: index.handler
app:
  id: ari:cloud:ecosystem::app/${appId}
  runtime:
    name: nodejs22.x
`;
