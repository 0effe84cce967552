import { readFile } from 'node:fs/promises';
import type { SecureContext } from 'node:tls';
import type { NetworkSettings } from './network-settings-type.ts';
import { createSystemCertificates, type SystemCertificates } from './system-certificates.ts';

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

/** The trusted certificates for network settings. What could not be read is read again when it is needed again. */
export interface TrustStore {
  /** Begins to read the operating system's certificates, so that they are there once they are needed. */
  begin(settings: NetworkSettings): void;
  /** Those that are there without waiting for the operating system: its own only once they were needed. */
  atOnce(settings: NetworkSettings): Promise<Trust>;
  /** All of them. */
  complete(settings: NetworkSettings): Promise<Trust>;
}

interface Kept {
  readonly key: string;
  bare?: Promise<Trust>;
  completing?: Promise<Trust> | undefined;
  complete?: Trust;
}

/** Creates the store: it loads certificates on first use, and again when the settings change. */
export function createTrustStore(system: SystemCertificates = createSystemCertificates()): TrustStore {
  let kept: Kept = { key: '' };

  function keptFor({ systemCertificates, environment }: NetworkSettings): Kept {
    const key = JSON.stringify([systemCertificates, extraFile(environment)]);
    if (kept.key !== key) kept = { key };
    return kept;
  }

  return {
    begin({ systemCertificates }) {
      if (systemCertificates) system.begin();
    },
    async atOnce(settings) {
      const mine = keptFor(settings);
      return mine.complete ?? (mine.bare ??= loadTrust(() => Promise.resolve([]), extraFile(settings.environment)));
    },
    async complete(settings) {
      const mine = keptFor(settings);
      const hasSystem = mine.complete?.system !== 0 || !settings.systemCertificates;
      if (mine.complete?.problems.length === 0 && hasSystem) return mine.complete;
      const readSystem = () => (settings.systemCertificates ? system.read() : Promise.resolve([]));
      mine.completing ??= loadTrust(readSystem, extraFile(settings.environment)).finally(() => {
        mine.completing = undefined;
      });
      mine.complete = await mine.completing;
      return mine.complete;
    },
  };
}

/** Whether one trust has certificates that another lacks. */
export function trustsMore(one: Trust, other: Trust): boolean {
  return one.system > other.system || (one.extra ?? 0) > (other.extra ?? 0);
}

function extraFile({ NODE_EXTRA_CA_CERTS }: NetworkSettings['environment']): string | undefined {
  return NODE_EXTRA_CA_CERTS?.trim();
}

async function loadTrust(readSystem: () => Promise<readonly string[]>, extraFile: string | undefined): Promise<Trust> {
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
  const system = await readSystem().catch(problem);
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
