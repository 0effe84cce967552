import type { Node } from '@babel/types';
import { isBundle } from './bundles.ts';
import { type Caller, callTargets, type CallTargets } from './call-targets.ts';
import { CallerScans } from './caller-scans.ts';
import { type CallSite, CodeModule } from './code-module.ts';
import type { Modules } from './evaluate-import.ts';
import { ImportGraph } from './import-graph.ts';
import type { LexicalScope } from './lexical-scope.ts';
import type { ModulePaths } from './module-paths.ts';
import { parseCode } from './parse-code.ts';
import { maxCodeLength } from './relevant-code.ts';

/** How many characters of code are kept as syntax trees; a tree takes some forty times the memory of its text. */
const maxTreeLength = { kept: 4_500_000, atOnce: 6_000_000 } as const;

/** The code of an app as a whole: its files, which are parsed when they are needed, and what they import. */
export class CodeProgram implements Modules {
  /** The texts of the files. */
  readonly #files = new Map<string, string>();
  readonly #isWhole: boolean;
  readonly #graph: ImportGraph;
  /** The parsed files, the least recently used first; undefined for one with syntax errors. */
  readonly #modules = new Map<string, CodeModule | undefined>();
  #treeLength = 0;
  readonly #targets = new Map<string, { readonly targets: CallTargets; readonly readFiles: ReadonlySet<string> }>();
  readonly #callerScans = new CallerScans();
  /** Files that were looked at since this was set. */
  #readFiles = new Set<string>();

  /** `isWhole`: whether all files are set that may call one another. */
  constructor(paths: ModulePaths, isWhole: boolean) {
    this.#graph = new ImportGraph(paths);
    this.#isWhole = isWhole;
  }

  get paths(): Iterable<string> {
    return this.#files.keys();
  }

  /** Which files import which. */
  get graph(): Omit<ImportGraph, 'set'> {
    return this.#graph;
  }

  textOf(path: string): string | undefined {
    return this.#files.get(path);
  }

  /** Sets the text of a file, or removes it. Whether its imports are others than before. */
  set(path: string, text: string | undefined): boolean {
    this.#forget(path);
    if (text === undefined) this.#files.delete(path);
    else this.#files.set(path, text);
    const isOther = this.#graph.set(path, text);
    if (isOther) this.#callerScans.clear();
    for (const [other, { readFiles }] of this.#targets) if (isOther || readFiles.has(path)) this.#targets.delete(other);
    return isOther;
  }

  /** What `work` finds out of a call by one of its callers: once, while nothing changes that it depends on. */
  remembered<T>(kind: object, call: Node, caller: Node, work: () => T): T {
    const known = this.#callerScans.get(kind, call, caller);
    if (known?.modules.every(([path, module]) => this.#modules.get(path) === module) === true) {
      for (const [path] of known.modules) this.#readFiles.add(path);
      return known.scan as T;
    }
    const { result: scan, readFiles } = this.watch(work);
    const modules = [...readFiles].map((path) => [path, this.#modules.get(path)] as const);
    this.#callerScans.set(kind, call, caller, { scan, modules });
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
    const text = this.#files.get(path);
    if (text === undefined || this.#treeLength > maxTreeLength.atOnce) return undefined;
    const module = parsedModule(path, text);
    this.#modules.set(path, module);
    this.#treeLength += text.length;
    return module;
  }

  resolve(from: string, module: string): CodeModule | string | undefined {
    const path = this.#graph.pathOf(from, module);
    if (path !== undefined) return this.#files.has(path) ? this.moduleAt(path) : undefined;
    return /^[./]/.test(module) ? undefined : module;
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

  /** The files that import one, directly or not, and name one of some functions. */
  #importersNaming(path: string, names: readonly string[]): readonly string[] {
    return this.#graph.importersOf(path).filter((one) => {
      // A file that does not call the function may do so once it is changed.
      this.#readFiles.add(one);
      const text = this.textOf(one);
      return text !== undefined && (names.includes('default') || names.some((name) => text.includes(name)));
    });
  }

  #forget(path: string): void {
    if (!this.#modules.has(path)) return;
    this.#modules.delete(path);
    this.#treeLength -= this.#files.get(path)?.length ?? 0;
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
