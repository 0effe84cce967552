import * as vscode from 'vscode';
import { manifestOf, type WorkspaceFile, workspaceFile } from './test-workspace.ts';
import type { ConsoleUnderTest } from './console.ts';
import { until } from './until.ts';

/** Apps of the sample workspace, with what is read of their code. */
export interface CodeUnderTest {
  /**
   * Puts a manifest into a folder of the workspace (`''` for the workspace's own) and waits until its code was read.
   */
  app(folder: string, text?: string): Promise<WorkspaceFile>;
  /** The calls in an app's code, as `path in the workspace: call`, a failed file as `path: reason`. */
  calls(manifest: WorkspaceFile): string[];
  /** Waits until the calls are so. */
  untilCalls(what: string, manifest: WorkspaceFile, holds: (calls: readonly string[]) => boolean): Promise<void>;
}

const uuid = '00000000-0000-4000-8000-000000000001';

/** The code of apps that a test puts into the workspace. */
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
