import { type ChildProcess, spawn } from 'node:child_process';
import * as vscode from 'vscode';
import { createOutputReader, type CliProblem } from './model/cli-output.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';
import type { DeploymentEnd } from './model/judge-deployment.ts';
import { needsShell, notInFolder } from './model/run-program.ts';

/** A run of the Forge CLI whose output is shown and read. */
export interface CliRun {
  readonly folder: string;
  readonly args: readonly string[];
  /** Undefined if there is no CLI. */
  readonly find: () => Promise<ForgeCli | undefined>;
  /** Called right before the CLI starts: leave to start it, or a sentence that says why it is not started. */
  readonly begin: (cli: ForgeCli) => Promise<RecordEnd | string>;
  /** What is printed where there is no CLI, and where it was stopped before it started. */
  readonly words: { readonly noCli: string; readonly notStarted: string };
  readonly onStart: () => void;
  /** `became` is what `begin` returned has found out of a deployment. */
  readonly onEnd: (end: CliEnd, problems: readonly CliProblem[], became?: DeploymentEnd) => void;
}

/** How a run ended: with an exit code, because somebody stopped it, or before it began. */
export type CliEnd = number | 'stopped' | 'notStarted';

/**
 * Writes down how a run ended, and whether it had said that it uploads the app; called once, before anybody else hears of
 * it. Returns what became of a deployment, where that is known. Never throws.
 */
export type RecordEnd = (end: CliEnd, hasUploaded: boolean) => Promise<DeploymentEnd | undefined>;

const ctrlC = '\x03';

/** A terminal in which the Forge CLI runs once. Its environment is the editor's: no credential is added. */
export function createCliTerminal(run: CliRun): vscode.Pseudoterminal {
  return new CliTerminal(run);
}

class CliTerminal implements vscode.Pseudoterminal {
  readonly #run: CliRun;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #closed = new vscode.EventEmitter<number>();
  readonly #stop = new AbortController();
  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(run: CliRun) {
    this.#run = run;
  }

  open(): void {
    this.#start().catch((error: unknown) => {
      this.#print(`${error instanceof Error ? error.message : String(error)}\n`);
      this.#closed.fire(1);
    });
  }

  close(): void {
    this.#stop.abort();
  }

  handleInput(typed: string): void {
    if (typed === ctrlC) this.#stop.abort();
  }

  async #start(): Promise<void> {
    const { find, begin, words } = this.#run;
    const cli = await find();
    const begun = cli && (await begin(cli));
    if (cli === undefined || begun === undefined) this.#refuse(words.noCli);
    else if (typeof begun === 'string') this.#refuse(begun);
    else await this.#startOrRecord(cli, begun);
  }

  async #startOrRecord(cli: ForgeCli, recordEnd: RecordEnd): Promise<void> {
    try {
      if (!this.#stop.signal.aborted) {
        this.#spawn(cli, recordEnd);
        return;
      }
    } catch (error) {
      await recordEnd('notStarted', false);
      throw error;
    }
    await recordEnd('notStarted', false);
    this.#refuse(this.#run.words.notStarted);
  }

  #refuse(why: string): void {
    this.#print(`${why}\n`);
    this.#closed.fire(1);
  }

  #spawn({ path }: ForgeCli, recordEnd: RecordEnd): void {
    const { folder, args, onStart, onEnd } = this.#run;
    const reader = createOutputReader();
    const shell = needsShell(path);
    onStart();
    this.#print(`> forge ${args.join(' ')}\n\n`);
    const program = spawn(shell ? `"${path}"` : path, args, {
      cwd: folder,
      env: { ...process.env, ...notInFolder, ...(process.env.NO_COLOR === undefined && { FORCE_COLOR: '1' }) },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      shell,
      ...(!shell && { signal: this.#stop.signal }),
    });
    if (shell) this.#stop.signal.addEventListener('abort', () => endTree(program), { once: true });
    for (const stream of [program.stdout, program.stderr]) {
      const read = reader.stream();
      stream.setEncoding('utf8').on('data', (text: string) => {
        read(text);
        this.#print(text);
      });
    }
    let isOver = false;
    const end = (how: CliEnd) => {
      if (isOver) return;
      isOver = true;
      const problems = reader.end();
      void recordEnd(how, reader.hasUploaded()).then((became) => {
        onEnd(how, problems, became);
        this.#closed.fire(typeof how === 'number' ? how : 1);
      });
    };
    program.on('error', (error) => {
      if (!this.#stop.signal.aborted) this.#print(`${error.message}\n`);
      end(program.pid === undefined ? 'notStarted' : 'stopped');
    });
    program.on('close', (code) => end(this.#stop.signal.aborted ? 'stopped' : (code ?? 'stopped')));
  }

  #print(text: string): void {
    this.#written.fire(text.replaceAll(/\r?\n/g, '\r\n'));
  }
}

/** Ends what a shell of Windows started: ending the shell alone would leave the Forge CLI at work. */
function endTree(shell: ChildProcess): void {
  spawn('taskkill', ['/pid', String(shell.pid), '/T', '/F'], { windowsHide: true }).on('error', () => shell.kill());
}
