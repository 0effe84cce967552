import { type AppLayout, below, isBelow } from './app-layout.ts';
import type { CodeProgram } from './code-program.ts';
import { isDeployedName } from './deployed-name.ts';
import { type Entries, entryFiles } from './entry-files.ts';
import { folderOf } from './module-paths.ts';
import { isOpenCode } from './page-entry.ts';

/** The code that Forge deploys, as far as the files that were read tell. */
export interface ReachedFiles {
  readonly files: ReadonlySet<string>;
  /** Where the code of files runs, where that is known and one place alone. */
  readonly sides: ReadonlyMap<string, 'functions' | 'pages'>;
  /** Whether something is imported that may lie outside the app's folder. */
  readonly needsOutside: boolean;
}

/** Modules that are no code. */
const notCode =
  /\.(?:css|s[ac]ss|less|svg|png|jpe?g|gif|webp|ico|json|ya?ml|md|mdx|html|txt|graphql|gql|wasm|woff2?)(?:\?.*)?$/i;

/**
 * What an app's handlers, resources and pages reach. Where that can't be told, all of the app's code that is no test:
 * where the manifest is not known, names what is not there, or where code imports what only is known at run time.
 */
export function reachedFiles(program: CodeProgram, layout: AppLayout): ReachedFiles {
  const found = entryFiles(program, layout);
  const entries = found && [...found.functions, ...found.pages];
  const isElsewhere = layout.entryPoints?.resources.some((path) => path.startsWith('..')) === true;
  const deployed = layout.own.filter((path) => isDeployedName(path.slice(layout.folder.length)));
  const start = entries ?? deployed;
  const named = follow(program, layout, start);
  const reached = entries !== undefined && named.isOpen ? follow(program, layout, [...entries, ...deployed]) : named;
  return {
    files: reached.files,
    sides: found ? sidesOf(program, found) : new Map(),
    needsOutside: reached.needsOutside || ((isElsewhere || found?.isElsewhere === true) && !layout.isWide),
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
    isOpen ||= isOpenCode(program.textOf(path) ?? '');
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
