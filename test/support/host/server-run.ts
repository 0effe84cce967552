import { launchBrowser } from './browser.ts';
import type { HostRun } from './host-run.ts';
import { startServer } from './server-build.ts';
import { quietSettings, writeServerSettings } from './user-settings.ts';

/** Ends a run that hangs. Four times the duration on an idle machine. */
const limitMs = 16 * 60_000;

/**
 * Runs the in-editor tests in the server build, with its workbench in a headless browser; returns how the run ended, in
 * words.
 */
export async function runInServer({
  extension,
  tests,
  workspace,
  dataFolder,
  env,
  extensionsFolder,
  vscode,
  workspaceTrust = false,
  inspectPort,
}: HostRun): Promise<string> {
  await writeServerSettings(dataFolder, { ...quietSettings, 'security.workspace.trust.startupPrompt': 'never' });
  const server = await startServer({
    dataFolder,
    env,
    forTestsInside: true,
    workspaceTrust,
    ...(extensionsFolder !== undefined && { extensionsFolder }),
    ...(vscode !== undefined && { vscode }),
  });
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const logged: string[] = [];
      const ended = new Promise<string>((resolve) => {
        page.once('crash', () => resolve('The page crashed.'));
        const late = () => resolve(`The tests took more than ${limitMs / 60_000} minutes.`);
        if (inspectPort === undefined) setTimeout(late, limitMs).unref();
        void page.exposeFunction('codeAutomationExit', (code: number) =>
          resolve(`VS Code ended the run with ${code}.`),
        );
      });
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
        logged.push(`${type}: ${args.map(String).join(' ')}`),
      );
      await page.goto(
        server.address(workspace, { extension, tests, ...(inspectPort !== undefined && { inspectPort }) }),
      );
      const how = await ended;
      return `${how}\n${logged.slice(-40).join('\n')}`;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
