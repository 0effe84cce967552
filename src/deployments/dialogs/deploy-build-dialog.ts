import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { ChangeServices } from '../../changes/dialogs/change-services.ts';
import { requireRole } from '../../changes/dialogs/require-role.ts';
import { requireTrust } from '../../changes/dialogs/require-trust.ts';
import { runChange } from '../../changes/dialogs/run-change.ts';
import { isDeployable } from '../../core/deployment.ts';
import type { Environment } from '../../core/environment.ts';
import { plain, relativeTime } from '../../vscode/text.ts';
import { buildDeployment, type BuildFacts, loadBuildFacts, type PlannedDeployment } from '../model/build-deployment.ts';
import { buildDeploymentReview } from './build-deployment-review.ts';
import { buildDeploymentWords } from './build-deployment-words.ts';
import { chooseBuild, chooseDeployEnvironment } from './choose-build.ts';

/** What deploying a build needs besides what every change does. */
export interface DeployServices extends ChangeServices {
  /** Opens the app's deployments. */
  readonly showDeployments: (app: AppRef) => Promise<void>;
}

/** What is known of a deployment before it is asked for. */
export interface GivenDeployment {
  readonly tag?: string | undefined;
  readonly environment?: Environment | undefined;
}

/**
 * Deploys a build to an environment: asks for what is not given, shows what it changes where that is production, and
 * starts it. Throws the gateway's errors of what is asked beforehand.
 */
export async function deployBuildTo(app: AppRef, given: GivenDeployment, services: DeployServices): Promise<void> {
  const { prompts, timing } = services;
  if (!(await requireTrust(prompts))) return;
  const tag = given.tag ?? (await chooseBuild(app, prompts));
  if (tag === undefined) return;
  const environment = given.environment ?? (await chooseDeployEnvironment(app, tag, prompts));
  if (environment === undefined) return;
  const notDeployed = l10n.t('Nothing was deployed to {0}.', plain(environment.key));
  if (!(await requireRole(app, environment.kind, notDeployed, prompts))) return;
  const plan: PlannedDeployment = { app, environment, tag, now: () => timing.epoch() };
  const looking = l10n.t('Looking at what deploying {0} changes…', plain(tag));
  const facts = await prompts.progress(looking, (_, signal) => loadBuildFacts(plan, signal));
  if (await sayObstacle(plan, facts, app, services)) return;
  const isProduction = environment.kind === 'production';
  const { deployments } = app.data.details(app.id);
  await runChange(
    {
      change: buildDeployment(plan, facts, { isConfirmed: isProduction }),
      words: buildDeploymentWords(plan),
      ...(isProduction && {
        confirmation: {
          review: buildDeploymentReview(plan, facts),
          typed: {
            title: l10n.t('Deploy This Build'),
            warning: l10n.t('Customers get this at once, and only another deployment can replace it.'),
            environment: environment.key,
          },
        },
      }),
      settled: () => deployments.refresh(),
      next: ({ status }) =>
        status === 'notStarted'
          ? []
          : [{ label: l10n.t('Show Deployments'), run: () => services.showDeployments(app) }],
    },
    services,
  );
}

/** Says why a build can't be deployed at the moment. */
async function sayObstacle(
  { tag, environment }: PlannedDeployment,
  { build, running, environment: there }: BuildFacts,
  app: AppRef,
  services: DeployServices,
): Promise<boolean> {
  const [name, key] = [plain(tag), plain(environment.key)];
  const show = l10n.t('Show Deployments');
  const say = async (text: string): Promise<true> => {
    const chosen = await services.prompts.message(text, [show], { severity: 'info' });
    if (chosen === show) await services.showDeployments(app);
    return true;
  };
  if (there === undefined)
    return say(l10n.t('{0} has no environment {1} any more. Nothing was deployed.', plain(app.name), key));
  if (running)
    return say(
      l10n.t(
        'Another deployment to {0}, begun {1}, is still running, and Atlassian takes one at a time. Wait until it has ended. Nothing was deployed.',
        key,
        relativeTime(running.at),
      ),
    );
  if (build === undefined)
    return say(
      l10n.t('{0} has no build {1} any more, or too many newer ones. Nothing was deployed.', plain(app.name), name),
    );
  if (isDeployable(build)) return false;
  return say(
    build.status === 'processing'
      ? l10n.t('Atlassian is still processing the build {0}. Deploy it once it is ready. Nothing was deployed.', name)
      : l10n.t('The build {0} failed, so it can’t be deployed. Choose another one. Nothing was deployed.', name),
  );
}
