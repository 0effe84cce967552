import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Pinned because releases differ: 9.3.0 carries the types of the whole gateway, 9.8.0 only those that it uses itself. */
export const PACKAGE = '@forge/cli-shared@9.3.0';
const INTEGRITY = 'sha512-G0UMqi1VY5lIgcgAhDZJMR6EGeBsXQj29CcOkCxAJw6aeuDI3Bya9tHpPcWrBn6Ebiv5wztA7EIlebY9IFjXaA==';
const TYPES = 'package/out/graphql/graphql-types.d.ts';

/** npm's codes for "no registry from here": no network, a proxy or filter in between, a registry that is down. */
const UNREACHABLE = /\bcode (ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|ENOTCACHED|E403|E407|E50[234])\b/;

export type Download = { readonly source: string } | { readonly unreachable: string };

/**
 * Fetches the published types through npm, into a temporary folder that is removed again.
 * @returns the text of the declaration file, or why the registry could not be reached
 * @throws Error when npm or tar fails for another reason, or the package is not the pinned one
 */
export async function downloadPublishedTypes(): Promise<Download> {
  const folder = await mkdtemp(join(tmpdir(), 'forge-console-contract-'));
  try {
    const unreachable = await pack(folder);
    if (unreachable) return { unreachable };
    const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (!archive) throw new Error(`npm pack ${PACKAGE} left no archive.`);
    const digest = createHash('sha512').update(await readFile(join(folder, archive))).digest('base64');
    if (`sha512-${digest}` !== INTEGRITY) throw new Error(`${PACKAGE} is not the archive that is pinned here.`);
    await run('tar', ['-xzf', archive, TYPES], { cwd: folder });
    return { source: await readFile(join(folder, TYPES), 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string): Promise<string | undefined> {
  const options = ['--ignore-scripts', '--fetch-retries=0', '--fetch-timeout=15000', '--loglevel=error'];
  try {
    // npm is a command script on Windows, which only a shell starts.
    await run('npm', ['pack', PACKAGE, ...options], { cwd: folder, shell: process.platform === 'win32' });
    return undefined;
  } catch (error) {
    const output = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    const code = UNREACHABLE.exec(output)?.[1];
    if (code) return `npm reports ${code}`;
    throw error;
  }
}
