/**
 * The commands of the Forge CLI that are tasks. `captured`: its output is read for problems, and it asks nothing.
 * `environment`: it works on one environment.
 */
export const cliCommands = {
  deploy: { args: ['deploy', '--non-interactive'], isCaptured: true, hasEnvironment: true },
  lint: { args: ['lint'], isCaptured: true, hasEnvironment: true },
  tunnel: { args: ['tunnel'], isCaptured: false, hasEnvironment: true },
  build: { args: ['build', '--non-interactive'], isCaptured: true, hasEnvironment: false },
  install: { args: ['install'], isCaptured: false, hasEnvironment: true },
  upgrade: { args: ['install', '--upgrade'], isCaptured: false, hasEnvironment: true },
  eligibility: { args: ['eligibility', '--non-interactive'], isCaptured: true, hasEnvironment: true },
} as const satisfies Record<
  string,
  { readonly args: readonly string[]; readonly isCaptured: boolean; readonly hasEnvironment: boolean }
>;

export type CliCommand = keyof typeof cliCommands;

/** The commands in the order in which they are offered. */
export const cliCommandNames = Object.keys(cliCommands) as readonly CliCommand[];

/** What a task runs: a command, and the environment that it works on. */
export interface CliTask {
  readonly command: CliCommand;
  /** As the CLI writes it, such as `development`. */
  readonly environment: string;
}

/** The environment where nothing says which. */
export const usualEnvironment = 'development';

/** Reads the definition of a task in tasks.json; undefined if it names no command, or no possible environment. */
export function readCliTask(definition: Readonly<Record<string, unknown>>): CliTask | undefined {
  const command = cliCommandNames.find((name) => name === definition.command);
  const { environment = usualEnvironment } = definition;
  if (command === undefined || typeof environment !== 'string' || !isEnvironmentKey(environment)) return undefined;
  return { command, environment };
}

/**
 * Whether a text may be an environment's key. What is passed to a program must be a plain word, and no option, wherever
 * it comes from.
 */
export function isEnvironmentKey(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(text);
}

/** The CLI's arguments for a task. Throws where its environment is no plain word, which must be said before. */
export function argumentsOf({ command, environment }: CliTask): readonly string[] {
  if (!isEnvironmentKey(environment)) throw new Error('not the key of an environment');
  const { args, hasEnvironment } = cliCommands[command];
  return hasEnvironment ? [...args, '--environment', environment] : args;
}

/** Whether a task changes what customers use. */
export function changesProduction({ command, environment }: CliTask): boolean {
  return command === 'deploy' && environment === 'production';
}
