import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { AppActions } from '../app-actions.ts';
import type { EnvironmentNotes } from '../apps/model/view-additions.ts';
import { createEmitter } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Shared } from '../shared.ts';
import type { Targets } from '../vscode/target.ts';
import { type FoundManifests, type ManifestChoice, manifestsOfApps } from './app-manifests.ts';
import { taskType } from './app-tasks.ts';
import { createCliLenses } from './cli-lenses.ts';
import { createCliProblems } from './cli-problems.ts';
import type { CliServices } from './cli-services.ts';
import type { DefaultEnvironments } from '../environments/model/default-environments.ts';
import type { CliCommand } from './model/cli-tasks.ts';
import { watchTunnels } from './running-tunnels.ts';
import type { StatusBar } from './status-bar.ts';

/** What the feature adds elsewhere. */
export interface ForgeCliFeature {
  readonly actions: Pick<AppActions, 'deploy'>;
  /** What the rows of environments say: whether the app is open here, and whether its tunnel runs. */
  readonly environmentNotes: EnvironmentNotes;
  /** What the status bar shows of the app of the active editor; undefined while there is none. */
  readonly statusText: () => string | undefined;
  /** The environments of an app that a tunnel of this window runs for, by key. */
  readonly tunnelsOf: (id: AppAri) => readonly string[];
}

/** The Forge CLI: tasks, commands, lenses and the status bar. It is looked for only when something is to be run. */
export function registerForgeCli(
  shared: Shared,
  found: FoundManifests,
  choose: ManifestChoice,
  defaults: DefaultEnvironments,
): ForgeCliFeature {
  const manifests = manifestsOfApps(found);
  const tunnels = watchTunnels(manifests);
  const problems = createCliProblems();
  const services: CliServices = { shared, manifests, choose, problems, tunnels, defaults };
  const statusBar = lazyStatusBar(services);
  shared.own(
    tunnels,
    problems,
    statusBar,
    vscode.tasks.registerTaskProvider(taskType, {
      provideTasks: async () => (await import('./task-provider.ts')).cliTasks(services),
      resolveTask: async (task) => (await import('./task-provider.ts')).resolveCliTask(task, services),
    }),
    // A selector that fits less well places them behind those that say what is deployed.
    vscode.languages.registerCodeLensProvider({ language: '*' }, createCliLenses(manifests, tunnels)),
  );
  registerCliCommands(services);
  return {
    actions: {
      async deploy(app, environment) {
        const { deployAndWait } = await import('./deploy-and-wait.ts');
        return deployAndWait(app, environment, services);
      },
    },
    environmentNotes: environmentNotes(services),
    statusText: () => statusBar.text,
    tunnelsOf: (id) =>
      tunnels.list.flatMap(({ manifest, environment }) => (manifest.appId === id ? [environment] : [])),
  };
}

function registerCliCommands(services: CliServices): void {
  const run = async (command: CliCommand, targets: Targets, title: string, environment: 'ask' | 'default') => {
    const { runCliCommand } = await import('./cli-commands.ts');
    await runCliCommand(command, targets, { title, environment }, services);
  };
  services.shared.commands({
    'forgeConsole.cli.deploy': (targets) => run('deploy', targets, l10n.t('Deploy'), 'ask'),
    'forgeConsole.cli.lint': (targets) => run('lint', targets, l10n.t('Lint'), 'default'),
    'forgeConsole.cli.startTunnel': (targets) => run('tunnel', targets, l10n.t('Start Tunnel'), 'default'),
    'forgeConsole.cli.install': (targets) => run('install', targets, l10n.t('Install on a Site'), 'ask'),
    async 'forgeConsole.cli.stopTunnel'(targets) {
      const { stopTunnel } = await import('./stop-tunnel.ts');
      await stopTunnel(targets, services);
    },
    async 'forgeConsole.cli.showActions'(targets) {
      const { showCliActions } = await import('./cli-actions.ts');
      await showCliActions(targets, services);
    },
    async 'forgeConsole.cli.showStatus'() {
      const { showCliStatus } = await import('./cli-status.ts');
      await showCliStatus(services);
    },
  });
}

function environmentNotes({ manifests, tunnels, defaults, shared }: CliServices): EnvironmentNotes {
  const changed = createEmitter<undefined>();
  const fire = () => changed.fire(undefined);
  const openApps = () => [...new Set(manifests.list.map(({ appId }) => appId))].sort().join();
  let known = openApps();
  const fireIfOthers = () => {
    const now = openApps();
    if (now === known) return;
    known = now;
    fire();
  };
  shared.own(changed, tunnels.onDidChange(fire), defaults.onDidChange(fire), manifests.onDidChange(fireIfOthers));
  return {
    onDidChange: changed.event,
    of(id, environment) {
      const runs = tunnels.of(id, environment) !== undefined;
      return {
        context: [
          ...(manifests.of(id).length > 0 ? ['inWorkspace'] : []),
          ...(runs ? ['tunnel'] : []),
          ...(defaults.of(id) === environment ? ['default'] : []),
        ],
        ...noteText([
          ...(runs ? [l10n.t('tunnel running')] : []),
          ...(defaults.chosen(id) === environment ? [l10n.t('default here')] : []),
        ]),
      };
    },
  };
}

const noteText = (texts: readonly string[]) => (texts.length > 0 ? { text: texts.join(' · ') } : {});

/** The status bar, loaded once there is a manifest. */
function lazyStatusBar({ manifests, tunnels, defaults, shared }: CliServices): StatusBar {
  let bar: Promise<StatusBar> | undefined;
  let loaded: StatusBar | undefined;
  let isDisposed = false;
  const load = async () => {
    const { createStatusBar } = await import('./status-bar.ts');
    loaded = createStatusBar({ manifests, data: shared.data, tunnels, defaults });
    if (isDisposed) loaded.dispose();
    return loaded;
  };
  const begin = () => {
    if (manifests.list.length > 0 && bar === undefined)
      (bar = load()).catch((error: unknown) => shared.output.error('Loading the status bar', error));
  };
  const subscription = manifests.onDidChange(begin);
  begin();
  return {
    get text() {
      return loaded?.text;
    },
    dispose() {
      isDisposed = true;
      subscription.dispose();
      loaded?.dispose();
    },
  };
}
