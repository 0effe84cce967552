import * as vscode from 'vscode';
import type { MakePanelPart } from '../app-panel/panel-parts.ts';
import { systemClock } from '../core/clock.ts';
import type { Shared } from '../shared.ts';
import { createAttention } from './model/attention.ts';
import { createDeploymentWatch } from './model/deployment-watch.ts';
import { createRunningDeployments, type RunningDeployments } from './model/running-deployments.ts';
import { watchWorkspaceApps, type WorkspaceDeployments } from './workspace-deployments.ts';

/** What the feature adds elsewhere. */
export interface DeploymentsFeature {
  readonly panelPart: () => Promise<MakePanelPart<'deployments'>>;
  readonly running: RunningDeployments;
}

/** Deployments and builds: the tab of an app's panel, and what is said when a deployment of an app here ends. */
export function registerDeployments(shared: Shared, manifests: WorkspaceDeployments['manifests']): DeploymentsFeature {
  const attention = createAttention(systemClock, vscode.window.state.focused);
  const watch = createDeploymentWatch({ clock: systemClock, isAttentive: () => attention.isThere });
  const running = createRunningDeployments(watch);
  shared.own(
    watch,
    running,
    vscode.window.onDidChangeWindowState(({ focused }) => {
      attention.focus(focused);
      if (focused) watch.resume();
    }),
    watchWorkspaceApps({ shared, manifests, running }),
  );
  return {
    running,
    async panelPart() {
      const { deploymentsPart } = await import('./panel/deployments-part.ts');
      const { actions, now } = shared;
      return (panel) => deploymentsPart(panel, { running, manifests, actions, now });
    },
  };
}
