import { l10n } from 'vscode';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { diskReason } from '../../vscode/disk-reason.ts';
import { type Notify, reason } from '../../vscode/notify.ts';

/** Reports that audit logs were not fetched or written, with advice that fits. `notDone` is a clause. */
export async function reportFailure(notify: Notify, notDone: string, thrown: unknown): Promise<void> {
  const disk = diskReason(thrown);
  if (disk !== undefined) return notify.failure(`${notDone}: ${disk}.`, thrown);
  const error = toForgeError(thrown);
  const help = advice(error);
  if (help === undefined) return notify.error(notDone, thrown);
  return notify.failure(l10n.t('{0}: {1}. {2}', notDone, reason(error).replace(/\.$/, ''), help), thrown);
}

/** What the developer console's documentation advises after a failure, as a sentence; undefined if nothing. */
export function advice(error: ForgeError): string | undefined {
  return isAdvised(error)
    ? l10n.t('Check that the app uses storage hosted by Forge, or try another range.')
    : undefined;
}

function isAdvised({ kind }: ForgeError): boolean {
  return ['refused', 'notFound', 'badReply'].includes(kind);
}
