import type { Manifest, ManifestFunction, ManifestResource } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** The files around a manifest, by paths from its folder with `/`; `''` is the folder itself. */
export interface FilesBeside {
  /** The names in a folder; undefined where there is none. */
  readonly names: (folder: string) => Promise<ReadonlySet<string> | undefined>;
  /** The text of a file; undefined where it can't be read, or is too large to be code. */
  readonly text: (path: string) => Promise<string | undefined>;
}

/** Files around a manifest of which each folder is listed once; what can't be listed or read is not there. */
export function listedOnce({ list, text }: FileSource): FilesBeside {
  const folders = new Map<string, Promise<ReadonlySet<string> | undefined>>();
  const listed = async (folder: string) => {
    try {
      return new Set(await list(folder));
    } catch {
      return undefined;
    }
  };
  return {
    names(folder) {
      const names = folders.get(folder) ?? listed(folder);
      folders.set(folder, names);
      return names;
    },
    text: (path) => text(path).catch(() => undefined),
  };
}

/** Where files are listed and read, by paths from the manifest's folder; both may reject. */
export interface FileSource {
  readonly list: (folder: string) => PromiseLike<readonly string[]>;
  readonly text: FilesBeside['text'];
}

/** More functions and resources than any app has; others are not judged. */
const maxJudged = 200;

/** What the Forge CLI looks for, in this order: https://developer.atlassian.com/platform/forge/manifest-reference/modules/function/ */
const extensions = ['tsx', 'jsx', 'ts', 'js', 'cjs'] as const;

/**
 * Functions whose file is not there or has no such export, and resources whose path is not there. What a build is still
 * to write is not judged, nor what lies outside the manifest's folder.
 */
export async function checkFiles(
  { functions, resources, packagePath, gaps }: Manifest,
  files: FilesBeside,
): Promise<readonly ShapeProblem[]> {
  if (gaps.some(({ cause }) => cause === 'yaml')) return [];
  const found: ShapeProblem[] = [];
  for (const one of functions.slice(0, maxJudged)) found.push(...(await handlerProblems(one, packagePath, files)));
  for (const one of resources.slice(0, maxJudged)) found.push(...(await resourceProblems(one, files)));
  return found;
}

async function handlerProblems(
  { handler, range }: ManifestFunction,
  packagePath: string | undefined,
  files: FilesBeside,
): Promise<ShapeProblem[]> {
  const dot = handler.lastIndexOf('.');
  const [module, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  // What other tools build may not be built yet.
  if (packagePath !== undefined || !isPlainPath(module) || !/^[\w$-]+$/.test(name)) return [];
  const path = `src/${module}`;
  const folder = folderOf(path);
  const names = (await files.names(folder)) ?? new Set<string>();
  const extension = extensions.find((one) => names.has(`${path.slice(folder.length + 1)}.${one}`));
  if (extension === undefined) return [{ kind: 'missingHandler', path, range, isLinted: true }];
  const text = await files.text(`${path}.${extension}`);
  return text === undefined || mayExport(text, name)
    ? []
    : [{ kind: 'missingExport', path: `${path}.${extension}`, name, range, isLinted: true }];
}

/** Whether a file may export a name: it mentions it, or exports what is not written in it. */
function mayExport(text: string, name: string): boolean {
  return text.includes(name) || /\bexport\s*\*|\bexports\b|\brequire\b/.test(text);
}

async function resourceProblems({ path, range }: ManifestResource, files: FilesBeside): Promise<ShapeProblem[]> {
  const plain = path.replace(/^\.\//, '').replace(/\/+$/, '');
  if (!isPlainPath(plain)) return [];
  const folder = folderOf(plain);
  const name = plain.slice(folder === '' ? 0 : folder.length + 1);
  const names = await files.names(folder);
  const isToBeBuilt = names !== undefined && buildFolder.test(name);
  if (names?.has(name) === true || isToBeBuilt || (await isInPackage(folder, files))) return [];
  return [{ kind: 'missingResource', path: plain, range, isLinted: true }];
}

/** Names of folders that builds write. */
const buildFolder = /^(?:build|dist|out|public|lib)$/;

/** Whether a package lies around a path, below the manifest's folder, whose build may write what is not there. */
async function isInPackage(folder: string, files: FilesBeside): Promise<boolean> {
  for (let at = folder; at !== ''; at = folderOf(at))
    if ((await files.names(at))?.has('package.json') === true) return true;
  return buildFolder.test(folder.slice(folder.lastIndexOf('/') + 1));
}

/** Whether a path leads to a place below, by names alone. */
function isPlainPath(path: string): boolean {
  return (
    path !== '' &&
    path.length < maxPathLength &&
    variablesIn(path).length === 0 &&
    !/(?:^|\/)\.{0,2}(?:\/|$)|[\\:]/.test(path)
  );
}

const maxPathLength = 500;

const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));
