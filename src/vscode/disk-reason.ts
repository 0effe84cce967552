import { FileSystemError, l10n } from 'vscode';
import { plain } from './text.ts';

/** Why the disk or file system could not write a file, as a clause; undefined if the error is not from either. */
export function diskReason(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const reasons: Record<string, string> = {
    ENOSPC: l10n.t('the disk is full'),
    EDQUOT: l10n.t('the disk quota is used up'),
    EROFS: l10n.t('the disk is read-only'),
    EACCES: l10n.t('the folder is not writable'),
    EPERM: l10n.t('the folder is not writable'),
    NoPermissions: l10n.t('the folder is not writable'),
    ENOENT: l10n.t('the folder was removed in the meantime'),
    FileNotFound: l10n.t('the folder was removed in the meantime'),
    ENOTDIR: l10n.t('a file is where the folder should be'),
    EEXIST: l10n.t('a file is where the folder should be'),
    EBUSY: l10n.t('another program is using it'),
    ETXTBSY: l10n.t('another program is using it'),
    EIO: l10n.t('the disk reported an error'),
    EISDIR: l10n.t('a folder is where the file should be'),
    Unavailable: l10n.t('the file system is not available'),
  };
  if (thrown instanceof FileSystemError)
    return reasons[code] ?? l10n.t('the file system refused it ({0})', plain(thrown.message));
  return Object.hasOwn(reasons, code) ? reasons[code] : undefined;
}
