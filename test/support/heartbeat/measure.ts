import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInServer } from '../host/server-run.ts';
import { root } from '../paths.ts';
import { shown } from './repositories.ts';

/** How an extension host fared with the product in a folder. */
export interface Heartbeat {
  /**
   * For how long at most nothing else had its turn, in milliseconds of CPU time, and what the probe did meanwhile: on a
   * busy machine, elapsed time says nothing about the host.
   */
  readonly longest: { readonly ms: number; readonly during: string };
  readonly isTrusted: boolean;
  /** How long it took until nothing was left to do. */
  readonly seconds: number;
}

export interface HeartbeatOptions {
  /** The folder to open. */
  readonly workspace: string;
  /** A folder for the data of this run, which must not exist. */
  readonly dataFolder: string;
  /** Where the product is installed. */
  readonly extensionsFolder: string;
  readonly isTrusted: boolean;
}

/** Opens a folder in a fresh VS Code with the product, shows some manifests in it, and measures the host's heartbeat. */
export async function heartbeatOver({
  workspace,
  dataFolder,
  extensionsFolder,
  isTrusted,
}: HeartbeatOptions): Promise<Heartbeat> {
  const probe = join(root, 'test/support/heartbeat/probe');
  const result = join(`${dataFolder}.json`);
  const ended = await runInServer({
    extension: probe,
    tests: join(probe, 'probe.cjs'),
    workspace,
    dataFolder,
    extensionsFolder,
    workspaceTrust: !isTrusted,
    env: { FORGE_CONSOLE_HEARTBEAT_RESULT: result, FORGE_CONSOLE_HEARTBEAT_SHOWN: shown.join(' ') },
  });
  const text = await readFile(result, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`The extension host gave no result. ${ended}`);
  return JSON.parse(text) as Heartbeat;
}
