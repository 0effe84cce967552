import { l10n } from 'vscode';
import { ForgeError, toForgeError } from '../core/errors.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import type { GatewayClient } from '../gateway/client.ts';
import type { User } from '../gateway/operations/fetch-me.ts';
import { type Notify, reason } from '../vscode/notify.ts';
import { plain } from '../vscode/text.ts';

export interface CredentialsCheck {
  readonly notify: Notify;
  /** Creates a client for credentials that have not been checked. */
  readonly client: (url: URL, credentials: Credentials) => Promise<GatewayClient>;
}

/** `objection` is the failure as a sentence for the user. */
export type Checked = { readonly user: User } | { readonly objection: string; readonly error: ForgeError };

/** Asks the gateway who the credentials belong to; a failure is logged without them. */
export async function checkCredentials(
  { client, notify }: CredentialsCheck,
  gateway: URL,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Checked> {
  try {
    const { fetchMe } = await import('../gateway/operations/fetch-me.ts');
    const user = await fetchMe(await client(gateway, credentials), signal);
    if (user.accountStatus === 'active') return { user };
    throw new ForgeError('forbidden', `the account is ${user.accountStatus}`, {
      operation: 'Me',
      errorType: inactiveAccount,
    });
  } catch (thrown) {
    const error = toForgeError(thrown);
    notify.log(`Checking the token of ${credentials.email}`, error);
    return { objection: objectionTo(error, gateway, credentials.email), error };
  }
}

/** Not an error type of the gateway: stands for an account that exists but is not active. */
const inactiveAccount = 'INACTIVE_ACCOUNT';

function objectionTo(error: ForgeError, gateway: URL, email: string): string {
  if (error.details.errorType === inactiveAccount) {
    return l10n.t(
      'The account of {0} is not active. Ask an admin of your organization, or use another account.',
      plain(email),
    );
  }
  switch (error.kind) {
    case 'signedOut':
      return l10n.t(
        'Atlassian doesn’t accept this token for {0}. Check the e-mail address, or create a new token.',
        plain(email),
      );
    case 'offline':
    case 'timeout':
      return l10n.t(
        'Couldn’t reach {0} ({1}). Check your connection, your proxy and the gateway setting.',
        gateway.host,
        plain(error.message),
      );
    default:
      return l10n.t('Couldn’t check the token: {0}.', reason(error));
  }
}
