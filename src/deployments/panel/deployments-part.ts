import * as vscode from 'vscode';
import { deploymentFilter } from '../../logs/model/deployment-filter.ts';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { Deployment, LoadedDeployments } from '../../core/deployment.ts';
import type { Disposable } from '../../core/emitter.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Shared } from '../../shared.ts';
import type { DeploymentsView } from '../deployments-protocol.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { buildId } from '../model/build-id.ts';
import { namedPlace } from '../model/failure-kind.ts';
import { mayDeploy } from '../model/may-deploy.ts';
import type { RunningDeployments } from '../model/running-deployments.ts';
import { buildsView, deploymentView } from './deployment-views.ts';
import type { AppManifestFiles } from './open-manifest.ts';
import { openManifestAt } from './open-manifest.ts';

export interface DeploymentsPartServices extends Pick<Shared, 'actions' | 'now'> {
  readonly running: RunningDeployments;
  readonly manifests: AppManifestFiles;
  /** Runs *Deploy Build…* for a build. */
  readonly deployBuild: (app: AppRef, tag: string) => Promise<void>;
}

/** The tab *Deployments* of a panel: deployments of the last 30 days, and builds. */
export function deploymentsPart(
  { data, appId: id, name, section, changed }: PanelContext,
  { running, manifests, actions, now, deployBuild }: DeploymentsPartServices,
): PanelParts['deployments'] {
  const app = { data, id };
  const { deployments, builds, contributors } = data.details(id);
  let following: Disposable | undefined;

  function watch(isShown: boolean): void {
    if (isShown) following ??= running.follow(app);
    else {
      following?.dispose();
      following = undefined;
    }
  }

  const hasManifest = () => manifests.of(id).length > 0;
  let hadManifest = hasManifest();
  const mayDeployAnywhere = () => mayDeploy(contributors.state?.value, data.account.id, 'development');

  function view({ rows, since, isCut }: LoadedDeployments): DeploymentsView {
    const about = { now: gatewayNow(data.client, now().getTime()), hasManifest: hasManifest() };
    return {
      rows: rows.map((listed) => deploymentView(running.current(app, listed), about)),
      since: since.getTime(),
      isCut,
    };
  }

  function listed(wanted: string): Deployment {
    const found = deployments.state?.value?.rows.find((one) => one.id === wanted);
    if (found) return running.current(app, found);
    throw new ForgeError('notFound', vscode.l10n.t('this deployment is no longer shown'));
  }

  const subscriptions = [
    deployments.onDidChange(() => changed('deployments', 'builds')),
    builds.onDidChange(() => changed('builds')),
    contributors.onDidChange(() => changed('builds')),
    manifests.onDidChange(() => {
      // Not at each keystroke: the page has all rows of the list.
      if (hasManifest() === hadManifest) return;
      hadManifest = hasManifest();
      changed('deployments');
    }),
    running.onDidChange(({ data: other, id: otherId }) => {
      if (other === data && otherId === id) changed('deployments');
    }),
  ];
  return {
    state: {
      deployments: () => section(deployments.state, view),
      builds: () =>
        section(builds.state, (known) => buildsView(known, deployments.state?.value?.rows ?? [], mayDeployAnywhere())),
    },
    handlers: {
      async openFailedPlace({ deployment }) {
        const { failure } = listed(deployment);
        await openManifestAt(manifests.of(id)[0], failure && namedPlace(failure));
        return null;
      },
      async deployBuild({ build: wanted }) {
        const build = builds.state?.value?.rows.find((one) => buildId(one) === wanted);
        if (build === undefined) throw new ForgeError('notFound', vscode.l10n.t('this build is no longer shown'));
        await deployBuild({ data, id, name: name() }, build.tag);
        return null;
      },
      async showDeploymentLogs({ deployment }) {
        const { environment, at } = listed(deployment);
        await actions.showLogs({ data, id, name: name() }, deploymentFilter(environment, at));
        return null;
      },
    },
    shown: ({ tab }) => watch(tab === 'deployments'),
    hidden: () => watch(false),
    dispose() {
      watch(false);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
