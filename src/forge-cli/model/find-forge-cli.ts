import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { runProgram } from './run-program.ts';

/** A Forge CLI on this computer. */
export interface ForgeCli {
  readonly path: string;
  readonly version: string;
  readonly from: 'setting' | 'nodeModules' | 'path';
}

export interface FindOptions {
  /** The path in the user's settings; empty if there is none. */
  readonly setting: string;
  /** The app's folder, and the workspace folder around it, up to which `node_modules` are looked at. */
  readonly folder: string;
  readonly top: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Starting Node on a busy computer takes seconds. */
const versionTimeoutMs = 15_000;

/** Levels between an app and its workspace folder that are looked at. */
const mostFolders = 32;

const names = process.platform === 'win32' ? ['forge.cmd', 'forge.exe'] : ['forge'];

/**
 * Finds the Forge CLI: where the setting says, else in `node_modules` of the app's folder or of a folder around it, else
 * on PATH. Programs of other products that have its name are passed over. Undefined if there is none; a setting that
 * names no Forge CLI is not made up for. May start a program: call it in trusted workspaces only. Never throws.
 */
export async function findForgeCli({ setting, folder, top, env }: FindOptions): Promise<ForgeCli | undefined> {
  if (setting !== '') return isAbsolute(setting) ? firstCli([setting], 'setting', folder, env) : undefined;
  const local = foldersUpTo(folder, top).flatMap((one) => inFolder(join(one, 'node_modules', '.bin')));
  // What a relative entry means depends on the folder, which may be anybody's.
  const onPath = pathOf(env).split(delimiter).filter(isAbsolute).flatMap(inFolder);
  return (await firstCli(local, 'nodeModules', folder, env)) ?? firstCli(onPath, 'path', folder, env);
}

const inFolder = (folder: string) => names.map((name) => join(folder, name));

/** Windows spells the variable as it likes. */
function pathOf(env: NodeJS.ProcessEnv): string {
  return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
}

function foldersUpTo(folder: string, top: string): string[] {
  const folders: string[] = [];
  for (let at = folder; folders.length < mostFolders; at = dirname(at)) {
    folders.push(at);
    if (at === top || dirname(at) === at) break;
  }
  return folders;
}

async function firstCli(
  candidates: readonly string[],
  from: ForgeCli['from'],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ForgeCli | undefined> {
  for (const path of new Set(candidates)) {
    if (!(await isProgram(path))) continue;
    const version = (await versionOfPackage(path)) ?? (await versionAsPrinted(path, folder, env));
    if (version !== undefined) return { path, version, from };
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

const packageSchema = z.object({ name: z.literal('@forge/cli'), version: z.string() });

/** The version of the package that a linked program belongs to; undefined if it is not linked to the Forge CLI's. */
async function versionOfPackage(path: string): Promise<string | undefined> {
  try {
    const program = await realpath(path);
    // The program is out/bin/cli.js in the package.
    const file = join(dirname(program), '..', '..', 'package.json');
    return packageSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data?.version;
  } catch {
    return undefined;
  }
}

/** The Forge CLI prints its version alone; other programs of this name print more, or fail. */
async function versionAsPrinted(path: string, folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { exitCode, output } = await runProgram(path, ['--version'], { folder, env, timeoutMs: versionTimeoutMs });
  return exitCode === 0 ? /^\s*(\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[\w.-]{1,40})?)\s*$/.exec(output)?.[1] : undefined;
}
