import { Worker } from 'node:worker_threads';
import { unlessAborted } from './unless-aborted.ts';

/** How long a connection waits for the certificates, in milliseconds. */
const longestWaitMs = 10_000;

/** The certificates that the operating system trusts, read when they are first needed or before. */
export interface SystemCertificates {
  /** Begins to read them, without waiting. */
  begin(): void;
  /**
   * Returns them as PEM. Rejects if they can't be read, or not soon enough: the reading then goes on, and a later call
   * may have what it finds. What failed or found nothing is read again by the next call.
   */
  read(): Promise<readonly string[]>;
}

/** Creates a reader of the operating system's certificates; `readAll` reads them once. */
export function createSystemCertificates(readAll = readInThread, waitMs = longestWaitMs): SystemCertificates {
  let reading: Promise<readonly string[]> | undefined;

  function current(): Promise<readonly string[]> {
    if (reading !== undefined) return reading;
    const started = readAll();
    const forget = () => {
      if (reading === started) reading = undefined;
    };
    reading = started;
    started.then((list) => list.length === 0 && forget(), forget);
    return started;
  }

  return {
    begin: () => void current().catch(() => undefined),
    async read() {
      const late = AbortSignal.timeout(waitMs);
      try {
        return await unlessAborted(current(), late);
      } catch (error) {
        if (!late.aborted) throw error;
        throw new Error(
          `couldn’t read the operating system’s certificates within ${Math.round(waitMs / 1000)} seconds`,
        );
      }
    },
  };
}

/** The thread's code. Reading blocks it, on macOS for seconds. */
const script = `require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))`;

async function readInThread(): Promise<readonly string[]> {
  const worker = new Worker(script, { eval: true, execArgv: [] });
  worker.unref();
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  worker.once('message', (list: unknown) =>
    resolve(Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []),
  );
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('reading the operating system’s certificates ended early')));
  try {
    return await promise;
  } finally {
    void worker.terminate();
  }
}
