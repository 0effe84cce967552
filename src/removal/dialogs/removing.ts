import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { App } from '../../core/app.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Journal } from '../model/journal.ts';
import type { Timing } from '../model/timing.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import type { ReportDocuments } from '../../vscode/report-document.ts';

/** What the ways of removing things share. */
export interface Removing {
  readonly data: AccountDataSet;
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly reports: ReportDocuments;
  readonly journal: Journal;
  readonly timing: Timing;
  /** Closes what is open of an app that is gone. */
  readonly closeViews: (data: AccountData, id: AppAri) => void;
}

/** An app that something is to be removed of, with the account that does it. */
export interface RemovalTarget {
  readonly data: AccountData;
  readonly id: AppAri;
  readonly name: string;
}

/** The target that an app of a list is. */
export function targetOf(data: AccountData, { id, name }: App): RemovalTarget {
  return { data, id, name };
}
