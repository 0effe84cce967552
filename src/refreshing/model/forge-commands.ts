import { commandsIn, type SimpleCommand, type Word } from './command-words.ts';

/** What can be different after a command: the list of apps, or a part of what an app has. Each is one thing to ask for. */
export type ChangedPart = 'list' | 'environments' | 'variables' | 'deployments' | 'builds' | 'installations';

/** What a part of a command line does, as far as it matters here. */
export type Use =
  | { readonly kind: 'forge'; readonly parts: readonly ChangedPart[] }
  /** A script of a package.json; an unsure one may also be a command of the package manager. */
  | { readonly kind: 'script'; readonly name: string; readonly isSure: boolean; readonly folder?: string }
  | { readonly kind: 'folder'; readonly path: string }
  /** A command line that a shell gets as an argument. */
  | { readonly kind: 'line'; readonly line: string }
  /** Something that may run the Forge CLI without saying so. */
  | { readonly kind: 'unclear' };

/** The commands of the Forge CLI that change what is shown. */
const changes: Readonly<Record<string, readonly ChangedPart[]>> = {
  deploy: ['environments', 'variables', 'deployments', 'builds', 'installations', 'list'],
  build: ['builds'],
  rollout: ['installations'],
  create: ['list'],
  register: ['list'],
  install: ['installations'],
  uninstall: ['installations'],
  environments: ['environments', 'variables'],
  variables: ['variables'],
};

/** Commands below those that only read. */
const reading = new Set(['list', 'show', 'compare', '--help', '-h']);

/** How many words behind the CLI are looked at for its command: options and their values may stand before it. */
const mostBeforeCommand = 20;

const shells = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'ksh',
  'fish',
  'cmd',
  'pwsh',
  'powershell',
  'ssh',
  'concurrently',
  'cross-env-shell',
]);
const packageManagers = new Set(['npm', 'pnpm', 'yarn', 'bun']);
const ownScripts = new Set(['start', 'test', 'stop', 'restart']);
const folderOptions = new Set(['--prefix', '-C', '--cwd', '--dir']);
const workspaceOptions = new Set([
  '-w',
  '--workspace',
  '--workspaces',
  '-ws',
  '-F',
  '--filter',
  '-r',
  '--recursive',
  'workspace',
  'workspaces',
]);
const movers = new Set(['cd', 'pushd', 'chdir', 'set-location', 'sl']);

/** What a command line does, in its order. Bounded as `commandsIn` is. */
export function usesIn(line: string): readonly Use[] {
  return commandsIn(line).flatMap(usesOf);
}

function usesOf(words: SimpleCommand): readonly Use[] {
  const [first] = words;
  if (first !== undefined && movers.has(programName(first))) {
    const path = words.slice(1).find(({ text }) => !/^[-/]\w$/.test(text))?.text;
    return path === undefined ? [] : [{ kind: 'folder', path }];
  }
  const forge = forgeUse(words);
  if (forge !== undefined) return forge.parts.length === 0 ? [] : [forge];
  if (words.some((word) => shells.has(programName(word)))) {
    const lines = words.filter(({ text, isQuoted }) => isQuoted && /\s/.test(text));
    if (lines.length > 0) return lines.map(({ text }) => ({ kind: 'line', line: text }));
  }
  const script = scriptUse(words);
  if (script !== undefined) return [script];
  return words.some(({ text }) => /deploy/i.test(text)) ? [{ kind: 'unclear' }] : [];
}

/** The use of the Forge CLI in a command, however it is started; undefined if there is none. */
function forgeUse(
  words: SimpleCommand,
): { readonly kind: 'forge'; readonly parts: readonly ChangedPart[] } | undefined {
  const cli = words.findIndex(isForgeCli);
  if (cli === -1) return undefined;
  for (let index = cli + 1; index < Math.min(words.length, cli + mostBeforeCommand); index++) {
    const word = words[index];
    if (word === undefined || isForgeCli(word) || word.text.startsWith('-')) continue;
    // Older releases of the CLI write "environments:create".
    const [command = '', below] = word.text.split(':', 2);
    const parts = Object.hasOwn(changes, command) ? changes[command] : undefined;
    const rest =
      below === undefined ? words.slice(index + 1, index + mostBeforeCommand).map(({ text }) => text) : [below];
    if (parts !== undefined) return { kind: 'forge', parts: rest.some((text) => reading.has(text)) ? [] : parts };
    // A word behind an option may be its value; any other is a command that changes nothing.
    if (words[index - 1]?.text.startsWith('-') !== true) break;
  }
  return { kind: 'forge', parts: [] };
}

/** Whether a word starts the Forge CLI: its program or its package, at any path. */
function isForgeCli(word: Word): boolean {
  return programName(word) === 'forge' || /(?:^|\/)@forge\/cli(?:@[^/]*)?(?:\/|$)/.test(slashed(word));
}

/** The use of a script of package.json in a command. */
function scriptUse(words: SimpleCommand): Use | undefined {
  const manager = words.findIndex((word) => packageManagers.has(programName(word)));
  if (manager === -1) return nodeRun(words);
  const isNpm = words[manager] !== undefined && programName(words[manager]) === 'npm';
  if (words.some(({ text }) => workspaceOptions.has(text.split('=', 1)[0] ?? ''))) return { kind: 'unclear' };
  let folder: string | undefined;
  let runs = false;
  for (let index = manager + 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    const [option = '', value] = text.split('=', 2);
    if (folderOptions.has(option)) folder = value ?? words[++index]?.text;
    else if (text === 'run' || text === 'run-script') runs = true;
    else if (!text.startsWith('-')) {
      if (isNpm && !runs && !ownScripts.has(text)) return undefined;
      return { kind: 'script', name: text, isSure: runs, ...(folder !== undefined && { folder }) };
    }
  }
  return undefined;
}

/** `node --run name`. */
function nodeRun(words: SimpleCommand): Use | undefined {
  const run = words.findIndex(({ text }) => text === '--run' || text.startsWith('--run='));
  if (run === -1 || !words.slice(0, run).some((word) => programName(word) === 'node')) return undefined;
  const name = words[run]?.text.slice('--run='.length) || words[run + 1]?.text;
  return name === undefined ? undefined : { kind: 'script', name, isSure: true };
}

const slashed = ({ text }: Word) => text.replaceAll('\\', '/').toLowerCase();

/** The name of a program without its folder and the endings that Windows knows. */
function programName(word: Word): string {
  const path = slashed(word);
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:cmd|exe|ps1|bat)$/, '');
}
