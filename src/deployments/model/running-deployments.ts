import type { AccountData } from '../../apps/model/account-data.ts';
import type { Account } from '../../core/account.ts';
import type { Deployment, DeploymentProgress, LoadedDeployments } from '../../core/deployment.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import type { DeploymentWatch } from './deployment-watch.ts';

/** An app whose running deployments are followed. */
export interface FollowedApp {
  readonly data: AccountData;
  readonly id: AppAri;
}

/** A deployment that was running, and how it ended. */
export interface EndedDeployment extends FollowedApp {
  readonly deployment: Deployment;
}

/** A deployment as far as it is known. */
export type KnownDeployment = Deployment &
  Partial<Pick<DeploymentProgress, 'stages'>> & {
    /** That the gateway refused to say how far it is, until the list is loaded again. */
    readonly isRefused?: boolean;
  };

/** How far the running deployments of apps are that somebody looks at, or that are in the workspace. */
export interface RunningDeployments extends Disposable {
  /** Follows the deployments that run, as far as the app's list is loaded, until the result is disposed. */
  follow(app: FollowedApp): Disposable;
  /** A deployment as far as it is known: what was asked last counts before the list. */
  current(app: FollowedApp, listed: Deployment): KnownDeployment;
  readonly onDidChange: Event<FollowedApp>;
  /** Fires once a deployment has ended that was seen running, or that began and ended since the list was loaded last. */
  readonly onDidEnd: Event<EndedDeployment>;
}

/** What was seen of an app's deployments. */
interface Seen {
  /** The last list, and when it was seen first, by the gateway's clock in milliseconds since 1970. */
  readonly list: LoadedDeployments;
  readonly at: number;
  /** The keys of all deployments so far: one that a list lacks for once is no new one. */
  readonly keys: ReadonlySet<string>;
}

/** How much later than it was made a list may be seen, and what may be wrong with the clock, in milliseconds. */
const lookErrorMs = 5000;

/** Creates it with no app followed. `mayAsk`: whether an account's data may be asked for at the moment. */
export function createRunningDeployments(
  watch: DeploymentWatch,
  mayAsk: (account: Account) => boolean,
): RunningDeployments {
  const changed = createEmitter<FollowedApp>();
  const ended = createEmitter<EndedDeployment>();
  const progresses = new Map<string, DeploymentProgress>();
  const refused = new Set<string>();
  /** Keys of the rows that run by the list, and of which more may be known, by the key of their app. */
  const known = new Map<string, ReadonlySet<string>>();
  /** By the key of the app. */
  const seen = new Map<string, Seen>();
  const followed = new Map<string, { count: number; readonly stop: () => void }>();

  function progressed(app: FollowedApp, deployment: Deployment, progress: DeploymentProgress): void {
    const key = keyOf(app, deployment);
    progresses.set(key, progress);
    refused.delete(key);
    changed.fire(app);
    if (progress.status === 'running') return;
    const { status, failure } = progress;
    tellEnd(app, { ...deployment, status, ...(failure && { failure }) });
    void refreshAfter(app);
  }

  /** A status that isn't known may be an end of either kind, or none. */
  function tellEnd(app: FollowedApp, deployment: Deployment): void {
    if (deployment.status === 'done' || deployment.status === 'failed') ended.fire({ ...app, deployment });
  }

  /** Tells the newest of each environment that began and ended since the list was seen last. */
  function tellMissed(app: FollowedApp): void {
    const list = app.data.details(app.id).deployments.state?.value;
    const last = seen.get(appKey(app));
    if (list === undefined || list === last?.list) return;
    const keys = new Set([...(last?.keys ?? []), ...list.rows.map((one) => keyOf(app, one))]);
    seen.set(appKey(app), { list, at: gatewayNow(app.data.client), keys });
    if (last === undefined) return;
    const isFresh = (one: Deployment) => !last.keys.has(keyOf(app, one)) && one.at.getTime() > last.at - lookErrorMs;
    const fresh = list.rows.filter(isFresh);
    for (const [newest] of Map.groupBy(fresh, ({ environment }) => environment).values())
      if (newest) tellEnd(app, newest);
  }

  /** Watches what runs by the list, and forgets what has ended by it or has left it. */
  function sync(app: FollowedApp): void {
    tellMissed(app);
    const rows = rowsOf(app);
    const running = new Set(rows.filter(isRunning).map((one) => keyOf(app, one)));
    for (const deployment of rows) {
      const key = keyOf(app, deployment);
      if (isRunning(deployment) && !hasEnded(progresses.get(key)))
        watch.add({
          key,
          deployment,
          client: app.data.client,
          mayAsk: () => mayAsk(app.data.account),
          poll: (signal) => poll(app, deployment, signal),
          onProgress: (progress) => progressed(app, deployment, progress),
          onRefused() {
            refused.add(key);
            changed.fire(app);
          },
        });
      else if (!isRunning(deployment)) {
        // The list may show the end before the next request about it does.
        const wasWatched = watch.has(key);
        forget(key);
        if (wasWatched) tellEnd(app, deployment);
      }
    }
    for (const key of known.get(appKey(app)) ?? []) if (!running.has(key)) forget(key);
    known.set(appKey(app), running);
  }

  function forget(key: string): void {
    watch.remove(key);
    progresses.delete(key);
    refused.delete(key);
  }

  function begin(app: FollowedApp): () => void {
    const following = app.data.details(app.id).deployments.onDidChange(() => sync(app));
    sync(app);
    return () => {
      following.dispose();
      seen.delete(appKey(app));
      for (const key of known.get(appKey(app)) ?? []) watch.remove(key);
    };
  }

  return {
    onDidChange: changed.event,
    onDidEnd: ended.event,
    follow(app) {
      const key = appKey(app);
      const entry = followed.get(key) ?? { count: 0, stop: begin(app) };
      followed.set(key, entry);
      entry.count++;
      let isFollowing = true;
      return {
        dispose() {
          if (!isFollowing) return;
          isFollowing = false;
          if (--entry.count > 0) return;
          followed.delete(key);
          entry.stop();
        },
      };
    },
    current(app, listed) {
      if (listed.status !== 'running') return listed;
      const key = keyOf(app, listed);
      return { ...listed, ...progresses.get(key), ...(refused.has(key) && { isRefused: true }) };
    },
    dispose() {
      for (const { stop } of followed.values()) stop();
      followed.clear();
      changed.dispose();
      ended.dispose();
    },
  };
}

async function poll(
  { data, id }: FollowedApp,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<DeploymentProgress> {
  const { fetchDeploymentProgress } = await import('../../gateway/operations/fetch-deployment-progress.ts');
  return fetchDeploymentProgress(data.client, id, deployment, signal);
}

const appKey = ({ data, id }: FollowedApp): string => `${data.account.key} ${id}`;

const keyOf = (app: FollowedApp, { id, environment }: Deployment): string => `${appKey(app)} ${environment} ${id}`;

const rowsOf = ({ data, id }: FollowedApp): readonly Deployment[] =>
  data.details(id).deployments.state?.value?.rows ?? [];

const isRunning = ({ status }: Deployment): boolean => status === 'running';

const hasEnded = (progress: DeploymentProgress | undefined): boolean =>
  progress !== undefined && progress.status !== 'running';

/** Fetches again what the end of a deployment changes. A failure is shown by what is refreshed next. */
async function refreshAfter({ data, id }: FollowedApp): Promise<void> {
  const { deployments, environments, builds } = data.details(id);
  const shown = [deployments, environments, builds].filter(({ state }) => state?.status === 'ready');
  await Promise.allSettled(shown.map((part) => part.refreshQuietly()));
}
