import type { CodeProgram } from './code-program.ts';

/** Imports whose modules are known only at run time. */
const openImport =
  /\bimport\.meta\.glob|\brequire\.context|\b(?:import|require)\s{0,5}\(\s{0,50}(?:`[^`]{0,200}\$\{|[\w$]{1,50}\s{0,5}[)+,.])/;

/** Whether a text imports what is known only at run time. */
export function isOpenCode(text: string): boolean {
  return openImport.test(text);
}

/** Where pages begin, as the templates of Forge and of bundlers have it. */
const entryName = /^(?:src\/)?(?:index|main)\.[cm]?[jt]sx?$/;

/** What is bundled without an import that can be followed, or begins a page of its own. */
const otherStart =
  /\bnew\s+(?:Shared)?Worker\s{0,5}\(|\bimportScripts\b|\bcreateRoot\s{0,5}\(|\bhydrateRoot\b|\brender\s{0,5}\(|\bcreateApp\b|\bbootstrap(?:Module|Application)\b/;

/**
 * What a page is built from, of the files of its package: where it begins, if all it reaches can be followed from there;
 * else all files.
 */
export function pageEntry(program: CodeProgram, folder: string, files: readonly string[]): readonly string[] {
  const within = folder === '' ? 0 : folder.length + 1;
  const [entry, ...others] = files.filter((path) => entryName.test(path.slice(within)));
  if (entry === undefined || others.length > 0) return files;
  const reached = new Set([entry]);
  for (const path of reached) {
    const text = program.textOf(path);
    // What is not read yet may be open.
    if (text === undefined || isOpenCode(text) || /\bnew\s+(?:Shared)?Worker\b/.test(text)) return files;
    if (program.graph.unresolvedOf(path).some((module) => !module.startsWith('.'))) return files;
    for (const imported of program.graph.importsOf(path)) reached.add(imported);
  }
  const isAlone = files.every((path) => reached.has(path) || !otherStart.test(program.textOf(path) ?? 'render('));
  return isAlone ? [entry] : files;
}
