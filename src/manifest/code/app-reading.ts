import type { AppLayout } from './app-layout.ts';
import { CodeProgram } from './code-program.ts';
import { installedPackages, noPaths } from './module-paths.ts';
import { reachedFiles } from './reached-files.ts';
import { fileEgress } from './file-egress.ts';
import {
  assembleAddresses,
  assembleScans,
  followers,
  isWorthScanning,
  type OriginScan,
  scanOrigin,
} from './scan-app.ts';
import type { FileEgress, FileEnvironment, FileScan, ScannedFile } from './scan-results.ts';

type Failure = NonNullable<FileScan['failed']>;

/** The text of a file, or why there is none. */
export interface ReadFile {
  readonly path: string;
  readonly text?: string;
  readonly failed?: Failure;
}

/** What is to be done before an app's code is read. */
export interface ReadingPlan {
  /** Whether something is imported that may lie outside the app's folder. */
  readonly needsOutside: boolean;
  /** Files to read that were not read yet. */
  readonly wanted: readonly string[];
  /** Files to scan, in this order. */
  readonly scan: readonly string[];
}

/** Finds files by their paths in lower case; the first of several that differ in case alone. */
function lowerCased(files: ReadonlySet<string>): (path: string) => string | undefined {
  let found: ReadonlyMap<string, string> | undefined;
  return (path) => {
    found ??= new Map([...files].reverse().map((file) => [file.toLowerCase(), file]));
    return found.get(path);
  };
}

/** The reading of an app's code, which goes on as files change. */
export class AppReading {
  #program = new CodeProgram(noPaths, true);
  #layout: AppLayout = { folder: '', own: [], isWide: false, others: [], built: [], packages: [] };
  #reached: ReadonlySet<string> = new Set();
  #sides: ReadonlyMap<string, FileEgress['side']> = new Map();
  readonly #failures = new Map<string, Failure>();
  readonly #gone = new Set<string>();
  readonly #origins = new Map<string, { readonly origin: OriginScan; readonly readFiles: ReadonlySet<string> }>();
  /** The last scans of files that are to be scanned again. */
  readonly #stale = new Map<string, OriginScan>();
  /** Files whose results may be others than were told. */
  #changed = new Set<string>();
  #isPlanned = false;

  setLayout(layout: AppLayout): void {
    this.#layout = layout;
    this.#isPlanned = false;
    const files = new Set([...layout.own, ...layout.others, ...layout.built]);
    for (const path of [...this.#program.paths, ...this.#failures.keys()]) if (!files.has(path)) this.#remove(path);
    this.#gone.clear();
    const { packages } = layout;
    this.#program.graph.setPaths({
      hasFile: (path) => files.has(path),
      fileInLowerCase: lowerCased(files),
      packages: new Map(packages.flatMap(({ name, folder }) => (name === undefined ? [] : [[name, folder]]))),
      isPackage: installedPackages(packages),
    });
    this.#forgetAll();
  }

  /** Takes a file as it is now; without text it is gone, or `failed`. Half-typed code stays what it was before. */
  setFile({ path, text, failed }: ReadFile): void {
    const before = this.#program.textOf(path);
    if (text === before && failed === this.#failures.get(path)) return;
    if (failed !== undefined) this.#failures.set(path, failed);
    else this.#failures.delete(path);
    if (text === undefined && failed === undefined) this.#gone.add(path);
    else this.#gone.delete(path);
    let isOther = this.#program.set(path, text);
    if (before !== undefined && text !== undefined && this.#program.moduleAt(path) === undefined) {
      isOther = this.#program.set(path, before);
      if (this.#program.moduleAt(path) === undefined) isOther = this.#program.set(path, text) || isOther;
    }
    this.#changed.add(path);
    if (isOther) this.#forgetAll();
    else
      for (const [origin, { readFiles }] of this.#origins)
        if (origin === path || readFiles.has(path)) this.#forget(origin);
  }

  plan(): ReadingPlan {
    let needsOutside = false;
    if (!this.#isPlanned) {
      const reached = reachedFiles(this.#program, this.#layout);
      needsOutside = reached.needsOutside;
      for (const path of new Set([...this.#reached, ...reached.files]))
        if (this.#reached.has(path) !== reached.files.has(path) || this.#sides.get(path) !== reached.sides.get(path))
          this.#changed.add(path);
      this.#reached = reached.files;
      this.#sides = reached.sides;
      this.#program.graph.setDeployed(reached.files);
      for (const path of [...this.#origins.keys()]) if (!reached.files.has(path)) this.#forget(path);
    }
    const wanted = [...this.#reached].filter(
      (path) => this.#program.textOf(path) === undefined && !this.#failures.has(path) && !this.#gone.has(path),
    );
    if (wanted.length > 0 || needsOutside) return { needsOutside, wanted, scan: [] };
    this.#isPlanned = true;
    const scan = [...this.#reached]
      .filter((path) => !this.#origins.has(path) && isWorthScanning(this.#program.textOf(path) ?? ''))
      .map((path) => ({ path, importers: this.#program.graph.countImporters(path) }))
      // Files that many import have those parsed which are scanned next.
      .sort((a, b) => b.importers - a.importers)
      .map(({ path }) => path);
    return { needsOutside, wanted, scan: scan.length > 0 ? scan : this.#followers() };
  }

  /** Scans one file, unless `failed` says why it can't be scanned. */
  scan(path: string, failed?: Failure): void {
    const { result: origin, readFiles } = this.#program.watch(() =>
      failed === undefined ? scanOrigin(this.#program, path) : { failed },
    );
    this.#origins.set(path, { origin, readFiles });
    this.#compare(this.#stale.get(path) ?? {}, origin);
    this.#stale.delete(path);
  }

  /** The results of the files whose results may be others than were told; those without results are empty. */
  results(): readonly ScannedFile[] {
    for (const { scan } of this.#stale.values())
      for (const call of [...(scan?.calls ?? []), ...(scan?.addresses ?? []), ...(scan?.mentions.values() ?? [])])
        this.#changed.add(call.file);
    this.#stale.clear();
    const changed = this.#changed;
    this.#changed = new Set();
    for (const [path, { origin }] of this.#origins)
      if (origin.failed !== undefined || (origin.scan?.mentions.size ?? 0) > 0) changed.add(path);
    const origins = new Map([...this.#origins].map(([path, { origin }]) => [path, origin]));
    for (const [path, failed] of this.#failures) if (this.#reached.has(path)) origins.set(path, { failed });
    const found = new Map(assembleScans(origins, changed).map((scan) => [scan.file, scan]));
    const addresses = assembleAddresses(origins);
    return [...changed].map((file) => {
      const isReached = this.#reached.has(file);
      const egress = isReached ? this.#egressOf(file, addresses.get(file) ?? []) : undefined;
      const environment = isReached ? this.#environmentOf(file) : undefined;
      return {
        ...(found.get(file) ?? { file, uses: [], unread: [] }),
        ...(egress && { egress }),
        ...(environment && { environment }),
      };
    });
  }

  #egressOf(path: string, calls: FileEgress['calls']): FileEgress | undefined {
    const origin = this.#origins.get(path)?.origin;
    const isUnread = this.#failures.has(path) || origin?.isEgressUnread === true || origin?.failed === 'crashed';
    const side = this.#sides.get(path);
    const packages = this.#program.graph.packagesOf(path);
    return fileEgress(this.#program.textOf(path) ?? '', packages, { calls, isUnread, ...(side && { side }) });
  }

  /** Pages have no environment variables, and what may run in one needs none. */
  #environmentOf(path: string): FileEnvironment | undefined {
    const environment = this.#origins.get(path)?.origin.scan?.environment;
    const side = this.#sides.get(path);
    if (environment === undefined || side === 'pages') return undefined;
    return side === 'functions' ? environment : { ...environment, reads: [] };
  }

  /** Files that call what other files name and do not call. */
  #followers(): readonly string[] {
    const origins = new Map([...this.#origins].map(([path, { origin }]) => [path, origin]));
    return followers(this.#program, origins).filter((path) => this.#reached.has(path));
  }

  #remove(path: string): void {
    this.#failures.delete(path);
    this.#program.set(path, undefined);
    this.#forget(path);
    this.#changed.add(path);
  }

  #forgetAll(): void {
    this.#isPlanned = false;
    for (const path of [...this.#origins.keys()]) this.#forget(path);
  }

  #forget(path: string): void {
    const known = this.#origins.get(path);
    if (known === undefined) return;
    this.#stale.set(path, known.origin);
    this.#changed.add(path);
    this.#origins.delete(path);
  }

  /** Takes note of the files with calls that only one of two scans found. */
  #compare(before: OriginScan, after: OriginScan): void {
    const [old, current] = [before, after].map(({ scan }) => new Set(scan?.calls ?? []));
    for (const call of old ?? []) if (current?.has(call) !== true) this.#changed.add(call.file);
    for (const call of current ?? []) if (old?.has(call) !== true) this.#changed.add(call.file);
    for (const { scan } of [before, after]) for (const { file } of scan?.addresses ?? []) this.#changed.add(file);
  }
}
