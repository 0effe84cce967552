import { maxCodeLength } from './relevant-code.ts';
import { mayNeedScopes } from './request-names.ts';
import type { FileScan } from './scan-results.ts';
import { createWorkerThread, type WorkerThreadOptions } from '../../core/worker-thread.ts';

/** A message to the worker. */
export interface ScanRequest {
  readonly path: string;
  readonly text: string;
}

/** Scans code in a worker thread, one file at a time. */
export interface FileScanner {
  /**
   * What the code of a file needs, as `scanFile` reports it. A file that ends the thread, or takes too long, is tried
   * a second time and then reported as `crashed`. Throws as `WorkerThread.ask` does.
   */
  scan(request: ScanRequest, signal?: AbortSignal): Promise<FileScan>;
  dispose(): void;
}

const emptyScan: FileScan = { uses: [], unread: [] };

/** A scanner that starts its thread with the first file that needs it, and ends it when it is idle. */
export function createFileScanner(options: WorkerThreadOptions): FileScanner {
  const thread = createWorkerThread<ScanRequest, FileScan>(options, ({ path }) => path);
  return {
    async scan({ path, text }, signal) {
      if (text.length > maxCodeLength) return { ...emptyScan, failed: 'tooLarge' };
      if (!mayNeedScopes(text)) return emptyScan;
      return (await thread.ask({ path, text }, signal && { signal })) ?? { ...emptyScan, failed: 'crashed' };
    },
    dispose: () => thread.dispose(),
  };
}
