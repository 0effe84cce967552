import { posix } from 'node:path';
import { placeKey } from '../../files/place.ts';
import { readCliTask } from '../../forge-cli/model/cli-tasks.ts';

/** A task that runs in this window, by its definition; `root` is the path of the workspace folder that it belongs to. */
export interface RunningTask {
  readonly definition: Readonly<Record<string, unknown>>;
  readonly root: string;
}

/**
 * Whether a task deploys an app to an environment, by its key as the Forge CLI writes it; `manifests` are the paths of
 * the app's manifests. Paths are those of URIs; the task's folder may be written as on Windows there.
 */
export function deploysApp(
  { definition, root }: RunningTask,
  manifests: readonly string[],
  environment: string,
  platform: string = process.platform,
): boolean {
  const task = readCliTask(definition);
  if (definition.type !== 'forge' || task?.command !== 'deploy' || task.environment !== environment) return false;
  const { folder = '' } = definition;
  if (typeof folder !== 'string') return false;
  const keyOf = (path: string) => placeKey({ scheme: 'file', authority: '', path }, platform);
  const place = keyOf(posix.join(root, platform === 'win32' ? folder.replaceAll('\\', '/') : folder));
  return manifests.some((manifest) => keyOf(posix.dirname(manifest)) === place);
}
