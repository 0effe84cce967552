/** What is known of the files of a workspace, for imports; all paths are relative to its top, with `/`. */
export interface ModulePaths {
  /** Whether a file is there that can hold code. */
  readonly hasFile: (path: string) => boolean;
  /** The file of a path in lower case, as disks that ignore case find it. */
  readonly fileInLowerCase: (path: string) => string | undefined;
  /** The folders of the packages of the workspace by their names. */
  readonly packages: ReadonlyMap<string, string>;
  /** Whether what a file imports is an installed package, as far as the package's dependencies tell. */
  readonly isPackage: (from: string, module: string) => boolean;
}

/** Paths where only the files that were read are known. */
export const noPaths: ModulePaths = {
  hasFile: () => false,
  fileInLowerCase: () => undefined,
  packages: new Map(),
  isPackage: isBare,
};

/** Whether a module is named as packages are. */
function isBare(_from: string, module: string): boolean {
  return !/^[./~#]|^@\//.test(module);
}

/** Which modules are installed packages, by what the packages around a file depend on. */
export function installedPackages(
  packages: readonly { readonly folder: string; readonly dependencies: readonly string[] }[],
): ModulePaths['isPackage'] {
  const byFolder = new Map(packages.map(({ folder, dependencies }) => [folder, new Set(dependencies)]));
  return (from, module) => {
    if (!isBare(from, module)) return false;
    const [scope = '', name = ''] = module.split('/', 2);
    const wanted = module.startsWith('@') ? `${scope}/${name}` : scope;
    // Without a slash it is no path below a folder; Forge's and Node's packages are there without being named.
    if (wanted === module || /^(?:@forge\/|@atlaskit\/|node:|react)/.test(module)) return true;
    for (let at: string | undefined = folderOf(from); at !== undefined; at = at === '' ? undefined : folderOf(at))
      if (byFolder.get(at)?.has(wanted) === true) return true;
    return byFolder.size === 0;
  };
}

const extensions = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.vue', '.svelte'];
/** A file that is imported by the name that its compiled form has. */
const compiled: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx', '.jsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];

/** Longer texts are no names of modules. */
const maxModuleLength = 300;
/** More imports than any file has. */
const maxImports = 2_000;

const imports = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(["'`])([^"'`\n]{1,300})\1/g;

/** The modules that a text imports or exports from, as they are written; may name too many, in comments and texts. */
export function importedModules(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, , module = ''] of text.matchAll(imports)) {
    if (module.length <= maxModuleLength) found.add(module);
    if (found.size >= maxImports) break;
  }
  return [...found];
}

/**
 * The file that a module is; undefined for an installed package, and where there is none. A relative path is found in
 * another case too: on Windows and macOS the app is built of it.
 */
export function resolveModule(
  from: string,
  module: string,
  { hasFile, fileInLowerCase, packages }: ModulePaths,
  isRead: (path: string) => boolean,
): string | undefined {
  const find = (path: string) => (isRead(path) || hasFile(path) ? path : undefined);
  const folder = folderOf(from);
  if (/^\.\.?(?:\/|$)/.test(module)) {
    const path = joinPath(folder, module);
    return fileAt(path, find) ?? fileAt(path?.toLowerCase(), fileInLowerCase);
  }
  const ofPackage = packageFile(module, packages, find);
  if (ofPackage !== undefined || /^(?:@forge|node:)/.test(module)) return ofPackage;
  // Other names for folders, as in tsconfig.json and bundlers: `@/lib/x`, `~/lib/x`, `src/lib/x`.
  const below = module.replace(/^(?:[@~#]\/?|\/)/, '');
  const isAlias = below !== module || module.includes('/');
  if (!isAlias) return undefined;
  for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at))
    for (const base of [`src/${below}`, below]) {
      const found = fileAt(joinPath(at, base), find);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** Finds a file of a path, if there is one. */
type FindFile = (path: string) => string | undefined;

function packageFile(module: string, packages: ReadonlyMap<string, string>, find: FindFile): string | undefined {
  const [scope = '', name = ''] = module.split('/', 2);
  const packageName = module.startsWith('@') ? `${scope}/${name}` : scope;
  const folder = packages.get(packageName);
  if (folder === undefined) return undefined;
  const below = module.slice(packageName.length + 1);
  for (const base of ['src', 'lib', '.', 'source']) {
    const found = fileAt(joinPath(folder, `${base}/${below === '' ? 'index' : below}`), find);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fileAt(path: string | undefined, find: FindFile): string | undefined {
  if (path === undefined) return undefined;
  const index = path === '' ? 'index' : `${path}/index`;
  const named = path === '' ? [] : [...extensions.map((extension) => path + extension), ...sourcesOf(path)];
  for (const candidate of [...named, ...extensions.slice(1).map((extension) => index + extension)]) {
    const found = find(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The files that may have been compiled to one. */
function sourcesOf(path: string): readonly string[] {
  return compiled.flatMap(([ending, sources]) =>
    ending.test(path) ? sources.map((source) => path.replace(ending, source)) : [],
  );
}

/** The folder of a file; `''` for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** A path below a folder, without `.` and `..`; undefined for one above the top. */
function joinPath(folder: string, path: string): string | undefined {
  const names: string[] = folder === '' ? [] : folder.split('/');
  for (const name of path.split('/')) {
    if (name === '..') {
      if (names.pop() === undefined) return undefined;
    } else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}
