import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { environment } from './clean-environment.ts';
import { end, exitCode, run, start } from './processes.ts';
import { serverProgram } from './server-install.ts';

const startTimeoutMs = 60_000;

/** No marketplace: nothing leaves this machine. */
const noGallery = { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };

/** Options for starting a server. */
export interface ServerOptions {
  /** The version of VS Code, such as `1.105.0`; the newest known by default. */
  vscode?: string;
  /** Folder of this server's settings, state and logs. */
  dataFolder: string;
  /** Folder of the installed extensions; by default one inside `dataFolder`. */
  extensionsFolder?: string;
  /** Added to the environment of the server, and so of the extensions. */
  env?: Record<string, string>;
  /** The port to reuse after a restart; by default any free one. */
  port?: number;
  /** Whether the page requires a secret; only tests go without. */
  withToken?: boolean;
  /** Whether the workbench runs the extension and tests named in its address; it then shows no notifications. */
  forTestsInside?: boolean;
  /** Whether untrusted folders are restricted; false by default. */
  workspaceTrust?: boolean;
}

/** An extension and its tests to run in the extension host. */
export interface TestsInside {
  extension: string;
  tests: string;
  /** The port on which the extension host waits for a debugger; by default it does not wait. */
  inspectPort?: number;
}

/** A running server. */
export interface Server {
  port: number;
  /**
   * Returns the address of the workbench for a folder, a `.code-workspace` file, or nothing; with an extension and
   * tests to run inside it, if given.
   */
  address(opened: string | undefined, inside?: TestsInside): string;
  /** Returns the server's output so far. */
  printed(): string;
  /** Settles when the server has ended for any reason. */
  readonly ended: Promise<unknown>;
  /** Ends the server and its extension hosts. */
  stop(): Promise<void>;
}

/** Installs a packed extension as a user would. */
export async function installExtension(vsix: string, extensionsFolder: string): Promise<void> {
  const { node, main } = await serverProgram();
  await run(node, [
    main,
    '--install-extension',
    vsix,
    '--extensions-dir',
    extensionsFolder,
    '--server-data-dir',
    `${extensionsFolder}-data`,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
  ]);
}

/**
 * Starts the server on loopback and waits until it listens; rejects with its output if it ends or is silent for a
 * minute.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataFolder, extensionsFolder, env = {}, withToken = false } = options;
  // VS Code leaves sockets and caches in the temporary folder. (Elsewhere, their paths would be too long.)
  const temporary = process.platform === 'linux' ? { TMPDIR: join(dataFolder, 'tmp') } : {};
  await mkdir(join(dataFolder, 'tmp'), { recursive: true });
  const token = withToken ? randomBytes(20).toString('hex') : undefined;
  const { node, main } = await serverProgram(options.vscode);
  const child = start(
    node,
    [
      '--import',
      new URL('mint-key.mjs', import.meta.url).href,
      main,
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
      '--accept-server-license-terms',
      '--server-data-dir',
      dataFolder,
      '--telemetry-level',
      'off',
      ...(extensionsFolder === undefined ? [] : ['--extensions-dir', extensionsFolder]),
      ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
      ...(options.forTestsInside === true ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env: {
        ...environment(),
        ...temporary,
        ...noGallery,
        FORGE_CONSOLE_SERVER_KEY_FILE: join(dataFolder, 'key'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output = await listening(child);
  return {
    port: output.port,
    address: (opened, inside) => address(output.port, token, opened, inside),
    printed: output.printed,
    ended: exitCode(child),
    stop: () => end(child),
  };
}

function listening(child: ChildProcess): Promise<{ port: number; printed: () => string }> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      void end(child).then(() => reject(new Error(`VS Code's server ${why}.\n${printed}`)));
    };
    const timer = setTimeout(() => fail(`did not start within ${startTimeoutMs / 1000} s`), startTimeoutMs);
    const read = (data: Buffer) => {
      printed += data.toString();
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve({ port: Number(port), printed: () => printed });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`));
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
  });
}

function address(port: number, token: string | undefined, path: string | undefined, inside?: TestsInside): string {
  const remote = (path: string) =>
    `vscode-remote://localhost:${port}${path.split('/').map(encodeURIComponent).join('/')}`;
  const payload = inside && [
    ['skipWelcome', 'true'],
    ['logLevel', 'forge-console.forge-console=trace'],
    ['extensionDevelopmentPath', remote(inside.extension)],
    ['extensionTestsPath', remote(inside.tests)],
    ...(inside.inspectPort === undefined ? [] : [['inspect-brk-extensions', String(inside.inspectPort)]]),
  ];
  const isWorkspace = path?.endsWith('.code-workspace') === true;
  const opened = path === undefined ? { ew: 'true' } : { [isWorkspace ? 'workspace' : 'folder']: path };
  const query = new URLSearchParams({
    ...(token !== undefined && { tkn: token }),
    ...opened,
    ...(payload && { payload: JSON.stringify(payload) }),
  });
  return `http://localhost:${port}/?${query.toString()}`;
}
