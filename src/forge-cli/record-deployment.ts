import { l10n } from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { changeOptions, changeServices } from '../changes/dialogs/change-services.ts';
import type { ChangeOptions, ChangeSubject, PendingSince } from '../changes/model/change.ts';
import { closeLeft } from '../changes/model/left-request.ts';
import { pendingRequest } from '../changes/model/pending-change.ts';
import { type Permit, recordSending, requestSubject } from '../changes/model/record-sending.ts';
import { clouds } from '../core/clouds.ts';
import type { Deployment as ListedDeployment } from '../core/deployment.ts';
import { ForgeError, toForgeError } from '../core/errors.ts';
import { deploymentSince } from '../deployments/model/deployment-since.ts';
import { plain, relativeTime } from '../vscode/text.ts';
import { appName } from './app-manifests.ts';
import type { CliServices } from './cli-services.ts';
import type { RecordEnd } from './cli-terminal.ts';
import type { Deployment } from './confirm-production.ts';
import { changesProduction } from './model/cli-tasks.ts';
import { judgeDeployment } from './model/judge-deployment.ts';

/** How long the end of a deployment waits for the gateway at most, in milliseconds. */
const longestLookMs = 10_000;

/** A deployment as the journal names it, and the account whose data can say what became of it. */
interface RecordedDeployment {
  readonly change: ChangeSubject;
  readonly lister: AppRef['data'] | undefined;
}

type Run = Pick<Deployment, 'manifest' | 'environment' | 'login'>;

/**
 * Writes to the journal that the Forge CLI is about to deploy, with its own login, and returns what records how that
 * ended; or why it must not start, as whole sentences. Never throws.
 */
export async function recordDeployment(run: Run, { shared }: CliServices): Promise<RecordEnd | string> {
  const recorded = subjectOf(run, shared);
  const { change } = recorded;
  const [name, key] = [plain(change.app.name), plain(run.environment)];
  const started = shared.now().getTime();
  let permit: Permit;
  try {
    const options = changeOptions(await changeServices(shared), new AbortController().signal);
    await settleLeft(run, recorded, options, shared);
    permit = await recordSending(change, options);
  } catch (thrown) {
    const error = toForgeError(thrown);
    shared.notify.log('Writing the journal', error);
    return l10n.t(
      '{0} wasn’t deployed to {1}, because the journal of changes couldn’t be written: {2}.',
      name,
      key,
      plain(error.message),
    );
  }
  if (permit.pending) return pendingText(permit.pending, name, key);
  const { recordOutcome } = permit;
  return async (end, hasUploaded) => {
    if (end === 0) await recordOutcome({ outcome: 'done' });
    else if (end === 'notStarted')
      await recordOutcome({ outcome: 'failed', error: new ForgeError('cancelled', 'The Forge CLI wasn’t started') });
    else {
      const listed = await listedSince(started, run, recorded, shared);
      const exitCode = end === 'stopped' ? undefined : end;
      const { became, outcome, message } = judgeDeployment({ exitCode, hasUploaded }, listed);
      await recordOutcome({ outcome, error: new ForgeError('outcomeUnknown', message) });
      return became;
    }
    return undefined;
  };
}

/** Why none starts while another one is pending, and until when. */
function pendingText({ since, until, isLeft }: PendingSince, name: string, key: string): string {
  if (isLeft)
    return l10n.t(
      '{0} wasn’t deployed to {1}: the window that started the Forge CLI for that {2} was closed, and how it ended couldn’t be found out. Try again to ask Atlassian once more. Without an answer, it can be deployed again {3}.',
      name,
      key,
      relativeTime(since),
      relativeTime(until),
    );
  return l10n.t(
    '{0} wasn’t deployed to {1}: the Forge CLI was started for that {2}, and how it ended isn’t known yet. If the window that started it is closed, try again in 15 minutes.',
    name,
    key,
    relativeTime(since),
  );
}

/** Closes what a closed window left, where its deployment has ended: the Forge CLI itself may be at work without it. */
async function settleLeft(
  run: Run,
  recorded: RecordedDeployment,
  options: ChangeOptions,
  shared: CliServices['shared'],
): Promise<void> {
  if (recorded.change.mayOverlap === true) return;
  const pending = await pendingRequest(options.journal, requestSubject(recorded.change), options.timing.epoch());
  if (pending?.isLeft !== true) return;
  const listed = await listedSince(pending.since.getTime(), run, recorded, shared);
  if (typeof listed !== 'object' || (listed.status !== 'done' && listed.status !== 'failed')) return;
  await closeLeft(pending.entry, { outcome: listed.status === 'done' ? 'done' : 'refused' }, options);
}

/** What the gateway lists of the login's deployments since a time; undefined if it can't be asked. Never throws. */
async function listedSince(
  since: number,
  { manifest: { appId }, environment, login: { accountId } }: Run,
  { lister }: RecordedDeployment,
  { now, notify }: CliServices['shared'],
): Promise<ListedDeployment | 'none' | undefined> {
  if (lister === undefined) return undefined;
  try {
    const question = { environment, accountId, since, now: now().getTime() };
    const listed = await deploymentSince(lister.client, appId, question, AbortSignal.timeout(longestLookMs));
    return listed ?? 'none';
  } catch (error) {
    notify.log('Looking for what the Forge CLI deployed', error);
    return undefined;
  }
}

/** Of an app that no account lists, the name is its folder, and the gateway that of the commercial cloud, as the CLI's. */
function subjectOf({ manifest, environment, login }: Run, { data }: CliServices['shared']): RecordedDeployment {
  const id = manifest.appId;
  const listing = data.forApp(id).filter(({ apps }) => apps.state.value?.apps.has(id));
  const lister = listing.find(({ account }) => account.id === login.accountId) ?? listing[0];
  const gateway = lister?.account.gateway ?? clouds.commercial.gateway;
  const change: ChangeSubject = {
    account: { id: login.accountId, email: login.email, gateway },
    app: { id, name: appName(manifest, lister?.apps.state.value?.apps.get(id)) },
    action: 'deploy',
    environment,
    subject: 'by the Forge CLI',
    // Who deploys all day doesn’t wait for what a closed window left open: Atlassian takes one at a time.
    mayOverlap: !changesProduction({ command: 'deploy', environment }),
  };
  return { change, lister };
}
