import * as vscode from 'vscode';
import { toForgeError } from '../core/errors.ts';
import type { Step } from '../gateway/diagnosis/step.ts';
import type { Shared } from '../shared.ts';
import { networkSettings } from '../vscode/network-settings.ts';
import { settings } from '../vscode/settings.ts';

/** Tests the connection to the configured gateway with cancellable progress, and shows the report. */
export async function showConnectionTest(shared: Shared): Promise<void> {
  const { prompts, notify, reports, network } = shared;
  const { connectionReport, verdict } = await import('./connection-report.ts');
  let url: URL;
  try {
    url = settings.gateway();
  } catch (error) {
    await notify.error(vscode.l10n.t('The connection was not tested'), error, {
      label: vscode.l10n.t('Open Setting'),
      run: settings.openGateway,
    });
    return;
  }
  const steps = await stepsOfTest(url, shared);
  if (steps === undefined) return;
  const { name, version } = network.client;
  const remote = vscode.env.remoteName === undefined ? '' : `, ${vscode.env.remoteName}`;
  const editor = `${vscode.env.appName} ${vscode.version}`;
  const circumstances = `${name} ${version}, ${editor}, ${process.platform} ${process.arch}${remote}`;
  const report = connectionReport(steps, { gateway: url.href, at: new Date(), circumstances });
  const shown = reports.show(vscode.l10n.t('Connection Test'), report, true);
  const hasFailed = steps.some(({ outcome }) => outcome === 'failed');
  await Promise.all([shown, prompts.message(verdict(steps), [], { severity: hasFailed ? 'warning' : 'info' })]);
}

/** The steps of the test with their results; undefined if the user cancelled. */
async function stepsOfTest(url: URL, { data, network, prompts }: Shared): Promise<Step[] | undefined> {
  const [{ testConnection }, { stepName }] = await Promise.all([
    import('../gateway/diagnosis/test-connection.ts'),
    import('./connection-report.ts'),
  ]);
  const { trusted, transport, client } = network;
  const accounts = data.list
    .filter(({ account }) => account.gateway === url.href)
    .map((one) => ({ email: one.account.email, client: one.client }));
  const steps: Step[] = [];
  try {
    await prompts.progress(vscode.l10n.t('Testing the connection to {0}', url.host), async (report, signal) => {
      const options = { url, settings: networkSettings(), trusted, transport, client, accounts, signal };
      for await (const step of testConnection(options)) {
        steps.push(step);
        report(stepName(step.step));
      }
    });
    return steps;
  } catch (error) {
    if (toForgeError(error).kind === 'cancelled') return undefined;
    throw error;
  }
}
