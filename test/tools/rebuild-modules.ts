// Rebuilds the table of what manifests can say, src/manifest/shapes/manifest-shapes.tsv, from the published schema:
//
//   npm run rebuild-modules                the newest package of Forge's manifest validation, from npm
//   npm run rebuild-modules -- <folder>    the package in a folder
//
// The package is unpacked in a temporary folder, and never installed. Only names, types, required keys, allowed values and
// limits are taken. The pages of the documentation in the table are kept by hand: of types that are new, the last part of the
// address has to be added.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { formatShapeTable, parseShapeTable } from '../../src/manifest/shapes/shape-table.ts';
import { root } from '../support/paths.ts';
import { progress } from '../support/step.mjs';
import { shapesOfSchema } from './shapes/schema-shapes.ts';

const run = promisify(execFile);
const file = join(root, 'src/manifest/shapes/manifest-shapes.tsv');

async function readPackage(folder: string): Promise<void> {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(folder, path), 'utf8'));
  const { name, version } = z.object({ name: z.string(), version: z.string() }).parse(await json('package.json'));
  const before = parseShapeTable(await readFile(file, 'utf8').catch(() => '# nothing\n'));
  const types = await moduleTypes(folder);
  const pages = new Map(before.modules.map(({ type, page }) => [type, page]));
  const { modules, maps } = shapesOfSchema(await json('out/schema/manifest-schema.json'), types);
  const date = new Date().toISOString().slice(0, 10);
  const table = {
    source: `${name} ${version}, ${date}, ${modules.length} types of modules, ${maps.length} maps`,
    modules: modules.map((one) => ({
      ...one,
      ...(pages.get(one.type) !== undefined && { page: pages.get(one.type) ?? '' }),
    })),
    maps,
  };
  await writeFile(file, formatShapeTable(table));
  const known = new Set(before.modules.map(({ type }) => type));
  for (const { type } of modules) if (!known.has(type)) progress(`  new: ${type}, whose page has to be added`);
  for (const type of known) if (!modules.some((one) => one.type === type)) progress(`  gone: ${type}`);
  progress(`  ${table.source}`);
}

/** The types that the validation takes, also those that the schema does not describe. */
async function moduleTypes(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'out/types/module-types.js'), 'utf8');
  return [...text.matchAll(/\["\w+"\] = "((?!core:|xen:)[\w-]+:[\w:-]+)"/g)].flatMap(([, type]) => type ?? []);
}

async function downloadPackage(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-manifest-'));
  try {
    await run('npm', ['pack', '@forge/manifest', '--silent', '--pack-destination', folder], { cwd: folder });
    const [archive = ''] = await readdir(folder);
    await run('tar', ['-xzf', archive], { cwd: folder });
    await readPackage(join(folder, 'package'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [folder] = process.argv.slice(2);
await (folder === undefined ? downloadPackage() : readPackage(folder));
