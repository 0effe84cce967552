import { readFile } from 'node:fs/promises';
import type { SecureContext } from 'node:tls';
import { Worker } from 'node:worker_threads';
import type { NetworkSettings } from './network-settings-type.ts';

/** The trusted certificates. */
export interface Trust {
  /** For TLS connections. */
  readonly context: SecureContext;
  /** The number of certificates by source; `extra` is undefined if NODE_EXTRA_CA_CERTS names no file. */
  readonly bundled: number;
  readonly system: number;
  readonly extra: number | undefined;
  /** What could not be read, in the system's words; the rest is trusted all the same, as in Node. */
  readonly problems: readonly string[];
}

/** Creates a loader of the trusted certificates: it loads them on first use, and again when the settings change. */
export function createTrustStore(): (settings: NetworkSettings) => Promise<Trust> {
  let loaded: { readonly key: string; readonly trust: Promise<Trust> } | undefined;
  return ({ systemCertificates, environment: { NODE_EXTRA_CA_CERTS } }) => {
    const extraFile = NODE_EXTRA_CA_CERTS?.trim();
    const key = JSON.stringify([systemCertificates, extraFile]);
    if (loaded?.key !== key) loaded = { key, trust: loadTrust(systemCertificates, extraFile) };
    return loaded.trust;
  };
}

async function loadTrust(withSystem: boolean, extraFile: string | undefined): Promise<Trust> {
  const { createSecureContext, rootCertificates } = await import('node:tls');
  const problems: string[] = [];
  const problem = (error: unknown): string[] => {
    problems.push(error instanceof Error ? error.message : String(error));
    return [];
  };
  // The extension host may have been started without the variable, or have read it before the file existed.
  const extra = extraFile ? await readFile(extraFile, 'utf8').then(certificatesIn).catch(problem) : undefined;
  if (extraFile && extra?.length === 0 && problems.length === 0)
    problem(new Error('NODE_EXTRA_CA_CERTS names a file without certificates'));
  const system = withSystem ? await systemCertificates().catch(problem) : [];
  const contextOf = (ca: readonly string[]) => createSecureContext({ ca: [...new Set(ca)] });
  const counts = { bundled: rootCertificates.length, system: system.length, extra: extra?.length, problems };
  try {
    return { context: contextOf([...rootCertificates, ...system, ...(extra ?? [])]), ...counts };
  } catch (error) {
    // One of the certificates is broken, most likely one from the extra file.
    problem(error);
    try {
      return { context: contextOf([...rootCertificates, ...system]), ...counts, extra: extra && 0 };
    } catch (alsoBroken) {
      problem(alsoBroken);
      return { context: contextOf(rootCertificates), ...counts, system: 0, extra: extra && 0 };
    }
  }
}

function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** The worker's code. Reading the system's certificates blocks its thread, on macOS for seconds. */
const reader = `require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))`;

/** Returns the certificates the operating system trusts, as PEM. Rejects if they can't be read within 10 s. */
async function systemCertificates(): Promise<string[]> {
  const worker = new Worker(reader, { eval: true, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const deadline = setTimeout(
    () => reject(new Error('couldn’t read the operating system’s certificates within 10 seconds')),
    10_000,
  );
  worker.once('message', (list: unknown) =>
    resolve(Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []),
  );
  worker.once('error', reject);
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    void worker.terminate();
  }
}
