import { importedModules, type ModulePaths, resolveModule } from './module-paths.ts';

/** How many files that import one, directly or not, are looked at. */
const maxImporters = 400;

/** Which files of a program import which. */
export class ImportGraph {
  /** The modules that each file names, as they are written. */
  readonly #imports = new Map<string, readonly string[]>();
  readonly #resolved = new Map<string, string | undefined>();
  #paths: ModulePaths;
  #deployed: ReadonlySet<string> | undefined;
  #importers: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(paths: ModulePaths) {
    this.#paths = paths;
  }

  /** Sets the packages of the workspace, and files that are there beside those that were set. */
  setPaths(paths: ModulePaths): void {
    this.#paths = paths;
    this.#resolved.clear();
    this.#importers = undefined;
  }

  /** Sets the files whose imports count: those that are deployed. */
  setDeployed(files: ReadonlySet<string>): void {
    this.#deployed = files;
    this.#importers = undefined;
  }

  /** Sets what a file imports by its text, or removes it. Whether that is something else than before. */
  set(path: string, text: string | undefined): boolean {
    const before = this.#imports.get(path);
    const after = text === undefined ? undefined : importedModules(text);
    if (after === undefined) this.#imports.delete(path);
    else this.#imports.set(path, after);
    const isSame = before?.join('\n') === after?.join('\n');
    if (isSame) return false;
    this.#importers = undefined;
    this.#resolved.clear();
    return true;
  }

  /** The files that a file imports: those that were set, and others that are there. */
  importsOf(path: string): readonly string[] {
    return (this.#imports.get(path) ?? []).flatMap((module) => this.pathOf(path, module) ?? []);
  }

  /** The modules that a file names and that are neither there nor installed packages, as they are written. */
  unresolvedOf(path: string): readonly string[] {
    return this.#outsideOf(path).filter((module) => !this.#paths.isPackage(path, module));
  }

  /** The installed packages that a file names, as they are written. */
  packagesOf(path: string): readonly string[] {
    return this.#outsideOf(path).filter((module) => this.#paths.isPackage(path, module));
  }

  /** The files that import one, directly or not; of very many some. */
  importersOf(path: string): readonly string[] {
    this.#importers ??= this.#findImporters();
    const seen = new Set([path]);
    for (const one of seen) {
      for (const importer of this.#importers.get(one) ?? []) seen.add(importer);
      if (seen.size > maxImporters) break;
    }
    seen.delete(path);
    return [...seen];
  }

  /** How many files import one directly. */
  countImporters(path: string): number {
    this.#importers ??= this.#findImporters();
    return this.#importers.get(path)?.size ?? 0;
  }

  /** The file that a module is for a file that names it; undefined for an installed package, and where there is none. */
  pathOf(from: string, module: string): string | undefined {
    const key = `${from.slice(0, from.lastIndexOf('/') + 1)}\n${module}`;
    if (!this.#resolved.has(key))
      this.#resolved.set(
        key,
        resolveModule(from, module, this.#paths, (path) => this.#imports.has(path)),
      );
    return this.#resolved.get(key);
  }

  #outsideOf(path: string): readonly string[] {
    return (this.#imports.get(path) ?? []).filter((module) => this.pathOf(path, module) === undefined);
  }

  #findImporters(): ReadonlyMap<string, ReadonlySet<string>> {
    const importers = new Map<string, Set<string>>();
    for (const path of this.#deployed ?? this.#imports.keys())
      for (const imported of this.importsOf(path)) {
        const known = importers.get(imported);
        if (known) known.add(path);
        else importers.set(imported, new Set([path]));
      }
    return importers;
  }
}
