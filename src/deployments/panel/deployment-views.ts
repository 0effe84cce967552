import { l10n } from 'vscode';
import type { Build, Deployer, Deployment, DeploymentProgress, LoadedBuilds } from '../../core/deployment.ts';
import { isDeployable } from '../../core/deployment.ts';
import { buildStatusName, deploymentStatusName } from '../../vscode/domain-names.ts';
import { cellLength, shownText } from '../../vscode/shown-text.ts';
import type { BuildsView, BuildView, DeploymentView } from '../deployments-protocol.ts';
import { buildId } from '../model/build-id.ts';
import { isOverdue } from '../model/deployment-watch.ts';
import { namedPlace } from '../model/failure-kind.ts';
import type { KnownDeployment } from '../model/running-deployments.ts';
import { failureExplanation, failurePage } from './failure-words.ts';

/** Longest message of Atlassian's that the page gets, in characters. */
const messageLength = 2000;

/** A deployment as the page shows it; `now` in milliseconds since 1970. */
export function deploymentView(
  deployment: KnownDeployment,
  { now, hasManifest }: { readonly now: number; readonly hasManifest: boolean },
): DeploymentView {
  const { id, status, at, by, tag, major, failure, stages, isRefused } = deployment;
  const isRunning = status === 'running';
  const last = stages?.flatMap(({ messages }) => messages).at(-1);
  return {
    id,
    environment: shownText(deployment.environment, cellLength),
    status,
    statusName: deploymentStatusName(status),
    at: at.getTime(),
    ...(by && { by: deployerName(by) }),
    ...(tag !== undefined && { tag: shownText(tag, cellLength) }),
    ...(major !== undefined && { major }),
    ...(failure && { failure: failureView(failure, hasManifest) }),
    ...(isRunning && stages && { stages: stages.map(stageView) }),
    ...(isRunning && last && { lastMessage: shownText(last.text, messageLength) }),
    ...(isRunning && isRefused === true && { isRefused }),
    ...(isOverdue(deployment, now) && { isOverdue: true }),
  };
}

function stageView({ description, done, total }: DeploymentProgress['stages'][number]) {
  return { description: shownText(description, cellLength), done, total };
}

function failureView(
  failure: NonNullable<Deployment['failure']>,
  hasManifest: boolean,
): NonNullable<DeploymentView['failure']> {
  const place = hasManifest ? namedPlace(failure) : undefined;
  const message = shownText(
    [failure.message, failure.cause ?? ''].filter((text) => text !== '').join('\n'),
    messageLength,
  );
  const learnMore = failurePage(failure);
  return {
    code: shownText(failure.code, cellLength),
    explanation: failureExplanation(failure),
    ...(message !== '' && { message }),
    ...(place !== undefined && { place: shownText(place, cellLength) }),
    ...(learnMore && { learnMore }),
  };
}

function deployerName({ name, isClosed }: Deployer): string {
  const shown = name === '' ? l10n.t('Name not available') : shownText(name, cellLength);
  return isClosed ? l10n.t('{0} (closed account)', shown) : shown;
}

/**
 * The builds as the page shows them, each with where it is deployed as far as the deployments say; `isAllowed` is whether
 * the account's role may deploy anywhere.
 */
export function buildsView(
  { rows, isCut }: LoadedBuilds,
  deployments: readonly Deployment[],
  isAllowed = true,
): BuildsView {
  const latest = new Map<string, string | undefined>();
  for (const { environment, status, tag } of deployments)
    if (status === 'done' && !latest.has(environment)) latest.set(environment, tag);
  const placesOf = (tag: string) => [...latest].flatMap(([environment, shown]) => (shown === tag ? [environment] : []));
  return { rows: rows.map((build) => buildView(build, placesOf(build.tag), isAllowed)), isCut };
}

function buildView(build: Build, deployedTo: readonly string[], isAllowed: boolean): BuildView {
  const { status, at, by } = build;
  const obstacle = isAllowed ? buildObstacle(build) : l10n.t('Your role doesn’t allow deploying this app.');
  return {
    id: buildId(build),
    tag: shownText(build.tag, cellLength),
    status,
    statusName: buildStatusName(status),
    at: at.getTime(),
    ...(by && { by: deployerName(by) }),
    deployedTo: deployedTo.map((environment) => shownText(environment, cellLength)),
    ...(obstacle !== undefined && { obstacle }),
  };
}

function buildObstacle(build: Build): string | undefined {
  if (isDeployable(build)) return undefined;
  return build.status === 'processing'
    ? l10n.t('Atlassian is still processing this build. It can be deployed once it is ready.')
    : l10n.t('This build failed, so it can’t be deployed.');
}
