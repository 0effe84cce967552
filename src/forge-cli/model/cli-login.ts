import type { ForgeCli } from './find-forge-cli.ts';
import { runProgram } from './run-program.ts';

/** Whose login the Forge CLI uses. */
export type CliLogin =
  | { readonly kind: 'known'; readonly name: string; readonly email: string; readonly accountId: string }
  | { readonly kind: 'none' }
  /** The CLI could not say; `said` is what it printed. */
  | { readonly kind: 'unclear'; readonly said: string };

const timeoutMs = 30_000;
const mostSaid = 300;

/**
 * Asks the Forge CLI whose login it uses in a folder (`forge whoami`). The login is the CLI's own: its keychain entry, or
 * the person's FORGE_EMAIL and FORGE_API_TOKEN. Never throws.
 */
export async function cliLogin(
  { path }: Pick<ForgeCli, 'path'>,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<CliLogin> {
  const { output, errors } = await runProgram(path, ['whoami'], { folder, env, timeoutMs, ...(signal && { signal }) });
  return readLogin(output, errors);
}

/** Reads what `forge whoami` prints. */
export function readLogin(output: string, errors: string): CliLogin {
  const [, name, email, accountId] =
    /^Logged in as (.{0,200}) \(([^()\s]{1,320})\)\r?\nAccount ID: (\S{1,200})\s*$/m.exec(output) ?? [];
  if (name !== undefined && email !== undefined && accountId !== undefined)
    return { kind: 'known', name, email, accountId };
  const said = `${errors}\n${output}`;
  if (/\bNot logged in\b/.test(said)) return { kind: 'none' };
  const lines = said.split('\n').map((line) => line.trim());
  const line = lines.find((text) => text.startsWith('Error:')) ?? lines.find((text) => text !== '') ?? '';
  return { kind: 'unclear', said: line.slice(0, mostSaid) };
}
