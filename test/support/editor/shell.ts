import * as vscode from 'vscode';

/** A terminal with shell integration, whose shell reports commands to VS Code; nothing is run. */
export interface Shell {
  readonly terminal: vscode.Terminal;
  /** Starts a command, and waits until VS Code has noticed. */
  begin(line: string): Promise<void>;
  /** Ends the command, and waits until VS Code has noticed. */
  end(): Promise<void>;
}

/** Opens such a terminal, which emits the escape sequences of VS Code's shell integration (OSC 633). */
export async function openShell(): Promise<Shell> {
  const written = new vscode.EventEmitter<string>();
  const mark = (text: string) => written.fire(`\x1b]633;${text}\x07`);
  const opened = Promise.withResolvers<undefined>();
  const terminal = vscode.window.createTerminal({
    name: 'shell',
    pty: { onDidWrite: written.event, open: () => opened.resolve(undefined), close: () => undefined },
  });
  terminal.show();
  await opened.promise;
  return {
    terminal,
    async begin(line) {
      const begun = next(vscode.window.onDidStartTerminalShellExecution);
      mark('A');
      written.fire('$ ');
      mark('B');
      written.fire(line);
      mark(`E;${line.replaceAll(' ', '\\x20')}`);
      mark('C');
      written.fire('\r\n');
      await begun;
    },
    async end() {
      const ended = next(vscode.window.onDidEndTerminalShellExecution);
      mark('D;0');
      mark('A');
      await ended;
    },
  };
}

function next<T>(event: vscode.Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      subscription.dispose();
      resolve(value);
    });
  });
}
