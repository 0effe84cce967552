import * as vscode from 'vscode';
import { cloudOf } from '../core/clouds.ts';
import { toForgeError } from '../core/errors.ts';
import type { Step } from '../gateway/diagnosis/step.ts';
import type { Shared } from '../shared.ts';
import { cloudName } from '../vscode/domain-names.ts';
import { editorHttps } from '../vscode/editor-https.ts';
import { machine } from '../vscode/machine.ts';
import { networkSettings } from '../vscode/network-settings.ts';
import { settings } from '../vscode/settings.ts';

/** Tests the connection to the gateway in use, of which the user chooses one if there are several, with cancellable progress, and shows the report. */
export async function showConnectionTest(shared: Shared): Promise<void> {
  const { prompts, notify, reports, network } = shared;
  const { connectionReport, failedStep, verdict } = await import('./connection-report.ts');
  let url: URL | undefined;
  try {
    url = await gatewayToTest(shared);
  } catch (error) {
    await notify.error(vscode.l10n.t('Couldn’t test the connection'), error, {
      label: vscode.l10n.t('Open Setting'),
      run: settings.openGateway,
    });
    return;
  }
  if (url === undefined) return;
  const steps = await stepsOfTest(url, shared);
  if (steps === undefined) return;
  const { name, version } = network.client;
  const editor = `${vscode.env.appName} ${vscode.version}`;
  const circumstances = `${name} ${version}, ${editor}, ${process.platform} ${process.arch}`;
  const { statusPage } = cloudOf({ gateway: url.href });
  const facts = { gateway: url.href, at: new Date(), testedFrom: machine(), circumstances, statusPage };
  const report = connectionReport(steps, facts);
  const shown = reports.show(vscode.l10n.t('Connection Test'), report, true);
  const hasFailed = failedStep(steps) !== undefined;
  await Promise.all([shown, prompts.message(verdict(steps), [], { severity: hasFailed ? 'warning' : 'info' })]);
}

/** The gateway that accounts are signed in to, otherwise the configured one; undefined if the user cancelled. */
async function gatewayToTest({ data, prompts }: Shared): Promise<URL | undefined> {
  const all = settings.gateways();
  const used = all.filter(({ href }) => data.list.some(({ account }) => account.gateway === href));
  if (used.length <= 1) return used[0] ?? all[0];
  return prompts.pick(
    used.map((url) => ({ label: cloudName(cloudOf({ gateway: url.href })), description: url.host, value: url })),
    { title: vscode.l10n.t('Test Connection'), placeholder: vscode.l10n.t('Which connection?') },
  );
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
      const options = {
        ...{ url, settings: networkSettings(), trusted, transport, client, accounts, signal },
        editorHttps: editorHttps(),
      };
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
