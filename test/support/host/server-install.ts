import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { step } from '../step.mjs';
import { installed, isInstalled, npmInstall } from './npm.ts';
import { codeServerRange } from './vscode-version.ts';

const name = 'code-server';
/** Contains VS Code 1.139.1. */
const newest = '4.139.1';

/** Whether VS Code's server build from npm runs on this machine. */
export const serverBuildRuns = process.platform === 'linux';

/** An installed server build of VS Code, and the Node that runs it. */
export interface ServerProgram {
  /** The Node this VS Code was built for. */
  node: string;
  /** Its main script. */
  main: string;
}

/**
 * Installs VS Code's server build if needed: for a given version of VS Code, such as `1.105.0`, or the newest known.
 */
export async function serverProgram(vscode?: string): Promise<ServerProgram> {
  const version = vscode === undefined ? newest : codeServerRange(vscode);
  const install = () => installed(name, version, finish);
  const folder = isInstalled(name, version)
    ? await install()
    : await step(`Installing VS Code's server build (${name} ${version}; once, about half a minute)`, install);
  return {
    node: vscode === undefined ? process.execPath : await nodeOf(folder),
    main: join(folder, 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/**
 * Returns the Node with the major version that code-server requires; an older VS Code starts no extension host on a
 * newer one.
 */
async function nodeOf(packageFolder: string): Promise<string> {
  const { engines } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const major = engines.node;
  if (process.versions.node.split('.')[0] === major) return process.execPath;
  const platform = `node-${process.platform}-${process.arch}`;
  const install = () => installed(platform, major);
  const folder = isInstalled(platform, major)
    ? await install()
    : await step(`Installing the Node of that VS Code (${platform} ${major}; once)`, install);
  return join(folder, 'bin', 'node');
}

async function finish(packageFolder: string): Promise<void> {
  const vscode = join(packageFolder, 'lib', 'vscode');
  await takeCompiledPrograms(vscode);
  await npmInstall(vscode, ['--omit=dev']);
  await addSearchProgram(vscode);
  await copyFile(
    join(import.meta.dirname, 'log-writer.cjs'),
    join(vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'),
  );
}

/** Releases of programs on npm that come compiled for Linux, as newer VS Codes use them. */
const compiled: Readonly<Record<string, string>> = { '@parcel/watcher': '2.5.6', 'node-pty': '1.2.0-beta.10' };

/**
 * Before 1.110, VS Code takes the program that watches files from a commit on GitHub, and a terminal that is compiled
 * when it is installed. Compiled releases need no other host and no compiler.
 */
async function takeCompiledPrograms(vscode: string): Promise<void> {
  const manifest = join(vscode, 'package.json');
  const { dependencies = {}, ...others } = JSON.parse(await readFile(manifest, 'utf8')) as Packages;
  if (!dependencies['@parcel/watcher']?.includes('#')) return;
  await writeFile(manifest, JSON.stringify({ ...others, dependencies: { ...dependencies, ...compiled } }));
  const list = join(vscode, 'npm-shrinkwrap.json');
  const { packages = {}, ...rest } = JSON.parse(await readFile(list, 'utf8')) as Packages;
  const { '': top, ...pinned } = packages;
  const replaced = new Set(Object.keys(compiled).map((name) => `node_modules/${name}`));
  const installs = Object.fromEntries(Object.entries(pinned).filter(([path]) => !replaced.has(path)));
  const asked = { ...top, dependencies: { ...top?.dependencies, ...compiled } };
  await writeFile(list, JSON.stringify({ ...rest, packages: { '': asked, ...installs } }));
}

/** The parts of package.json and npm-shrinkwrap.json that are read here. */
interface Packages {
  dependencies?: Record<string, string>;
  packages?: Record<string, { dependencies?: Record<string, string> }>;
}

/**
 * Adds ripgrep, which searches for files. In an older VS Code, its package has an install script that downloads it; in
 * a newer one, the program is part of a package.
 */
async function addSearchProgram(vscode: string): Promise<void> {
  const downloading = join(vscode, 'node_modules', '@vscode', 'ripgrep');
  if (!existsSync(downloading)) return;
  const programs = join(await installed('@vscode/ripgrep-universal', '1.18.0'), 'bin');
  await mkdir(join(downloading, 'bin'), { recursive: true });
  await copyFile(join(programs, `${process.platform}-${process.arch}`, 'rg'), join(downloading, 'bin', 'rg'));
}
