import { l10n } from 'vscode';
import { changeOptions, changeServices } from '../changes/dialogs/change-services.ts';
import type { ChangeSubject } from '../changes/model/change.ts';
import { type Permit, recordSending, type RecordedOutcome } from '../changes/model/record-sending.ts';
import { clouds } from '../core/clouds.ts';
import { ForgeError, toForgeError } from '../core/errors.ts';
import { plain, relativeTime } from '../vscode/text.ts';
import { appName } from './app-manifests.ts';
import type { CliServices } from './cli-services.ts';
import type { CliEnd, RecordEnd } from './cli-terminal.ts';
import type { Deployment } from './confirm-production.ts';
import { changesProduction } from './model/cli-tasks.ts';

/**
 * Writes to the journal that the Forge CLI is about to deploy, with its own login, and returns what records how that
 * ended; or why it must not start, as whole sentences. Never throws.
 */
export async function recordDeployment(
  deployment: Pick<Deployment, 'manifest' | 'environment' | 'login'>,
  { shared }: CliServices,
): Promise<RecordEnd | string> {
  const change = subjectOf(deployment, shared);
  const [name, key] = [plain(change.app.name), plain(deployment.environment)];
  let permit: Permit;
  try {
    permit = await recordSending(change, changeOptions(await changeServices(shared), new AbortController().signal));
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
  if (permit.pending === undefined) {
    const { recordOutcome } = permit;
    return (end) => recordOutcome(outcomeOf(end));
  }
  return l10n.t(
    '{0} wasn’t deployed to {1}: the Forge CLI was started for that {2}, and how it ended isn’t known yet. If the window that started it is closed, try again in 15 minutes.',
    name,
    key,
    relativeTime(permit.pending.since),
  );
}

/** Of an app that no account lists, the name is its folder, and the gateway that of the commercial cloud, as the CLI's. */
function subjectOf(
  { manifest, environment, login }: Pick<Deployment, 'manifest' | 'environment' | 'login'>,
  { data }: CliServices['shared'],
): ChangeSubject {
  const id = manifest.appId;
  const listing = data.forApp(id).filter(({ apps }) => apps.state.value?.apps.has(id));
  const lister = listing.find(({ account }) => account.id === login.accountId) ?? listing[0];
  const gateway = lister?.account.gateway ?? clouds.commercial.gateway;
  return {
    account: { id: login.accountId, email: login.email, gateway },
    app: { id, name: appName(manifest, lister?.apps.state.value?.apps.get(id)) },
    action: 'deploy',
    environment,
    subject: 'by the Forge CLI',
    // Who deploys all day doesn’t wait for what a closed window left open: Atlassian takes one at a time.
    mayOverlap: !changesProduction({ command: 'deploy', environment }),
  };
}

/** Once the CLI has started, only its success says what reached Atlassian. */
function outcomeOf(end: CliEnd): RecordedOutcome {
  if (end === 0) return { outcome: 'done' };
  if (end === 'notStarted')
    return { outcome: 'failed', error: new ForgeError('cancelled', 'The Forge CLI wasn’t started') };
  const how = end === 'stopped' ? 'was stopped' : `ended with exit code ${end}`;
  return { outcome: 'unknown', error: new ForgeError('outcomeUnknown', `The Forge CLI ${how}`) };
}
