import * as vscode from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { confirmChange, type Confirmation } from '../changes/dialogs/run-change.ts';
import { ForgeError } from '../core/errors.ts';
import { consequences } from '../manifest/model/consequence.ts';
import { placeKey } from '../files/place.ts';
import { readBytes } from '../vscode/read-bytes.ts';
import { plain } from '../vscode/text.ts';
import { type AppManifest, appFolder, appName } from './app-manifests.ts';
import type { KnownLogin } from './check-login.ts';
import type { CliServices } from './cli-services.ts';
import { deploymentReview, type DeploymentFacts } from './deployment-review.ts';
import { cliLogin } from './model/cli-login.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';
import { gitState } from './model/git-state.ts';
import { isSameInAnyOrder } from './model/same-in-any-order.ts';

/** Much more than the 200 KB that Forge takes. */
const maxManifestBytes = 1024 * 1024;

/** A deployment that is asked for. */
export interface Deployment {
  readonly manifest: AppManifest;
  /** The app as an account lists it; undefined if none does. */
  readonly app: AppRef | undefined;
  readonly environment: string;
  readonly cli: ForgeCli;
  readonly login: KnownLogin;
}

/**
 * Shows what a deployment changes, who runs it and from which commit, and asks for the environment's name. What was shown
 * is checked again after the answer; if anything differs, the new page is shown. Cancelling what is looked at deploys
 * nothing.
 */
export async function confirmDeployment(deployment: Deployment, services: CliServices): Promise<boolean> {
  const { prompts } = services.shared;
  if (!(await isSaved(deployment.manifest, services))) return false;
  const look = vscode.l10n.t('Finding out what the deployment changes');
  const first = await prompts.progress(look, async (_report, signal) => {
    const gathered = await gather(deployment, deployment.login, services);
    return signal.aborted ? undefined : gathered;
  });
  if (first === undefined) return false;
  let facts = first;
  for (;;) {
    if (!(await confirmChange(confirmationOf(facts), notDeployed(facts), prompts))) return false;
    const checking = vscode.l10n.t('Checking again before the deployment starts');
    const again = await prompts.progress(checking, async (_report, signal) => {
      const now = await lookAgain(deployment, services, signal);
      return { now, isCancelled: signal.aborted };
    });
    if (again.isCancelled) return false;
    const { now } = again;
    if (now !== undefined && isSameInAnyOrder(now, facts)) return true;
    const text =
      now === undefined
        ? vscode.l10n.t(
            'Couldn’t find out again whose login the Forge CLI uses, so {0} wasn’t deployed to {1}. Run forge whoami in a terminal to see what is wrong.',
            plain(facts.app),
            plain(deployment.environment),
          )
        : vscode.l10n.t(
            'Something changed while you were reading, so {0} hasn’t been deployed to {1} yet. Review it again.',
            plain(facts.app),
            plain(deployment.environment),
          );
    await prompts.message(text, [], { severity: 'warning' });
    if (now === undefined) return false;
    facts = now;
  }
}

function confirmationOf(facts: DeploymentFacts): Confirmation {
  const { environment } = facts;
  const warning = vscode.l10n.t('Customers get this at once, and only another deployment can replace it.');
  return {
    review: deploymentReview(facts),
    typed: { title: vscode.l10n.t('Deploy to {0}', plain(environment)), warning, environment },
  };
}

const notDeployed = ({ app, environment }: DeploymentFacts) =>
  vscode.l10n.t('{0} wasn’t deployed to {1}.', plain(app), plain(environment));

/** The CLI deploys what is on disk. */
async function isSaved({ uri }: AppManifest, { shared: { prompts } }: CliServices): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find(
    ({ isDirty, uri: other }) => isDirty && placeKey(other) === placeKey(uri),
  );
  if (open === undefined) return true;
  const save = vscode.l10n.t('Save and Continue');
  const text = vscode.l10n.t('{0} isn’t saved. The Forge CLI deploys what is on disk.', plain(shownPath(uri)));
  return (await prompts.message(text, [save], { severity: 'warning', modal: true })) === save && (await open.save());
}

async function lookAgain(
  deployment: Deployment,
  services: CliServices,
  signal: AbortSignal,
): Promise<DeploymentFacts | undefined> {
  const login = await cliLogin(deployment.cli, appFolder(deployment.manifest).fsPath, process.env, signal);
  return login.kind === 'known' ? gather(deployment, login, services) : undefined;
}

async function gather(
  { manifest, app, environment, cli }: Deployment,
  { name, email }: KnownLogin,
  { manifests }: CliServices,
): Promise<DeploymentFacts> {
  const folder = appFolder(manifest);
  const [deployed, git, text] = await Promise.all([
    deployedEnvironment(app, environment),
    gitState(folder.fsPath, process.env),
    readBytes(manifest.uri, maxManifestBytes),
  ]);
  if (typeof text !== 'object')
    throw new ForgeError('damaged', vscode.l10n.t('{0} can’t be read', plain(shownPath(manifest.uri))));
  const parsed = await manifests.parse(manifest.uri, new TextDecoder().decode(text));
  return {
    app: appName(manifest, app),
    environment,
    deployed,
    consequence: deployed && consequences(parsed, [deployed])[0],
    deployer: `${name} (${email})`,
    git,
    folder: folder.fsPath,
    cli,
  };
}

/** What is deployed at the moment; undefined if that can't be loaded. */
async function deployedEnvironment(app: AppRef | undefined, environment: string) {
  if (app === undefined) return undefined;
  const { environments } = app.data.details(app.id);
  await environments.refresh();
  const { state } = environments;
  return state?.status === 'ready' ? state.value.find(({ key }) => key === environment) : undefined;
}

const shownPath = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);
