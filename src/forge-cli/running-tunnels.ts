import * as vscode from 'vscode';
import { createEmitter, type Disposable, type Event } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import { type AppManifest, type AppManifests, manifestIn } from './app-manifests.ts';
import { taskType } from './app-tasks.ts';
import { readCliTask } from './model/cli-tasks.ts';

/** A tunnel that runs as a task of this window. */
export interface RunningTunnel {
  readonly manifest: AppManifest;
  readonly environment: string;
  readonly stop: () => void;
}

/** The tunnels that run as tasks of this window. */
export interface RunningTunnels extends Disposable {
  readonly list: readonly RunningTunnel[];
  of(id: AppAri, environment?: string): RunningTunnel | undefined;
  readonly onDidChange: Event<undefined>;
}

/** Watches tasks. */
export function watchTunnels(manifests: AppManifests): RunningTunnels {
  const changed = createEmitter<undefined>();
  // The editor's own list may lag behind its events.
  const executions = new Set(vscode.tasks.taskExecutions.filter(({ task }) => isTunnel(task)));
  const subscriptions = [
    vscode.tasks.onDidStartTask(({ execution }) => {
      if (!isTunnel(execution.task)) return;
      executions.add(execution);
      changed.fire(undefined);
    }),
    vscode.tasks.onDidEndTask(({ execution }) => {
      if (executions.delete(execution)) changed.fire(undefined);
    }),
  ];

  const list = () =>
    [...executions].flatMap((execution): RunningTunnel[] => {
      const { definition, scope } = execution.task;
      const task = readCliTask(definition);
      if (task === undefined || typeof scope !== 'object') return [];
      const folder: unknown = definition.folder;
      const place = typeof folder === 'string' ? vscode.Uri.joinPath(scope.uri, folder) : scope.uri;
      const manifest = manifestIn(manifests.list, place);
      return manifest ? [{ manifest, environment: task.environment, stop: () => execution.terminate() }] : [];
    });

  return {
    get list() {
      return list();
    },
    of: (id, environment) =>
      list().find(
        (tunnel) => tunnel.manifest.appId === id && (environment === undefined || tunnel.environment === environment),
      ),
    onDidChange: changed.event,
    dispose() {
      changed.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function isTunnel({ definition }: vscode.Task): boolean {
  return definition.type === taskType && definition.command === 'tunnel';
}
