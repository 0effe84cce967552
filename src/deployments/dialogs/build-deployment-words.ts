import { l10n } from 'vscode';
import type { ChangeWords } from '../../changes/dialogs/outcome-text.ts';
import type { ForgeError } from '../../core/errors.ts';
import { plain } from '../../vscode/text.ts';
import type { BuildDifference, PlannedDeployment } from '../model/build-deployment.ts';

/** What is said about deploying a build. */
export function buildDeploymentWords({ app, environment, tag }: PlannedDeployment): ChangeWords<BuildDifference> {
  const [name, build, key] = [plain(app.name), plain(tag), plain(environment.key)];
  return {
    doing: l10n.t('Deploying build {0} of {1} to {2}', build, name, key),
    done: l10n.t(
      'The deployment of build {0} of {1} to {2} has begun. The app’s Deployments tab shows how far it is.',
      build,
      name,
      key,
    ),
    notDone: l10n.t('Couldn’t deploy build {0} of {1} to {2}.', build, name, key),
    unsure: l10n.t('Couldn’t find out whether the deployment of build {0} of {1} to {2} has begun.', build, name, key),
    differences: (differences) => differences.map((one) => differenceText(one, build, key)).join(' '),
    refusal: (error) => refusalText(error, build, key),
  };
}

function differenceText(difference: BuildDifference, build: string, environment: string): string {
  const texts: Record<BuildDifference, string> = {
    running: l10n.t('Another deployment to {0} has begun: wait until it has ended.', environment),
    notReady: l10n.t('The build {0} is no longer ready.', build),
    environment: l10n.t('Another version was deployed to {0}: look again at what this build changes.', environment),
    permissions: l10n.t('The version with this build changed: look again at what it changes.'),
  };
  return texts[difference];
}

/** The ways out of refusals whose codes are known. */
function refusalText({ kind, details }: ForgeError, build: string, environment: string): string | undefined {
  if (details.lacksScope === true) return undefined;
  if (kind === 'forbidden')
    return l10n.t(
      'Your role doesn’t allow deploying to {0}. An admin of the app can give you one that does.',
      environment,
    );
  return kind === 'notFound'
    ? l10n.t('Atlassian doesn’t know the build {0} or the environment {1} any more.', build, environment)
    : undefined;
}
