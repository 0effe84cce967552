import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../npm-command.mjs';

const run = promisify(execFile);

/** A file of a published package. */
export interface PublishedFile {
  /** Name and version. */
  readonly package: string;
  /** Hash of the archive, in the form npm reports it. */
  readonly integrity: string;
  /** Path inside the archive. */
  readonly path: string;
}

/** Pinned because releases differ: 9.6.0 is the last that carries the types of the whole gateway. */
export const gatewayTypes: PublishedFile = {
  package: '@forge/cli-shared@9.6.0',
  integrity: 'sha512-NwGv2tyjjavrnYgn+hgbUtFPQRH9c/mBLwGtIVB7VHv7JpRrx66wuw9UJHQ0+pddcB4C6dFWdxqGsE0k/SG/fg==',
  path: 'package/out/graphql/graphql-types.d.ts',
};

/** The scopes that Forge's manifest validation accepts. */
export const acceptedScopes: PublishedFile = {
  package: '@forge/manifest@13.7.0',
  integrity: 'sha512-H2wz7OUjXmAes2ihPJecf9FHmeL0NTbUuuTUq7WNnmopuYPdxXc0DrPHs4tQgcOfDaUOh7EorCguF5EIyZ0UFQ==',
  path: 'package/out/scopes/shipyard-scopes.json',
};

/** npm's codes for an unreachable registry: no network, a proxy or filter in between, a registry that is down. */
const UNREACHABLE =
  /\bcode (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ENOTCACHED|E403|E407|E50[234])\b/;

export type Download = { readonly text: string } | { readonly unreachable: string };

/**
 * Fetches a file of a published package through npm, into a temporary folder that is removed again.
 * @returns the text of the file, or why the registry could not be reached
 * @throws Error when npm or tar fails for another reason, or the package is not the pinned one
 */
export async function downloadPublished(file: PublishedFile): Promise<Download> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-console-contract-'));
  try {
    const unreachable = await pack(file.package, folder);
    if (unreachable) return { unreachable };
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${file.package} left no archive.`);
    const digest = createHash('sha512')
      .update(await readFile(join(folder, archive)))
      .digest('base64');
    if (`sha512-${digest}` !== file.integrity)
      throw new Error(`${file.package} is not the archive that is pinned here.`);
    await run('tar', ['-xzf', archive, file.path], { cwd: folder });
    return { text: await readFile(join(folder, file.path), 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(name: string, folder: string): Promise<string | undefined> {
  const options = ['--ignore-scripts', '--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=error'];
  try {
    const [npm, ...first] = npmCommand();
    await run(npm, [...first, 'pack', name, ...options], { cwd: folder });
    return undefined;
  } catch (error) {
    const output = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    const code = UNREACHABLE.exec(output)?.[1];
    if (code) return `npm reports ${code}`;
    throw error;
  }
}
