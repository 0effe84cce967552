import { l10n } from 'vscode';
import type { ForgeError } from '../../core/errors.ts';
import { plain } from '../../vscode/text.ts';

/** Why a web trigger couldn't be called or its answer can't be shown, and what helps: it is no request to the gateway. */
export function callFailure(error: ForgeError, key: string, site: string): string {
  const { kind, message, details } = error;
  if (kind === 'timeout')
    return l10n.t('{0} on {1} didn’t answer in time. It may still be running: see its logs.', key, site);
  if (details.tooLarge === true)
    return l10n.t('{0} on {1} was called, but its answer is too large to be shown.', key, site);
  if (kind === 'offline' && details.fault === undefined)
    return l10n.t('The connection to {0} on {1} broke, so it may or may not have run: see its logs.', key, site);
  const obstacle = certificateObstacle(details.fault);
  return obstacle === undefined
    ? l10n.t('Couldn’t call the web trigger {0} on {1}: {2}.', key, site, plain(message))
    : l10n.t('{0} on {1} wasn’t called. {2}', key, site, obstacle);
}

/** What is wrong with the certificate of the web trigger's server, and what helps. */
function certificateObstacle(fault: ForgeError['details']['fault']): string | undefined {
  switch (fault) {
    case 'untrusted':
      return l10n.t(
        'The certificate of its server isn’t trusted. If your network inspects connections, add its certificate to the operating system or to NODE_EXTRA_CA_CERTS.',
      );
    case 'expired':
    case 'notYetValid':
      return l10n.t('The certificate of its server isn’t valid today. Check this computer’s clock.');
    case 'wrongHost':
      return l10n.t('The certificate belongs to another server. Check whether your network wants a sign-in first.');
    default:
      return undefined;
  }
}
