import { l10n } from 'vscode';
import { toForgeError } from '../core/errors.ts';
import type { Notify } from '../ui/notify.ts';

/** Tells that an app's audit logs were not got or written, with the advice that fits. `notDone` is a clause. */
export async function tellFailure(notify: Notify, notDone: string, thrown: unknown): Promise<void> {
  const disk = diskReason(thrown);
  if (disk !== undefined) return notify.failure(`${notDone}: ${disk}.`, thrown);
  // What the documentation of the developer console advises where the gateway refuses.
  if (['refused', 'notFound', 'badReply'].includes(toForgeError(thrown).kind)) {
    return notify.error(l10n.t('{0} (check that the app uses storage hosted by Forge, or try another range)', notDone), thrown);
  }
  return notify.error(notDone, thrown);
}

/** Why a disk did not take a file; undefined where it was not the disk. */
function diskReason(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const reasons: Record<string, string> = {
    ENOSPC: l10n.t('the disk is full'),
    EDQUOT: l10n.t('the disk quota is used up'),
    EROFS: l10n.t('the disk is read-only'),
    EACCES: l10n.t('the folder is not writable'),
    EPERM: l10n.t('the folder is not writable'),
    NoPermissions: l10n.t('the folder is not writable'),
    ENOENT: l10n.t('the folder was removed meanwhile'),
    FileNotFound: l10n.t('the folder was removed meanwhile'),
    ENOTDIR: l10n.t('a file stands where the folder should be'),
    EEXIST: l10n.t('a file stands where the folder should be'),
    EISDIR: l10n.t('a folder stands where the file should be'),
    Unavailable: l10n.t('the file system is not available'),
  };
  return reasons[code];
}
