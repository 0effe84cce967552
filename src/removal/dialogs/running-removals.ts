import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Removal } from '../../apps/model/removals.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';

/** What `Prompts.progress` runs. */
type Work<T> = (report: (message: string) => void, signal: AbortSignal) => Promise<T>;

/** The apps that are being deleted or uninstalled in this window. One app takes part in one removal at a time. */
export interface RunningRemovals {
  /** Runs a removal of some apps with progress, and marks them in the views until it ends. */
  run<T>(apps: readonly AppRef[], removal: Removal, title: string, work: Work<T>): Promise<T>;
  /**
   * If one of the apps is being removed, shows the progress of that until it ends, which can be cancelled there too.
   * Returns whether there was one.
   */
  follow(apps: readonly AppRef[]): Promise<boolean>;
}

interface Running {
  readonly removal: Removal;
  readonly stop: AbortController;
  readonly ended: Promise<undefined>;
  readonly followers: Set<(message: string) => void>;
  last: string | undefined;
}

/** Creates a set without removals. */
export function createRunningRemovals(prompts: Pick<Prompts, 'progress'>): RunningRemovals {
  const byApp = new Map<string, Running>();
  const keyOf = ({ data, id }: AppRef) => `${data.account.key} ${id}`;

  function start(apps: readonly AppRef[], removal: Removal): { readonly running: Running; readonly end: () => void } {
    const { promise: ended, resolve } = Promise.withResolvers<undefined>();
    const running: Running = { removal, stop: new AbortController(), ended, followers: new Set(), last: undefined };
    const marks = apps.map(({ data, id }) => data.removals.begin(id, removal));
    for (const app of apps) byApp.set(keyOf(app), running);
    return {
      running,
      end() {
        for (const app of apps) byApp.delete(keyOf(app));
        for (const unmark of marks) unmark();
        resolve(undefined);
      },
    };
  }

  return {
    async run(apps, removal, title, work) {
      const { running, end } = start(apps, removal);
      try {
        return await prompts.progress(title, (report, signal) =>
          work(
            (message) => {
              running.last = message;
              for (const tell of [report, ...running.followers]) tell(message);
            },
            AbortSignal.any([signal, running.stop.signal]),
          ),
        );
      } finally {
        end();
      }
    },
    async follow(apps) {
      const app = apps.find((one) => byApp.has(keyOf(one)));
      const running = app && byApp.get(keyOf(app));
      if (app === undefined || running === undefined) return false;
      await prompts.progress(followedTitle(app, running.removal), async (report, signal) => {
        signal.addEventListener('abort', () => running.stop.abort());
        if (running.last !== undefined) report(running.last);
        running.followers.add(report);
        await running.ended;
      });
      return true;
    },
  };
}

function followedTitle({ name }: AppRef, removal: Removal): string {
  return removal === 'deleting'
    ? vscode.l10n.t('{0} is already being deleted', plain(name))
    : vscode.l10n.t('{0} is already being uninstalled', plain(name));
}
