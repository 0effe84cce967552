// Rebuilds the tables of scopes and REST operations in src/manifest/scopes from what Atlassian publishes:
//
//   npm run rebuild-scopes                                    everything, from the addresses below
//   npm run rebuild-scopes -- manifest                        the scopes that manifests may hold, from npm
//   npm run rebuild-scopes -- manifest=<folder> Jira=<file>   a package or document that lies here; also <address>
//
// `manifest` is the package of Forge's manifest validation: it is looked at in a temporary folder, and never installed.
// The other names are those of APIs; each stands for its OpenAPI document, which replaces all operations of that API.
// Read the difference before you commit it: a new scope may need a label in src/manifest/scopes/own-labels.ts, and an
// API a name.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { formatOperationTable, parseOperationTable } from '../../src/manifest/scopes/operation-table.ts';
import { formatScopeTable, parseScopeTable } from '../../src/manifest/scopes/scope-table.ts';
import { npmCommand } from '../support/npm-command.mjs';
import { root } from '../support/paths.ts';
import { mergeScopes } from './scopes/merge-tables.ts';
import { labelsOfDocument, operationsOfDocument } from './scopes/open-api.ts';
import { progress, step } from '../support/step.mjs';

const run = promisify(execFile);

const published: Readonly<Record<string, string>> = {
  Jira: 'https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json',
  'Jira Software': 'https://developer.atlassian.com/cloud/jira/software/swagger.v3.json',
  'Jira Service Management': 'https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json',
  Confluence: 'https://developer.atlassian.com/cloud/confluence/openapi-v2.v3.json',
  Bitbucket: 'https://developer.atlassian.com/cloud/bitbucket/swagger.v3.json',
};
const manifestPackage = '@forge/manifest';
const tables = {
  scopes: join(root, 'src/manifest/scopes/scopes.tsv'),
  operations: join(root, 'src/manifest/scopes/operations.tsv'),
};

const asked = process.argv.slice(2);
const sources = new Map((asked.length > 0 ? asked : ['manifest', ...Object.keys(published)]).map(source));

const known = {
  scopes: parseScopeTable(await readFile(tables.scopes, 'utf8')),
  operations: parseOperationTable(await readFile(tables.operations, 'utf8')),
};
const labels = new Map<string, string>();
let operations = known.operations;
for (const [api, from] of sources) {
  if (api === 'manifest') continue;
  const document = await step(`Reading ${from}`, () => readDocument(from));
  const found = operationsOfDocument(document, api);
  progress(
    `  ${found.length} operations of ${api}, ${operations.filter((operation) => operation.api === api).length} before`,
  );
  operations = [...operations.filter((operation) => operation.api !== api), ...found];
  for (const [key, label] of labelsOfDocument(document)) labels.set(key, label);
}
const from = sources.get('manifest');
const accepted =
  from === undefined
    ? new Set(known.scopes.filter((row) => row.accepted).map(({ key }) => key))
    : await acceptedScopes(from);
const scopes = mergeScopes(known.scopes, accepted, labels);

const keys = new Set(scopes.map(({ key }) => key));
const strange = new Set(
  operations.flatMap(({ scopes: needed, granular }) => [...needed, ...granular]).filter((scope) => !keys.has(scope)),
);
if (strange.size > 0) progress(`Needed by operations and not among the scopes: ${[...strange].sort().join(', ')}`);
await writeFile(tables.scopes, formatScopeTable(scopes));
await writeFile(tables.operations, formatOperationTable(operations));
progress(
  `${scopes.length} scopes (${known.scopes.length} before), ${operations.length} operations (${known.operations.length} before).`,
);

function source(argument: string): [name: string, from: string] {
  const [name = '', ...rest] = argument.split('=');
  const from = rest.join('=') || (name === 'manifest' ? manifestPackage : published[name]);
  if (from === undefined)
    throw new Error(`There is no address for ${name}. Known are: manifest, ${Object.keys(published).join(', ')}`);
  return [name, from];
}

async function readDocument(from: string): Promise<unknown> {
  if (!from.startsWith('https://')) return JSON.parse(await readFile(from, 'utf8'));
  const response = await fetch(from);
  if (!response.ok) throw new Error(`${from} answered ${response.status}`);
  return response.json();
}

/** Returns the scope keys the validation accepts: by the package in a folder, otherwise by npm's current version. */
async function acceptedScopes(from: string): Promise<ReadonlySet<string>> {
  if (from !== manifestPackage) return readAccepted(from);
  const folder = await mkdtemp(join(tmpdir(), 'forge-console-scopes-'));
  try {
    const [npm, ...first] = npmCommand();
    await step(`Fetching ${manifestPackage}`, () =>
      run(npm, [...first, 'pack', manifestPackage, '--ignore-scripts', '--loglevel=error'], { cwd: folder }),
    );
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack ${manifestPackage} left no archive`);
    await run('tar', ['-xzf', archive], { cwd: folder });
    return await readAccepted(join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAccepted(packageFolder: string): Promise<ReadonlySet<string>> {
  const lists = ['shipyard-scopes.json', 'deprecated-shipyard-scopes.json'];
  const read = async (name: string) =>
    z.array(z.string()).parse(JSON.parse(await readFile(join(packageFolder, 'out/scopes', name), 'utf8')));
  return new Set((await Promise.all(lists.map(read))).flat());
}
