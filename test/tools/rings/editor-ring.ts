import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { out, root } from '../../support/paths.ts';
import { assertNoCanaryUnder, canaryIn } from '../../support/canary.ts';
import { step } from '../../support/step.mjs';
import { browserProgram } from '../../support/host/browser.ts';
import { desktopForTests, runInDesktop } from '../../support/host/desktop.ts';
import { startEditorNetwork } from '../../support/host/editor-network.ts';
import type { HostRun } from '../../support/host/host-run.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../../support/host/processes.ts';
import { serverProgram } from '../../support/host/server-install.ts';
import { runInServer } from '../../support/host/server-run.ts';
import { listenForReport } from './host-report.ts';
import { couldNotRun, testFiles, together, type Outcome, type Ring } from './ring.ts';

interface EditorRingOptions {
  name?: string;
  /** Added to the environment of the tests. */
  env?: Readonly<Record<string, string>>;
  /** The version of VS Code, such as `1.105.0`; the newest by default. */
  vscode?: string;
}

/** Hosts of a whole run: the tests mostly wait, so that two use the cores that one leaves idle. */
const hosts = 2;

/** Tests inside extension hosts: in desktop VS Code if available, otherwise in the server build. */
export const editorRing = ({ name = 'editor', env = {}, vscode }: EditorRingOptions = {}): Ring => ({
  name,
  folders: ['editor'],
  async run({ files, grep, inspectPort }) {
    await step('Bundling the in-editor tests', () =>
      run(process.execPath, [join(root, 'test/tools/bundle-editor-tests.mjs')]),
    );
    const desktop = await desktopForTests(vscode);
    // Once for all hosts: the programs that they share.
    if (desktop === undefined) await Promise.all([serverProgram(vscode), browserProgram()]);
    const isWhole = files.length === 0 && grep === undefined && inspectPort === undefined;
    const parts = isWhole ? dealt(testFiles(['editor']), hosts) : [files];
    // The lines of the first host come as it runs, those of others after it.
    const held: string[] = [];
    const outcomes = await Promise.allSettled(
      parts.map((part, index) =>
        runInHost({
          desktop,
          files: part,
          grep,
          vscode,
          inspectPort,
          env,
          print: (line) => (index === 0 ? console.log(line) : held.push(line)),
        }),
      ),
    );
    for (const line of held) console.log(line);
    return together(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? couldNotRun(outcome.reason) : outcome.value)),
    );
  },
});

/** Returns the files in `count` parts: each file goes to the next part, as cards are dealt. */
const dealt = (files: readonly string[], count: number): string[][] =>
  Array.from({ length: count }, (_, part) => files.filter((__, index) => index % count === part));

interface HostTests {
  /** The desktop VS Code to run in; undefined for the server build. */
  readonly desktop: string | undefined;
  /** All, if empty. */
  readonly files: readonly string[];
  readonly grep: string | undefined;
  readonly vscode: string | undefined;
  readonly inspectPort: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly print: (line: string) => void;
}

/** Runs test files in one extension host, with a workspace, settings and a network of its own. */
async function runInHost({ desktop, files, grep, vscode, inspectPort, env, print }: HostTests): Promise<Outcome> {
  const report = await listenForReport(print);
  const folder = await temporaryFolder('editor');
  const network = await startEditorNetwork(folder);
  try {
    const workspace = join(folder, 'workspace');
    await cp(join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
    await cp(join(root, 'test/fixtures/yaml-extension'), join(folder, 'extensions', 'redhat.vscode-yaml-0.0.1'), {
      recursive: true,
    });
    const hostRun: HostRun = {
      extension: join(out, 'editor', 'extension'),
      tests: join(out, 'editor', 'run.js'),
      workspace,
      dataFolder: join(folder, 'data'),
      extensionsFolder: join(folder, 'extensions'),
      env: {
        ...env,
        ...network.env,
        FORGE_CONSOLE_TEST_PORT: String(report.port),
        FORGE_CONSOLE_TEST_COLOR: process.stdout.isTTY ? '1' : '0',
        FORGE_CONSOLE_TEST_GREP: grep ?? '',
        FORGE_CONSOLE_TEST_FILES: files.join('\n'),
      },
      ...(vscode !== undefined && { vscode }),
      ...(inspectPort !== undefined && { inspectPort }),
    };
    const ended = desktop === undefined ? await runInServer(hostRun) : await runInDesktop(desktop, hostRun);
    const outcome = report.outcome();
    if (outcome === undefined) throw new Error(`The extension host gave no results. ${ended}`);
    if (report.leak() !== undefined || canaryIn(ended))
      throw new Error(`The tests printed a token (${report.leak() ?? 'VS Code’s own log'}).`);
    // Settings, state, logs of VS Code and its extension hosts, and the workspace: secrets are stored encrypted, and
    // not in this folder.
    await assertNoCanaryUnder(folder);
    return outcome;
  } finally {
    report.close();
    network.close();
    await removeTemporaryFolder(folder);
  }
}
