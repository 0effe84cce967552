import * as vscode from 'vscode';
import { mayAskInBackground } from '../accounts/may-ask.ts';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import { systemClock } from '../core/clock.ts';
import type { Shared } from '../shared.ts';
import { plain } from '../vscode/text.ts';
import { createAttention } from './model/attention.ts';
import { createDeploymentWatch } from './model/deployment-watch.ts';
import { createRequestTurns } from './model/request-turns.ts';
import { createRunningDeployments, type RunningDeployments } from './model/running-deployments.ts';
import type { GivenDeployment } from './dialogs/deploy-build-dialog.ts';
import { watchWorkspaceApps, type WorkspaceDeployments } from './workspace-deployments.ts';

/** What the feature adds elsewhere. */
export interface DeploymentsFeature {
  readonly panelPart: () => Promise<MakePanelPart<'deployments'>>;
  readonly running: RunningDeployments;
}

/** Deployments and builds: the tab of an app's panel, and what is said when a deployment of an app here ends. */
export function registerDeployments(shared: Shared, manifests: WorkspaceDeployments['manifests']): DeploymentsFeature {
  const mayAsk = mayAskInBackground(shared.accounts, shared.network.limiters);
  const attention = createAttention(systemClock, vscode.window.state.focused);
  const turns = createRequestTurns({ clock: systemClock, isAttentive: () => attention.isThere });
  const running = createRunningDeployments(createDeploymentWatch(turns, systemClock), mayAsk);
  shared.own(
    turns,
    running,
    vscode.window.onDidChangeWindowState(({ focused }) => {
      attention.focus(focused);
      if (focused) turns.resume();
    }),
    watchWorkspaceApps({ shared, manifests, running, turns, mayAsk }),
  );
  shared.commands({
    async 'forgeConsole.build.deploy'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Deploy Build'));
      if (app === undefined) return;
      const [target] = targets ?? [];
      await deploy(app, target?.kind === 'environment' ? { environment: target.environment } : {}, shared);
    },
  });
  return {
    running,
    async panelPart() {
      const { deploymentsPart } = await import('./panel/deployments-part.ts');
      const { actions, now } = shared;
      const deployBuild = (app: AppRef, tag: string) => deploy(app, { tag }, shared);
      return (panel) => deploymentsPart(panel, { running, manifests, actions, now, deployBuild });
    },
  };
}

async function deploy(app: AppRef, given: GivenDeployment, shared: Shared): Promise<void> {
  const [{ deployBuildTo }, { changeServices }] = await Promise.all([
    import('./dialogs/deploy-build-dialog.ts'),
    import('../changes/dialogs/change-services.ts'),
  ]);
  const { actions, notify } = shared;
  const services = {
    ...(await changeServices(shared)),
    showDeployments: (ref: AppRef) => actions.open(ref, 'deployments'),
  };
  try {
    await deployBuildTo(app, given, services);
  } catch (error) {
    await notify.error(vscode.l10n.t('Couldn’t deploy a build of {0}', plain(app.name)), error);
  }
}
