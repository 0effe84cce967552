import * as vscode from 'vscode';
import { type AppRef, appRef } from '../../apps/model/app-ref.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { zipFile } from '../../files/zip-file.ts';
import { createManifestUploadUrl } from '../../gateway/operations/create-app-manifest-upload-url.ts';
import { fetchPreDeploymentCheck } from '../../gateway/operations/fetch-app-pre-deployment-check.ts';
import { parseUploadUrl, uploadZip } from '../../gateway/upload.ts';
import type { Shared } from '../../shared.ts';
import type { CommandInputs } from '../../vscode/command-input.ts';
import { plain } from '../../vscode/text.ts';
import { chooseManifest } from '../editor/choose-manifest.ts';
import { type CheckVerdict, verdictOf } from '../model/check-verdict.ts';
import { consequences } from '../model/consequence.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { maxManifestLength } from '../model/manifest.ts';
import type { UploadedText } from '../model/uploaded-text.ts';
import { consequenceView } from '../panel/permission-views.ts';
import { isManifest } from '../workspace/manifest-files.ts';
import type { Manifests } from '../workspace/manifests.ts';
import { createCheckProblems } from './check-problems.ts';
import { type CheckedManifest, checkReport, checkSummary } from './atlassian-check-report.ts';

/** *Check with Atlassian…*, and what it found. */
export interface ManifestChecks extends Disposable {
  /** Checks the manifest that a command was invoked on, after asking whether it may be uploaded. */
  check(file: CommandInputs['file']): Promise<void>;
}

/** What is checked, and as whom. */
interface Subject {
  readonly document: vscode.TextDocument;
  /** As people read it. */
  readonly path: string;
  readonly app: AppRef;
  readonly environment: Environment;
}

/** Creates the checks; nothing is uploaded until `check` is called and a person agrees. */
export function createManifestChecks(
  shared: Shared,
  manifests: Manifests,
  thread: Pick<ManifestThread, 'filled'>,
): ManifestChecks {
  const { prompts, notify, reports, network, now } = shared;
  const problems = createCheckProblems();
  const title = vscode.l10n.t('Check with Atlassian');

  async function check({ uri }: CommandInputs['file']): Promise<void> {
    if (!vscode.workspace.isTrusted) return tellRestricted(shared);
    // A manifest may be outside the workspace, or have been written just now.
    const file = uri ?? vscode.window.activeTextEditor?.document.uri;
    const isNamed = file !== undefined && isManifest(file);
    const chosenFile = isNamed ? file : (await chooseManifest(uri, { manifests, prompts, title }))?.uri;
    if (chosenFile === undefined) return;
    const document = await vscode.workspace.openTextDocument(chosenFile);
    const manifest = await manifests.parse(chosenFile, document.getText());
    const path = plain(vscode.workspace.asRelativePath(chosenFile));
    const app = await appOf(manifest.app?.id, path, shared);
    if (app === undefined) return;
    const chosen = await shared.actions.chooseEnvironment([{ kind: 'app', ...app }], title);
    if (chosen === undefined) return;
    await checkOne({ document, path, app, environment: chosen.environment });
  }

  async function checkOne(subject: Subject): Promise<void> {
    const { document, path } = subject;
    const [text, isUnsaved] = [document.getText(), document.isDirty];
    const again = { label: vscode.l10n.t('Try Again'), run: () => checkOne(subject) };
    try {
      if (text.length > maxManifestLength)
        throw new ForgeError('refused', vscode.l10n.t('the manifest is longer than the 200 KB that Forge takes'));
      const uploaded = await thread.filled(text);
      if (!(await isAllowed(subject, uploaded, isUnsaved))) return;
      const verdict = await prompts.progress(vscode.l10n.t('Checking {0} with Atlassian', path), (report, signal) =>
        verdictFor(subject, uploaded.text, report, signal),
      );
      await show(subject, text, isUnsaved, verdict);
    } catch (error) {
      await notify.error(vscode.l10n.t('Couldn’t check {0} with Atlassian', path), error, again);
    }
  }

  /** Asks whether the manifest may be uploaded: says where to, as whom, for what, and with which values. */
  async function isAllowed(subject: Subject, { filled, unknown }: UploadedText, isUnsaved: boolean): Promise<boolean> {
    const { path, app, environment } = subject;
    const { account } = app.data;
    const upload = vscode.l10n.t('Upload and Check');
    const detail = [
      vscode.l10n.t(
        'The manifest is uploaded to a place that {0} names, as {1}, and judged as for a deployment of {2} to {3}. Nothing is deployed, and none of your code is sent.',
        new URL(account.gateway).host,
        plain(account.email),
        plain(app.name),
        plain(environment.key),
      ),
      ...(isUnsaved ? [vscode.l10n.t('It’s sent as it is in the editor, with changes that aren’t saved.')] : []),
      ...(filled.length > 0
        ? [vscode.l10n.t('It’s sent with the values of these variables: {0}.', filled.join(', '))]
        : []),
      ...(unknown.length > 0
        ? [
            vscode.l10n.t(
              'These variables have no value here or may be secrets, and are sent as they are written: {0}.',
              unknown.join(', '),
            ),
          ]
        : []),
    ];
    const question = vscode.l10n.t('Upload {0} to have Atlassian check it?', path);
    const options = { severity: 'info', modal: true, detail: detail.join('\n\n') } as const;
    return (await prompts.message(question, [upload], options)) === upload;
  }

  async function verdictFor(
    { app: { data, id }, environment: { key } }: Subject,
    text: string,
    report: (message: string) => void,
    signal: AbortSignal,
  ): Promise<CheckVerdict | null> {
    const { client, account } = data;
    const manifestUrl = await createManifestUploadUrl(client, id, key, signal);
    report(vscode.l10n.t('Uploading the manifest'));
    const url = parseUploadUrl(manifestUrl, new URL(account.gateway));
    await uploadZip(url, zipFile('manifest.yml', text), network.transport, signal);
    report(vscode.l10n.t('Waiting for Atlassian’s answer'));
    const outcomes = await fetchPreDeploymentCheck(client, id, { environmentKey: key, manifestUrl }, signal);
    return outcomes && verdictOf(outcomes);
  }

  async function show(
    { document, path, app, environment }: Subject,
    text: string,
    isUnsaved: boolean,
    verdict: CheckVerdict | null,
  ): Promise<void> {
    // Lines that were typed meanwhile have moved.
    const errors = document.getText() === text ? (verdict?.errors ?? []) : [];
    problems.show(document, errors);
    const manifest = await manifests.parse(document.uri, text);
    const [own] = consequences(manifest, [environment]);
    const { account } = app.data;
    const checked: CheckedManifest = {
      path,
      isUnsaved,
      app: app.name,
      environment: environment.key,
      account: account.email,
      gateway: account.gateway,
      at: now(),
      verdict,
      own: {
        makesMajorVersion: own?.unknown === undefined ? own?.makesMajorVersion : undefined,
        text: own === undefined ? '' : consequenceView(own).message,
        problems: manifest.problems.length,
      },
    };
    const hasFindings = verdict === null || verdict.findings.length > 0;
    const toProblems = vscode.l10n.t('Show Problems');
    await reports.show(title, checkReport(checked));
    const answer = await prompts.message(checkSummary(checked), errors.length > 0 ? [toProblems] : [], {
      severity: hasFindings ? 'warning' : 'info',
    });
    if (answer === toProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  return { check, dispose: () => problems.dispose() };
}

/** The app of a manifest with the account that acts on it; undefined if there is none, which is said. */
async function appOf(id: AppAri | undefined, path: string, shared: Shared): Promise<AppRef | undefined> {
  const { data, prompts, actions } = shared;
  if (id === undefined) {
    const text = vscode.l10n.t(
      'Couldn’t check {0} with Atlassian, as the ID of its app isn’t known here. Write it to app.id, or set the variable that holds it.',
      path,
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const offerSignIn = async (text: string): Promise<undefined> => {
    const signIn = vscode.l10n.t('Sign In');
    if ((await prompts.message(text, [signIn], { severity: 'info' })) === signIn) await actions.signIn();
  };
  if (data.list.length === 0) return offerSignIn(vscode.l10n.t('Sign in to have Atlassian check {0}.', path));
  await Promise.all(data.list.map((one) => one.start()));
  const account = await actions.accountFor(id);
  const app = account?.apps.state.value?.apps.get(id);
  if (account !== undefined && app !== undefined) return appRef(account, app);
  return offerSignIn(
    vscode.l10n.t(
      'None of your accounts has the app of {0}, so it wasn’t checked. Sign in with one that may deploy it.',
      path,
    ),
  );
}

async function tellRestricted({ prompts }: Shared): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t('In Restricted Mode no manifest is uploaded. Trust this workspace first.');
  if ((await prompts.message(text, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
}
