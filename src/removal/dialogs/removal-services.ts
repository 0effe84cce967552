import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { AppActions } from '../../app-actions.ts';
import type { Journal } from '../../changes/model/journal.ts';
import type { Timing } from '../../changes/model/timing.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import type { ReportDocuments } from '../../vscode/report-document.ts';
import type { RunningRemovals } from './running-removals.ts';

/** What the dialogs for deleting and uninstalling need from the rest of the extension. */
export interface RemovalServices {
  readonly data: AccountDataSet;
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly reports: ReportDocuments;
  readonly journal: Journal;
  readonly timing: Timing;
  readonly running: RunningRemovals;
  readonly actions: AppActions;
}
