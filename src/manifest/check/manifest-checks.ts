import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { ForgeError } from '../../core/errors.ts';
import type { Shared } from '../../shared.ts';
import type { CommandInputs } from '../../vscode/command-input.ts';
import { plain } from '../../vscode/text.ts';
import { chooseManifest } from '../editor/choose-manifest.ts';
import type { CheckVerdict } from '../model/check-verdict.ts';
import { consequences } from '../model/consequence.ts';
import type { ManifestThread } from '../model/manifest-thread.ts';
import { maxManifestLength } from '../model/manifest.ts';
import { consequenceView } from '../panel/permission-views.ts';
import { isManifest } from '../workspace/manifest-files.ts';
import type { Manifests } from '../workspace/manifests.ts';
import { askToUpload } from './ask-to-upload.ts';
import { type CheckedManifest, checkReport, checkSummary } from './atlassian-check-report.ts';
import { createCheckProblems } from './check-problems.ts';
import { appOfManifest, type CheckSubject } from './check-subject.ts';
import { fetchVerdict } from './fetch-verdict.ts';

/** *Check with Atlassian…*, and what it found. */
export interface ManifestChecks extends Disposable {
  /** Checks the manifest that a command was invoked on, after asking whether it may be uploaded. */
  check(file: CommandInputs['file']): Promise<void>;
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
    const app = await appOfManifest(manifest.app?.id, path, shared);
    if (app === undefined) return;
    const chosen = await shared.actions.chooseEnvironment([{ kind: 'app', ...app }], title);
    if (chosen === undefined) return;
    await checkOne({ document, path, app, environment: chosen.environment });
  }

  async function checkOne(subject: CheckSubject): Promise<void> {
    const { document, path } = subject;
    const [text, isUnsaved] = [document.getText(), document.isDirty];
    const again = { label: vscode.l10n.t('Try Again'), run: () => checkOne(subject) };
    try {
      if (text.length > maxManifestLength)
        throw new ForgeError('refused', vscode.l10n.t('the manifest is longer than the 200 KB that Forge takes'));
      const uploaded = await thread.filled(text);
      if (!(await askToUpload(subject, uploaded, isUnsaved, prompts))) return;
      const verdict = await prompts.progress(vscode.l10n.t('Checking {0} with Atlassian', path), (report, signal) =>
        fetchVerdict(subject, uploaded.text, network.transport, report, signal),
      );
      await show(subject, text, isUnsaved, verdict);
    } catch (error) {
      await notify.error(vscode.l10n.t('Couldn’t check {0} with Atlassian', path), error, again);
    }
  }

  async function show(
    { document, path, app, environment }: CheckSubject,
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

async function tellRestricted({ prompts }: Shared): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const text = vscode.l10n.t('In Restricted Mode no manifest is uploaded. Trust this workspace first.');
  if ((await prompts.message(text, [manage], { severity: 'warning' })) === manage)
    await vscode.commands.executeCommand('workbench.trust.manage');
}
