import type { Node } from '@babel/types';

interface CallerScan {
  readonly scan: unknown;
  /** The modules that it depends on, each with what it was parsed to. */
  readonly modules: readonly (readonly [path: string, module: unknown])[];
}

/** What calls lead to by each of their callers, for each kind of calls. */
export class CallerScans {
  #scans = new WeakMap<object, WeakMap<Node, WeakMap<Node, CallerScan>>>();

  get(kind: object, call: Node, caller: Node): CallerScan | undefined {
    return this.#scans.get(kind)?.get(call)?.get(caller);
  }

  set(kind: object, call: Node, caller: Node, scan: CallerScan): void {
    const ofKind = this.#scans.get(kind) ?? new WeakMap<Node, WeakMap<Node, CallerScan>>();
    this.#scans.set(kind, ofKind);
    const byCaller = ofKind.get(call) ?? new WeakMap<Node, CallerScan>();
    ofKind.set(call, byCaller);
    byCaller.set(caller, scan);
  }

  clear(): void {
    this.#scans = new WeakMap();
  }
}
