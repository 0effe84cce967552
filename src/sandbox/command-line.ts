import { parseArgs } from 'node:util';
import { startSandbox, type SandboxAccount, type SandboxOptions } from './sandbox-server.ts';

const usage = 'Usage: sandbox [--port PORT] [--apps N] [--latency MS]';

/** Parses a whole number from 0 to `most`. Throws with a message for the command line. */
function wholeNumber(option: string, value: string, most: number): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > most)
    throw new Error(`--${option} must be a whole number from 0 to ${most}, not "${value}".`);
  return number;
}

function optionsOf(args: readonly string[]): SandboxOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, apps: { type: 'string' }, latency: { type: 'string' } },
    strict: true,
    allowPositionals: false,
  });
  return {
    ...(values.port === undefined ? {} : { port: wholeNumber('port', values.port, 65535) }),
    ...(values.apps === undefined ? {} : { apps: wholeNumber('apps', values.apps, 100_000) }),
    ...(values.latency === undefined ? {} : { latencyMs: wholeNumber('latency', values.latency, 600_000) }),
  };
}

let options: SandboxOptions;
try {
  options = optionsOf(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}

try {
  const sandbox = await startSandbox(options);
  const credentials = ({ email, token }: SandboxAccount) => ({ email, token });
  const { main, alias, empty } = sandbox.accounts;
  const others = { alias: credentials(alias), empty: credentials(empty) };
  process.stdout.write(`${JSON.stringify({ url: sandbox.url, ...credentials(main), ...others })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.close();
    });
  }
} catch (error) {
  process.stderr.write(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
