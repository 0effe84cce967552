import { type AppLayout, below, isBelow } from './app-layout.ts';
import type { CodeProgram } from './code-program.ts';
import { folderOf } from './module-paths.ts';

/** The code that Forge deploys, as far as the files that were read tell. */
export interface ReachedFiles {
  readonly files: ReadonlySet<string>;
  /** Where the code of files runs, where that is known and one place alone. */
  readonly sides: ReadonlyMap<string, 'functions' | 'pages'>;
  /** Whether something is imported that may lie outside the app's folder. */
  readonly needsOutside: boolean;
}

/** Tests, mocks, stories and type declarations. */
const notDeployed =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|test-e2e|cypress|playwright|\.storybook)\/|\.(?:test|tests|spec|e2e|cy|stories|story|d)\.[cm]?[jt]sx?$|(?:^|\/)(?:jest|vite|vitest|webpack|rollup|babel|eslint|playwright|cypress|postcss|tailwind)\.config\.[cm]?[jt]s$/;

/** Whether a file is deployed by its name: no test, mock, story, declaration or setting of a tool. */
export function isDeployedName(path: string): boolean {
  return !notDeployed.test(path);
}

/** Imports whose modules are known only at run time. */
const openImport =
  /\bimport\.meta\.glob|\brequire\.context|\b(?:import|require)\s{0,5}\(\s{0,50}(?:`[^`]{0,200}\$\{|[\w$]{1,50}\s{0,5}[)+,.])/;

/** Modules that are no code. */
const notCode =
  /\.(?:css|s[ac]ss|less|svg|png|jpe?g|gif|webp|ico|json|ya?ml|md|mdx|html|txt|graphql|gql|wasm|woff2?)(?:\?.*)?$/i;

/**
 * What an app's handlers, resources and pages reach. Where that can't be told, all of the app's code that is no test:
 * where the manifest is not known, names what is not there, or where code imports what only is known at run time.
 */
export function reachedFiles(program: CodeProgram, layout: AppLayout): ReachedFiles {
  const found = entryFiles(layout);
  const entries = found && [...found.functions, ...found.pages];
  const isElsewhere = layout.entryPoints?.resources.some((path) => path.startsWith('..')) === true;
  const deployed = layout.own.filter((path) => isDeployedName(path.slice(layout.folder.length)));
  const start = entries ?? deployed;
  const named = follow(program, layout, start);
  const reached = entries !== undefined && named.isOpen ? follow(program, layout, [...entries, ...deployed]) : named;
  return {
    files: reached.files,
    sides: found ? sidesOf(program, found) : new Map(),
    needsOutside: reached.needsOutside || (isElsewhere && !layout.isWide),
  };
}

/** What handlers reach runs in functions, what resources reach in pages; what both reach is left out. */
function sidesOf(program: CodeProgram, { functions, pages }: Entries): ReachedFiles['sides'] {
  const [inFunctions, inPages] = [importedBy(program, functions), importedBy(program, pages)];
  return new Map([
    ...[...inFunctions].flatMap((path) => (inPages.has(path) ? [] : [[path, 'functions'] as const])),
    ...[...inPages].flatMap((path) => (inFunctions.has(path) ? [] : [[path, 'pages'] as const])),
  ]);
}

function importedBy(program: CodeProgram, start: Iterable<string>): ReadonlySet<string> {
  const files = new Set(start);
  for (const path of files) for (const imported of program.graph.importsOf(path)) files.add(imported);
  return files;
}

function follow(
  program: CodeProgram,
  layout: AppLayout,
  start: Iterable<string>,
): Omit<ReachedFiles, 'sides'> & { readonly isOpen: boolean } {
  const files = new Set(start);
  let [isOpen, needsOutside] = [false, false];
  for (const path of files) {
    for (const imported of program.graph.importsOf(path)) files.add(imported);
    isOpen ||= openImport.test(program.textOf(path) ?? '');
    for (const module of program.graph.unresolvedOf(path)) {
      if (notCode.test(module)) continue;
      if (!layout.isWide && mayBeOutside(layout.folder, path, module)) needsOutside = true;
      isOpen ||= !module.startsWith('.');
    }
  }
  return { files, isOpen, needsOutside };
}

/** Whether a module may be a file outside of a folder: above it, or a package of the workspace. */
function mayBeOutside(folder: string, path: string, module: string): boolean {
  if (folder === '') return false;
  return !module.startsWith('.') || !isBelow(folder, below(folderOf(path), module));
}

interface Entries {
  readonly functions: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
}

/** The files that handlers and resources are, with all files of packages of pages; undefined where one is not found. */
function entryFiles({ folder, own, others, packages, entryPoints }: AppLayout): Entries | undefined {
  if (entryPoints === undefined || entryPoints.handlers.length + entryPoints.resources.length === 0) return undefined;
  const byStem = new Map(own.map((path) => [path.replace(/\.[^./]+$/, ''), path]));
  const known = new Set(own);
  const [functions, pages] = [new Set<string>(), new Set<string>()];
  for (const handler of entryPoints.handlers) {
    const stem = below(folder, `src/${handler.replace(/\.[^./]*$/, '')}`);
    const file = byStem.get(stem) ?? byStem.get(`${stem}/index`);
    if (file === undefined) return undefined;
    functions.add(file);
  }
  for (const resource of entryPoints.resources) {
    const path = below(folder, resource);
    if (known.has(path)) {
      pages.add(path);
      continue;
    }
    const page = packageOf(
      path,
      folder,
      packages.map((one) => one.folder),
    );
    // The pages of an app whose only package is the app itself may lie anywhere in it.
    if (isBelow(page, folder)) return undefined;
    const files = [...own, ...others].filter((file) => isBelow(page, file) && isDeployedName(file.slice(page.length)));
    if (files.length === 0) return undefined;
    for (const file of files) pages.add(file);
  }
  return { functions, pages };
}

/** The folder of the package that a resource is built from. */
function packageOf(resource: string, folder: string, packages: readonly string[]): string {
  const around = packages.filter((one) => one !== folder && isBelow(one, resource));
  const nearest = around.sort((a, b) => b.length - a.length)[0];
  return nearest ?? (folderOf(resource).length > folder.length ? folderOf(resource) : folder);
}
