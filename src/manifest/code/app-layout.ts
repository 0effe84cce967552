import { folderOf } from './module-paths.ts';

/** A `package.json`. */
export interface CodePackage {
  /** Relative to the top; `''` for the top. */
  readonly folder: string;
  readonly name?: string;
  /** The names of all packages that it depends on. */
  readonly dependencies: readonly string[];
}

/** Where Forge starts an app's code: what its manifest names. */
export interface EntryPoints {
  /** The handlers of functions, like `index.run`. */
  readonly handlers: readonly string[];
  /** The paths of resources: folders of pages, or files. */
  readonly resources: readonly string[];
}

/** The files of an app; all paths are relative to one top, with `/`. */
export interface AppLayout {
  /** The folder of the manifest; `''` for the top. */
  readonly folder: string;
  /** The code in the app's folder that is no build output, test code too. */
  readonly own: readonly string[];
  /** Whether `others` are known. */
  readonly isWide: boolean;
  /** Other code that the app may import, or that its pages are built from. */
  readonly others: readonly string[];
  /** Build output in the folders of resources. */
  readonly built: readonly string[];
  readonly packages: readonly CodePackage[];
  /** Absent where the manifest is not known. */
  readonly entryPoints?: EntryPoints;
}

/** Folders of build output, where they lie directly in a package or in the app. */
const outputFolders: ReadonlySet<string> = new Set(['dist', 'build', 'out', 'coverage', '.next', '.svelte-kit']);

/** What code of a workspace belongs to an app. */
export function layOut(options: {
  readonly folder: string;
  /** Code that git does not ignore. */
  readonly code: readonly string[];
  /** Whether the code outside the folder is among it. */
  readonly isWide: boolean;
  /** Whether a file in the folder belongs to another app, whose folder lies within. */
  readonly isInOtherApp: (path: string) => boolean;
  readonly packages: readonly CodePackage[];
  readonly entryPoints?: EntryPoints;
}): AppLayout {
  const { folder, code, isWide, isInOtherApp, packages, entryPoints } = options;
  const roots = new Set([folder, ...packages.map((one) => one.folder)]);
  const resources = (entryPoints?.resources ?? []).map((path) => below(folder, path));
  for (const resource of resources) roots.add(folderOf(resource));
  const [own, others, built]: [string[], string[], string[]] = [[], [], []];
  for (const path of code) {
    const isOwn = isBelow(folder, path) && !isInOtherApp(path);
    if (!isBuilt(path, roots)) (isOwn ? own : others).push(path);
    else if (resources.some((resource) => isBelow(resource, path))) built.push(path);
  }
  return { folder, own, isWide, others, built, packages, ...(entryPoints && { entryPoints }) };
}

/** Whether a file lies in a folder of build output. */
function isBuilt(path: string, roots: ReadonlySet<string>): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (outputFolders.has(folder.slice(folder.lastIndexOf('/') + 1)) && roots.has(folderOf(folder))) return true;
  return false;
}

/** Whether a path is that of a folder or of something in it. */
export function isBelow(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** A path of a manifest, relative to the top. */
export function below(folder: string, path: string): string {
  const names = folder === '' ? [] : folder.split('/');
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** What a `package.json` says; undefined for any other text. */
export function parsePackage(folder: string, text: string): CodePackage | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(parsed)) return undefined;
  const { name } = parsed;
  const dependencies = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap(
    (key) => {
      const listed = parsed[key];
      return isRecord(listed) ? Object.keys(listed) : [];
    },
  );
  return { folder, dependencies, ...(typeof name === 'string' && { name }) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
