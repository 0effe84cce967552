import * as vscode from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { Account } from '../core/account.ts';
import type { Disposable } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Shared } from '../shared.ts';
import { deploymentFilter } from '../logs/model/deployment-filter.ts';
import { plain } from '../vscode/text.ts';
import { gatewayNow } from '../gateway/gateway-now.ts';
import { inBackground } from '../gateway/priority.ts';
import { deploysApp } from './model/own-task.ts';
import type { RequestTurns } from './model/request-turns.ts';
import type { EndedDeployment, RunningDeployments } from './model/running-deployments.ts';
import type { AppManifestFiles } from './panel/open-manifest.ts';

export interface WorkspaceDeployments {
  readonly shared: Pick<Shared, 'data' | 'prompts' | 'actions'>;
  readonly manifests: AppManifestFiles & { readonly list: readonly { readonly appId?: AppAri }[] };
  readonly running: RunningDeployments;
  readonly turns: Pick<RequestTurns, 'add' | 'remove'>;
  /** Whether an account's data may be asked for at the moment. */
  readonly mayAsk: (account: Account) => boolean;
}

/** How long a first list waits where its account may not be asked, in milliseconds. */
const untilAskedAgain = 10_000;

/** A task of this window, and when it ended, in milliseconds since 1970. */
interface EndedTask {
  readonly task: vscode.Task;
  readonly at: number;
}

/** How many of them are remembered, until the list shows what they deployed. */
const mostEndedTasks = 20;

/** Follows the deployments of the workspace's apps, and says when one has ended. */
export function watchWorkspaceApps({ shared, manifests, running, turns, mayAsk }: WorkspaceDeployments): Disposable {
  const followed = new Map<string, Disposable>();

  function follow(): void {
    const wanted = new Map<string, Pick<AppRef, 'data' | 'id'>>(
      idsIn(manifests).flatMap((id) => {
        // Of several accounts that list it, the one that acts on it: one message is enough.
        const data = shared.data.forApp(id).find(({ apps }) => apps.state.value?.apps.has(id) === true);
        return data ? [[`${data.account.key} ${id}`, { data, id }] as const] : [];
      }),
    );
    for (const [key, following] of followed)
      if (!wanted.has(key)) {
        following.dispose();
        followed.delete(key);
      }
    for (const [key, app] of wanted) if (!followed.has(key)) followed.set(key, followApp(key, app));
  }

  /** Follows an app. Its list is loaded in its turn: many apps of a workspace are not asked about at once. */
  function followApp(key: string, app: Pick<AppRef, 'data' | 'id'>): Disposable {
    const { deployments } = app.data.details(app.id);
    const following = running.follow(app);
    const turn = `list ${key}`;
    turns.add(turn, async () => {
      if (deployments.state === undefined && !mayAsk(app.data.account)) return untilAskedAgain;
      if (deployments.state === undefined) await inBackground(() => deployments.refresh());
      return undefined;
    });
    return {
      dispose() {
        turns.remove(turn);
        following.dispose();
      },
    };
  }

  const lists = new Map<AccountData, Disposable>();
  function followAccounts(): void {
    for (const [data, list] of lists)
      if (!shared.data.list.includes(data)) {
        list.dispose();
        lists.delete(data);
      }
    for (const data of shared.data.list) if (!lists.has(data)) lists.set(data, data.apps.onDidChange(follow));
    follow();
  }

  const endedTasks: EndedTask[] = [];
  const subscriptions = [
    vscode.tasks.onDidEndTask(({ execution: { task } }) => {
      endedTasks.push({ task, at: Date.now() });
      endedTasks.splice(0, endedTasks.length - mostEndedTasks);
    }),
    shared.data.onDidChange(followAccounts),
    manifests.onDidChange(follow),
    running.onDidEnd((ended) => {
      const isHere = followed.has(`${ended.data.account.key} ${ended.id}`);
      if (isHere && isTold() && !isOurTask(ended, manifests, endedTasks)) void say(ended, shared);
    }),
  ];
  followAccounts();
  return {
    dispose() {
      for (const one of [...subscriptions, ...followed.values(), ...lists.values()]) one.dispose();
    },
  };
}

const idsIn = ({ list }: WorkspaceDeployments['manifests']): readonly AppAri[] => [
  ...new Set(list.flatMap(({ appId }) => appId ?? [])),
];

function isTold(): boolean {
  return vscode.workspace.getConfiguration('forgeConsole').get<unknown>('deployments.notify') !== false;
}

/** Whether a task of this window deploys the app there, or deployed it then: it says itself how it ended. */
function isOurTask(
  { data, id, deployment }: EndedDeployment,
  manifests: AppManifestFiles,
  endedTasks: readonly EndedTask[],
): boolean {
  const paths = manifests.of(id).map(({ uri }) => uri.path);
  const began = deployment.at.getTime();
  const tasks = [
    ...vscode.tasks.taskExecutions.map(({ task }) => task),
    ...endedTasks.filter(({ at }) => began <= gatewayNow(data.client, at)).map(({ task }) => task),
  ];
  return tasks.some(({ definition, scope }) => {
    const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
    return folder !== undefined && deploysApp({ definition, root: folder.uri.path }, paths, deployment.environment);
  });
}

async function say(
  { data, id, deployment }: EndedDeployment,
  { prompts, actions }: WorkspaceDeployments['shared'],
): Promise<void> {
  const name = data.apps.state.value?.apps.get(id)?.name ?? id;
  const [app, environment] = [plain(name), plain(deployment.environment)];
  const show = vscode.l10n.t('Show Deployments');
  const logs = vscode.l10n.t('View Logs');
  const hasFailed = deployment.status === 'failed';
  const text = hasFailed
    ? vscode.l10n.t('The deployment of {0} to {1} failed, and {1} stays as it was.', app, environment)
    : vscode.l10n.t('{0} was deployed to {1}.', app, environment);
  const severity = hasFailed ? 'error' : 'info';
  const chosen = await prompts.message(text, hasFailed ? [show, logs] : [show], { severity });
  if (chosen === show) await actions.open({ data, id }, 'deployments');
  if (chosen === logs)
    await actions.showLogs({ data, id, name }, deploymentFilter(deployment.environment, deployment.at));
}
