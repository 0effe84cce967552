import type { Node } from '@babel/types';
import { isBundle } from './bundles.ts';
import { type Caller, callTargets, type CallTargets } from './call-targets.ts';
import { type CallSite, CodeModule } from './code-module.ts';
import type { Modules } from './evaluate-import.ts';
import type { LexicalScope } from './lexical-scope.ts';
import { importedModules, type ModulePaths, resolveModule } from './module-paths.ts';
import { parseCode } from './parse-code.ts';
import { maxCodeLength } from './relevant-code.ts';

/** How many characters of code are kept as syntax trees; a tree takes some forty times the memory of its text. */
const maxTreeLength = { kept: 4_500_000, atOnce: 6_000_000 } as const;

/** How many files that import a function's file, directly or not, are looked at for its calls. */
const maxImporters = 400;

interface SourceFile {
  readonly text: string;
  /** The modules that the text names, as they are written. */
  readonly imports: readonly string[];
}

/** The code of an app as a whole: its files, which are parsed when they are needed, and what they import. */
export class CodeProgram implements Modules {
  readonly #files = new Map<string, SourceFile>();
  readonly #isWhole: boolean;
  #paths: ModulePaths;
  /** The parsed files, the least recently used first; undefined for one with syntax errors. */
  readonly #modules = new Map<string, CodeModule | undefined>();
  #treeLength = 0;
  readonly #targets = new Map<string, { readonly targets: CallTargets; readonly readFiles: ReadonlySet<string> }>();
  #deployed: ReadonlySet<string> | undefined;
  #importers: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly #resolved = new Map<string, string | undefined>();
  /** What calls lead to by each of their callers, while nothing changes that it depends on. */
  #callerScans = new WeakMap<
    Node,
    WeakMap<
      Node,
      { readonly scan: unknown; readonly modules: readonly (readonly [path: string, module: CodeModule | undefined])[] }
    >
  >();
  /** Files that were looked at since this was set. */
  #readFiles = new Set<string>();

  /** `isWhole`: whether all files are set that may call one another. */
  constructor(paths: ModulePaths, isWhole: boolean) {
    this.#paths = paths;
    this.#isWhole = isWhole;
  }

  get paths(): Iterable<string> {
    return this.#files.keys();
  }

  textOf(path: string): string | undefined {
    return this.#files.get(path)?.text;
  }

  /** Sets the packages of the workspace, and files that are there beside those that were set. */
  setPaths(paths: ModulePaths): void {
    this.#paths = paths;
    this.#resolved.clear();
    this.#importers = undefined;
  }

  /** Sets the files whose calls count: those that are deployed. */
  setDeployed(files: ReadonlySet<string>): void {
    this.#deployed = files;
    this.#importers = undefined;
  }

  /** Sets the text of a file, or removes it. Whether its imports are others than before. */
  set(path: string, text: string | undefined): boolean {
    const before = this.#files.get(path);
    this.#forget(path);
    if (text === undefined) this.#files.delete(path);
    else this.#files.set(path, { text, imports: importedModules(text) });
    const after = this.#files.get(path);
    const isSame = before?.imports.join('\n') === after?.imports.join('\n');
    if (!isSame) {
      this.#importers = undefined;
      this.#resolved.clear();
      this.#callerScans = new WeakMap();
    }
    for (const [other, { readFiles }] of this.#targets) if (!isSame || readFiles.has(path)) this.#targets.delete(other);
    return !isSame;
  }

  /** What `work` finds out of a call by one of its callers: once, while nothing changes that it depends on. */
  remembered<T>(call: Node, caller: Node, work: () => T): T {
    const byCaller = this.#callerScans.get(call) ?? new WeakMap();
    this.#callerScans.set(call, byCaller);
    const known = byCaller.get(caller);
    if (known?.modules.every(([path, module]) => this.#modules.get(path) === module) === true) {
      for (const [path] of known.modules) this.#readFiles.add(path);
      return known.scan as T;
    }
    const { result: scan, readFiles } = this.watch(work);
    byCaller.set(caller, { scan, modules: [...readFiles].map((path) => [path, this.#modules.get(path)]) });
    return scan;
  }

  /** The files that `work` looks at, beside what it returns. */
  watch<T>(work: () => T): { readonly result: T; readonly readFiles: ReadonlySet<string> } {
    const outer = this.#readFiles;
    this.#readFiles = new Set();
    try {
      const result = work();
      return { result, readFiles: this.#readFiles };
    } finally {
      for (const path of this.#readFiles) outer.add(path);
      this.#readFiles = outer;
    }
  }

  /** Forgets the syntax trees that were used least recently. Nodes of before are not to be used afterwards. */
  trim(): void {
    for (const path of this.#modules.keys()) {
      if (this.#treeLength <= maxTreeLength.kept) return;
      this.#forget(path);
      // Call targets hold on to nodes of the trees.
      for (const [other, { readFiles }] of this.#targets) if (readFiles.has(path)) this.#targets.delete(other);
    }
  }

  noteRead(path: string): void {
    this.#readFiles.add(path);
  }

  moduleAt(path: string): CodeModule | undefined {
    this.#readFiles.add(path);
    const known = this.#modules.get(path);
    if (this.#modules.has(path)) {
      // The order of the map is the order of use.
      this.#modules.delete(path);
      this.#modules.set(path, known);
      return known;
    }
    const file = this.#files.get(path);
    if (file === undefined || this.#treeLength > maxTreeLength.atOnce) return undefined;
    const module = parsedModule(path, file.text);
    this.#modules.set(path, module);
    this.#treeLength += file.text.length;
    return module;
  }

  resolve(from: string, module: string): CodeModule | string | undefined {
    const path = this.#resolvePath(from, module);
    if (path !== undefined) return this.#files.has(path) ? this.moduleAt(path) : undefined;
    return /^[./]/.test(module) ? undefined : module;
  }

  /** The files that a file imports: those that were set, and others that are there. */
  importsOf(path: string): readonly string[] {
    return (this.#files.get(path)?.imports ?? []).flatMap((module) => this.#resolvePath(path, module) ?? []);
  }

  /** The modules that a file names and that are neither there nor installed packages, as they are written. */
  unresolvedOf(path: string): readonly string[] {
    return (this.#files.get(path)?.imports ?? []).filter(
      (module) => this.#resolvePath(path, module) === undefined && !this.#paths.isPackage(path, module),
    );
  }

  /** The calls of a function in its file and in those that import it, and whether others may call it too. */
  callersOf(function_: Node, scope: LexicalScope): { readonly callers: readonly Caller[]; readonly isShared: boolean } {
    const { file } = scope;
    const own = this.moduleAt(file.path);
    if (own === undefined) return { callers: [], isShared: true };
    const names = namesOf(function_, own);
    const isExported = own.exports.size > 0;
    const files = [file.path, ...(isExported ? this.#importersNaming(file.path, names) : [])];
    const callers = files.flatMap((path) => this.#targetsOf(path).known.get(function_) ?? []);
    const open = isMethod(function_) ? files.flatMap((path) => this.#openCalls(path, names)) : [];
    const byName = names.every((name) => !commonMethods.has(name))
      ? open.map((site) => ({
          site,
          function: { kind: 'function' as const, node: function_, frame: { scope }, bound: [] },
        }))
      : [];
    const isPassed = names.length === 0 || files.some((path) => this.#passes(path, names));
    return {
      callers: [...callers, ...byName],
      isShared: isPassed || byName.length < open.length || (isExported && !this.#isWhole),
    };
  }

  #openCalls(path: string, names: readonly string[]): readonly CallSite[] {
    const { open } = this.#targetsOf(path);
    return names.flatMap((name) => open.get(name) ?? []);
  }

  #passes(path: string, names: readonly string[]): boolean {
    const module = this.moduleAt(path);
    return module !== undefined && names.some((name) => module.passedNames.has(name));
  }

  #targetsOf(path: string): CallTargets {
    const known = this.#targets.get(path);
    if (known) {
      for (const file of known.readFiles) this.#readFiles.add(file);
      return known.targets;
    }
    const { result: targets, readFiles } = this.watch(() => {
      const module = this.moduleAt(path);
      return module ? callTargets(module, this) : { known: new Map(), open: new Map() };
    });
    this.#targets.set(path, { targets, readFiles });
    return targets;
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

  /** Those of them that name one of some functions. */
  #importersNaming(path: string, names: readonly string[]): readonly string[] {
    return this.importersOf(path).filter((one) => {
      // A file that does not call the function may do so once it is changed.
      this.#readFiles.add(one);
      const text = this.textOf(one);
      return text !== undefined && (names.includes('default') || names.some((name) => text.includes(name)));
    });
  }

  #findImporters(): ReadonlyMap<string, ReadonlySet<string>> {
    const importers = new Map<string, Set<string>>();
    for (const path of this.#deployed ?? this.#files.keys())
      for (const imported of this.importsOf(path)) {
        const known = importers.get(imported);
        if (known) known.add(path);
        else importers.set(imported, new Set([path]));
      }
    return importers;
  }

  #resolvePath(from: string, module: string): string | undefined {
    const key = `${from.slice(0, from.lastIndexOf('/') + 1)}\n${module}`;
    if (!this.#resolved.has(key))
      this.#resolved.set(
        key,
        resolveModule(from, module, this.#paths, (path) => this.#files.has(path)),
      );
    return this.#resolved.get(key);
  }

  #forget(path: string): void {
    if (!this.#modules.has(path)) return;
    this.#modules.delete(path);
    this.#treeLength -= this.#files.get(path)?.text.length ?? 0;
  }
}

function parsedModule(path: string, text: string): CodeModule | undefined {
  if (text.length > maxCodeLength || isBundle(text)) return undefined;
  try {
    const file = parseCode(path, text);
    return file && new CodeModule(path, text, file);
  } catch {
    // Nested too deeply for the stack, so not hand-written.
    return undefined;
  }
}

/** Methods that objects of all kinds have: a name alone does not tell whose they are. */
const commonMethods: ReadonlySet<string> = new Set(
  'get set has add delete post put patch head fetch request call apply bind send run execute load save find list create update remove query then catch map filter forEach reduce push pop on emit invoke handle init open close read write next'.split(
    ' ',
  ),
);

function isMethod({ type }: Node): boolean {
  return (
    type === 'ClassMethod' ||
    type === 'ObjectMethod' ||
    type === 'ArrowFunctionExpression' ||
    type === 'FunctionExpression'
  );
}

/** The names by which a function may be called; none for one that is only passed on. */
function namesOf(function_: Node, module: CodeModule): readonly string[] {
  const own = module.functionNames.get(function_);
  const exported = [...module.exports.entries].flatMap(([name, what]) => {
    const isMeant = what.kind === 'local' ? what.name === own : what.kind === 'node' && what.node === function_;
    return isMeant ? [name] : [];
  });
  return [...new Set([...(own === undefined ? [] : [own]), ...exported])];
}
