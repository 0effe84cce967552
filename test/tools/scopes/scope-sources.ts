// What the tables of scopes are built from: addresses, files, and the package of Forge's manifest validation.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { EventScopes } from '../../../src/manifest/scopes/event-table.ts';
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

/** What the manifest validation knows: the scopes that it accepts, and those that events need. */
export interface ValidationFacts {
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlyMap<string, EventScopes>;
  readonly provenance: { readonly scopes: Provenance; readonly events: Provenance };
}

/** Reads the package of the manifest validation in a folder, or npm's current version. */
export async function readValidation(argument: SourceArgument): Promise<ValidationFacts> {
  if (argument.from !== manifestPackage) return readPackage(argument, argument.from);
  const folder = await mkdtemp(join(tmpdir(), 'forge-console-scopes-'));
  try {
    const [npm, ...first] = npmCommand();
    await run(npm, [...first, 'pack', manifestPackage, '--ignore-scripts', '--loglevel=error'], { cwd: folder });
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack ${manifestPackage} left no archive`);
    await run('tar', ['-xzf', archive], { cwd: folder });
    const origin = `${manifestPackage} ${/-(\d[^-]*)\.tgz$/.exec(archive)?.[1] ?? ''}`.trim();
    return await readPackage({ ...argument, origin }, join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const eventSchema = z.object({
  mapping: z.array(
    z.object({
      productEvent: z.string(),
      oAuthScopes: z.object({ current: z.array(z.string()), beta: z.optional(z.array(z.string())) }),
    }),
  ),
});

async function readPackage(argument: SourceArgument, packageFolder: string): Promise<ValidationFacts> {
  const read = (path: string) => readFile(join(packageFolder, 'out', path));
  const lists = [await read('scopes/shipyard-scopes.json'), await read('scopes/deprecated-shipyard-scopes.json')];
  const mapping = await read('mapping/product-event-to-scope-mapping.json');
  const { mapping: events } = eventSchema.parse(JSON.parse(mapping.toString('utf8')));
  const today = new Date();
  return {
    scopes: new Set(lists.flatMap((bytes) => z.array(z.string()).parse(JSON.parse(bytes.toString('utf8'))))),
    events: new Map(
      events.map(({ productEvent, oAuthScopes: { current, beta = [] } }) => [
        productEvent,
        { scopes: current.toSorted(), granular: beta.toSorted() },
      ]),
    ),
    provenance: {
      scopes: provenanceOf(argument, Buffer.concat(lists), today),
      events: provenanceOf({ ...argument, name: 'events' }, mapping, today),
    },
  };
}
