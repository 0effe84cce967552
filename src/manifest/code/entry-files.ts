import { type AppLayout, below, isBelow } from './app-layout.ts';
import type { CodeProgram } from './code-program.ts';
import { isDeployedName } from './deployed-name.ts';
import { folderOf } from './module-paths.ts';
import { pageEntry } from './page-entry.ts';

/** Where an app's code starts. */
export interface Entries {
  readonly functions: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  /** Whether a page is built from code that may lie outside the app's folder. */
  readonly isElsewhere: boolean;
}

/**
 * The files that handlers and resources are, with the code that each page is built from; undefined where one is not
 * found.
 */
export function entryFiles(program: CodeProgram, layout: AppLayout): Entries | undefined {
  const { folder, own, entryPoints } = layout;
  if (entryPoints === undefined || entryPoints.handlers.length + entryPoints.resources.length === 0) return undefined;
  const byStem = new Map(own.map((path) => [path.replace(/\.[^./]+$/, ''), path]));
  const [functions, pages] = [new Set<string>(), new Set<string>()];
  for (const handler of entryPoints.handlers) {
    const stem = below(folder, `src/${handler.replace(/\.[^./]*$/, '')}`);
    const file = byStem.get(stem) ?? byStem.get(`${stem}/index`);
    if (file === undefined) return undefined;
    functions.add(file);
  }
  let isElsewhere = false;
  for (const resource of entryPoints.resources) {
    const found = pageFiles(program, layout, below(folder, resource));
    if (found === 'outside') isElsewhere = true;
    else if (found === undefined) return undefined;
    else for (const file of found) pages.add(file);
  }
  return { functions, pages, isElsewhere };
}

/** The code of a resource; `outside` where it may lie outside the app's folder, which was not looked at. */
function pageFiles(
  program: CodeProgram,
  { folder, own, others, built, isWide, packages }: AppLayout,
  path: string,
): readonly string[] | 'outside' | undefined {
  if (own.includes(path)) return [path];
  const folders = packages.map((one) => one.folder);
  const page = packageOf(path, folder, folders);
  const filesIn = (at: string) =>
    [...own, ...others].filter((file) => isBelow(at, file) && isDeployedName(file.slice(at.length)));
  // The pages of an app whose only package is the app itself may lie anywhere in it.
  const isOfApp = isBelow(page, folder);
  const files = isOfApp ? [] : filesIn(page);
  if (files.length > 0) return pageEntry(program, page, files);
  if (!isWide && folder !== '') return 'outside';
  const beside = packageBeside(path, folder, folders);
  const source = beside === undefined ? [] : filesIn(beside);
  if (beside !== undefined && source.length > 0) return pageEntry(program, beside, source);
  // Without its source, what was built of it tells at least what it names.
  const output = isOfApp ? [] : built.filter((file) => isBelow(path, file));
  return output.length > 0 ? output : undefined;
}

/** The folder of the package that a resource is built from. */
function packageOf(resource: string, folder: string, packages: readonly string[]): string {
  const around = packages.filter((one) => one !== folder && isBelow(one, resource));
  const nearest = around.sort((a, b) => b.length - a.length)[0];
  return nearest ?? (folderOf(resource).length > folder.length ? folderOf(resource) : folder);
}

/** A package beside the app's folder that writes its output into it, by its name: `build/admin` comes of `../admin`. */
function packageBeside(resource: string, folder: string, packages: readonly string[]): string | undefined {
  const names = resource.slice(folder === '' ? 0 : folder.length + 1).split('/');
  return packages.find(
    (one) =>
      !isBelow(folder, one) &&
      !isBelow(one, folder) &&
      isBelow(folderOf(one), folder) &&
      names.includes(one.slice(one.lastIndexOf('/') + 1)),
  );
}
