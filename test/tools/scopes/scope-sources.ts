// What the tables of scopes are built from: addresses, files, and the package of Forge's manifest validation.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { npmCommand } from '../../support/npm-command.mjs';
import type { TableSource } from './source-table.ts';

const run = promisify(execFile);

/** Where Atlassian publishes the document of each API. */
export const published: Readonly<Record<string, string>> = {
  Jira: 'https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json',
  'Jira Software': 'https://developer.atlassian.com/cloud/jira/software/swagger.v3.json',
  'Jira Service Management': 'https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json',
  Assets: 'https://developer.atlassian.com/cloud/assets/swagger.v3.json',
  'Confluence v1': 'https://developer.atlassian.com/cloud/confluence/swagger.v3.json',
  'Confluence v2': 'https://developer.atlassian.com/cloud/confluence/openapi-v2.v3.json',
  Bitbucket: 'https://developer.atlassian.com/cloud/bitbucket/swagger.v3.json',
};

/** The package of Forge's manifest validation; its source is named `manifest`. */
export const manifestPackage = '@forge/manifest';

/** An argument of the script: `Jira`, or `Jira=<file or address>[,<where the file came from>[,<date>]]`. */
export interface SourceArgument {
  readonly name: string;
  readonly from: string;
  readonly origin?: string;
  readonly date?: string;
}

/** Throws for a name without an address. */
export function sourceArgument(argument: string): SourceArgument {
  const [name = '', ...rest] = argument.split('=');
  const [given, origin, date] = rest.join('=').split(',');
  const from = given === undefined || given === '' ? addressOf(name) : given;
  return { name, from, ...(origin !== undefined && { origin }), ...(date !== undefined && { date }) };
}

function addressOf(name: string): string {
  const address = name === 'manifest' ? manifestPackage : published[name];
  if (address !== undefined) return address;
  throw new Error(`There is no address for ${name}. Known are: manifest, ${Object.keys(published).join(', ')}`);
}

type Provenance = Omit<TableSource, 'rows'>;

/** Reads an OpenAPI document from its file or address. */
export async function readDocument(argument: SourceArgument): Promise<{ document: unknown; provenance: Provenance }> {
  const { from } = argument;
  const isAddress = from.startsWith('https://');
  const bytes = isAddress ? await download(from) : await readFile(from);
  const date = isAddress ? new Date() : (await stat(from)).mtime;
  return { document: JSON.parse(bytes.toString('utf8')), provenance: provenanceOf(argument, bytes, date) };
}

async function download(address: string): Promise<Buffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

function provenanceOf({ name, from, origin, date }: SourceArgument, bytes: Buffer, read: Date): Provenance {
  return {
    name,
    source: origin ?? (from.startsWith('https://') ? from : basename(from)),
    date: date ?? read.toISOString().slice(0, 10),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** The scopes that the manifest validation accepts, by the package in a folder or by npm's current version. */
export async function acceptedScopes(
  argument: SourceArgument,
): Promise<{ scopes: ReadonlySet<string>; provenance: Provenance }> {
  if (argument.from !== manifestPackage) return readAccepted(argument, argument.from);
  const folder = await mkdtemp(join(tmpdir(), 'forge-console-scopes-'));
  try {
    const [npm, ...first] = npmCommand();
    await run(npm, [...first, 'pack', manifestPackage, '--ignore-scripts', '--loglevel=error'], { cwd: folder });
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack ${manifestPackage} left no archive`);
    await run('tar', ['-xzf', archive], { cwd: folder });
    const origin = `${manifestPackage} ${/-(\d[^-]*)\.tgz$/.exec(archive)?.[1] ?? ''}`.trim();
    return await readAccepted({ ...argument, origin }, join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readAccepted(
  argument: SourceArgument,
  packageFolder: string,
): Promise<{ scopes: ReadonlySet<string>; provenance: Provenance }> {
  const files = await Promise.all(
    ['shipyard-scopes.json', 'deprecated-shipyard-scopes.json'].map((name) =>
      readFile(join(packageFolder, 'out/scopes', name)),
    ),
  );
  const scopes = files.flatMap((bytes) => z.array(z.string()).parse(JSON.parse(bytes.toString('utf8'))));
  return { scopes: new Set(scopes), provenance: provenanceOf(argument, Buffer.concat(files), new Date()) };
}
