import * as vscode from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { toForgeError } from '../core/errors.ts';
import type { Step } from '../gateway/diagnosis/step.ts';
import type { Limiters } from '../gateway/limiters.ts';
import type { Trust } from '../gateway/network/trusted-certificates.ts';
import type { NetworkSettings } from '../gateway/network/network-settings-type.ts';
import type { Transport } from '../gateway/transport.ts';
import { networkSettings } from './network-settings.ts';
import type { Notify } from '../vscode/notify.ts';
import type { Prompts } from '../vscode/prompts.ts';
import type { ReportDocuments } from '../vscode/report-document.ts';
import { settings } from '../vscode/settings.ts';
import type { CommandGroup } from '../vscode/register-commands.ts';

export interface ConnectionCommandsOptions {
  readonly data: AccountDataSet;
  readonly limiters: Limiters;
  readonly transport: Transport;
  readonly trusted: (settings: NetworkSettings) => Promise<Trust>;
  readonly client: { readonly name: string; readonly version: string };
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly reports: ReportDocuments;
}

/** Testing the connection, and no longer waiting for the rate limit. */
export function connectionCommands(
  options: ConnectionCommandsOptions,
): CommandGroup<'forgeConsole.testConnection' | 'forgeConsole.stopWaiting'> {
  return {
    'forgeConsole.testConnection': () => showConnectionTest(options),
    'forgeConsole.stopWaiting': () => options.limiters.giveUp(),
  };
}

/** Tests the connection to the configured gateway, with progress and cancel, and shows the report. */
async function showConnectionTest({
  data,
  transport,
  trusted,
  client,
  prompts,
  notify,
  reports,
}: ConnectionCommandsOptions): Promise<void> {
  const [{ testConnection }, { connectionReport, stepName, verdict }] = await Promise.all([
    import('../gateway/diagnosis/test-connection.ts'),
    import('./connection-report.ts'),
  ]);
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
  const accounts = data.list
    .filter(({ account }) => account.gateway === url.href)
    .map(({ account, client: of }) => ({ email: account.email, client: of }));
  const steps: Step[] = [];
  try {
    await prompts.progress(vscode.l10n.t('Testing the connection to {0}', url.host), async (report, signal) => {
      for await (const step of testConnection({
        url,
        settings: networkSettings(),
        trusted,
        transport,
        client,
        accounts,
        signal,
      })) {
        steps.push(step);
        report(stepName(step.step));
      }
    });
  } catch (error) {
    if (toForgeError(error).kind === 'cancelled') return;
    throw error;
  }
  const circumstances = `${client.name} ${client.version}, ${vscode.env.appName} ${vscode.version}, ${process.platform} ${process.arch}${vscode.env.remoteName === undefined ? '' : `, ${vscode.env.remoteName}`}`;
  const shown = reports.show(
    vscode.l10n.t('Connection Test'),
    connectionReport(steps, { gateway: url.href, at: new Date(), circumstances }),
    true,
  );
  const hasFailed = steps.some(({ outcome }) => outcome === 'failed');
  await Promise.all([shown, prompts.message(verdict(steps), [], { severity: hasFailed ? 'warning' : 'info' })]);
}
