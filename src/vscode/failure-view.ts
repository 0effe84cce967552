import { l10n } from 'vscode';
import { type ForgeError, isAboutConnection } from '../core/errors.ts';
import type { Failure } from '../core/failure-schema.ts';
import { diskReason } from './disk-reason.ts';
import { reason, shortReason } from './notify.ts';

/** An error in the words that a page shows. */
export function failureView(error: ForgeError): Failure {
  const onDisk = diskReason(error.cause);
  return {
    short: onDisk === undefined ? shortReason(error) : l10n.t('Not saved'),
    reason: onDisk ?? reason(error),
    message: error.message,
    signedOut: error.kind === 'signedOut',
    ...(error.kind === 'forbidden' && { isForbidden: true }),
    ...(isAboutConnection(error) && { unreachable: true }),
    ...(error.details.requestId !== undefined && { requestId: error.details.requestId }),
  };
}
