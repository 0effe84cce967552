import * as vscode from 'vscode';
import { manifestOf, type WorkspaceFile, workspaceFile } from './test-workspace.ts';
import type { ConsoleUnderTest } from './console.ts';
import { until } from './until.ts';

/** Apps in the sample workspace, with the results of scanning their code. */
export interface CodeUnderTest {
  /**
   * Writes a manifest into a folder of the workspace (`''` for the root) and waits until the app's code was scanned.
   */
  app(folder: string, text?: string): Promise<WorkspaceFile>;
  /** Returns the calls in an app's code as `path in the workspace: call`, a file that failed as `path: reason`. */
  calls(manifest: WorkspaceFile): string[];
  /** Waits until the calls meet a condition. */
  untilCalls(what: string, manifest: WorkspaceFile, holds: (calls: readonly string[]) => boolean): Promise<void>;
}

const uuid = '00000000-0000-4000-8000-000000000001';

/** Lets a test add apps to the workspace and inspect the scan of their code. */
export function useCode(forge: ConsoleUnderTest): CodeUnderTest {
  const event = (listener: () => void) => forge.services.appScans.onDidChange(listener);
  function calls({ uri }: WorkspaceFile): string[] {
    return (forge.services.appScans.of(uri)?.files ?? []).flatMap(({ file, uses, unread, failed }) => {
      const path = vscode.workspace.asRelativePath(vscode.Uri.parse(file, true));
      return [...uses, ...unread]
        .map(({ text }) => `${path}: ${text}`)
        .concat(failed === undefined ? [] : [`${path}: ${failed}`]);
    });
  }
  return {
    async app(folder, text = manifestOf(uuid)) {
      const manifest = workspaceFile(...folder.split('/').filter(Boolean), 'manifest.yml');
      await manifest.write(text);
      await until(
        `the code of ${folder} was read`,
        () => forge.services.appScans.of(manifest.uri)?.status === 'ready',
        event,
      );
      return manifest;
    },
    calls,
    untilCalls: (what, manifest, holds) => until(what, () => holds(calls(manifest)), event),
  };
}
