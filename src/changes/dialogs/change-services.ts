import type { Shared } from '../../shared.ts';
import type { Notify } from '../../vscode/notify.ts';
import type { Output } from '../../vscode/output.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import type { ChangeOptions } from '../model/change.ts';
import type { Journal } from '../model/journal.ts';
import { realTiming, type Timing } from '../model/timing.ts';

/** What making a change needs from the rest of the extension. */
export interface ChangeServices {
  readonly prompts: Prompts;
  readonly notify: Notify;
  readonly output: Output;
  readonly journal: Journal;
  readonly timing: Timing;
}

/** Creates the services for changes, with the journal that all windows share. */
export async function changeServices({ prompts, notify, output, actions }: Shared): Promise<ChangeServices> {
  return { prompts, notify, output, journal: await actions.journal(), timing: realTiming };
}

/** Returns the options of a change that the signal cancels until it is sent. */
export function changeOptions({ journal, timing, notify }: ChangeServices, signal: AbortSignal): ChangeOptions {
  return { journal, timing, signal, onJournalFailure: (error) => notify.log('Writing the journal', error) };
}
