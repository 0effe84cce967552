import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate as turn } from 'node:timers/promises';

/** The resources an extension host holds. */
export interface LeftBehind {
  /** Heap in use after a full garbage collection, in bytes. */
  readonly heap: number;
  /** Listeners of the product's own emitters. */
  readonly listeners: number;
  /** What keeps the process alive, by kind: timers, sockets, file watchers. */
  readonly resources: ReadonlyMap<string, number>;
}

let collect: (() => void) | undefined;

function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}

/** Fewest and most measurements. Each collects all garbage, which takes seconds once hundreds of tests have run. */
const [fewest, most] = [3, 8];

/**
 * Measures the resources held. Takes the minimum of several measurements, until one frees nothing more: finalizers and
 * VS Code's own timers free things a little later.
 */
export async function leftBehind(listeners: () => number): Promise<LeftBehind> {
  let heap = Infinity;
  for (let round = 1; round <= most; round++) {
    collectGarbage();
    for (let turns = 0; turns < 50; turns++) await turn();
    const { heapUsed } = process.memoryUsage();
    if (round > fewest && heapUsed >= heap) break;
    heap = Math.min(heap, heapUsed);
  }
  return {
    heap,
    listeners: listeners(),
    resources: new Map(
      [...Map.groupBy(process.getActiveResourcesInfo(), (kind) => kind)].map(([kind, all]) => [kind, all.length]),
    ),
  };
}
