import * as z from 'zod/mini';
import { runProgram } from './run-program.ts';

/** How long a version of the Forge CLI is supported after its release, by Atlassian's documentation. */
const supportedMonths = 6;

const timeoutMs = 20_000;

/**
 * When the support of a version of the Forge CLI ends: six months after it was published, which npm is asked, with its
 * own settings for registry and proxy. Undefined if npm can't be asked or doesn't say. Never throws.
 */
export async function supportEnd(
  version: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Date | undefined> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { exitCode, output } = await runProgram(npm, ['view', '@forge/cli', 'time', '--json'], {
    folder,
    env,
    timeoutMs,
    ...(signal && { signal }),
  });
  return exitCode === 0 ? readSupportEnd(output, version) : undefined;
}

const timesSchema = z.record(z.string(), z.string());

/** Reads what `npm view @forge/cli time --json` prints. */
export function readSupportEnd(output: string, version: string): Date | undefined {
  try {
    const published = new Date(timesSchema.safeParse(JSON.parse(output)).data?.[version] ?? '');
    return Number.isNaN(published.getTime()) ? undefined : monthsLater(published, supportedMonths);
  } catch {
    return undefined;
  }
}

/** The same day some months later, or the last one of a month that is shorter. */
function monthsLater(date: Date, months: number): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)));
}
