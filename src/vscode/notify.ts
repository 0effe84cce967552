import { l10n } from 'vscode';
import { type ForgeError, isAboutConnection, toForgeError } from '../core/errors.ts';
import { machine } from './machine.ts';
import type { Output } from './output.ts';
import type { Prompts } from './prompts.ts';
import { plain, relativeTime } from './text.ts';

/** An action that may fix an error, offered beside its details. */
export interface Remedy {
  readonly label: string;
  readonly run: () => unknown;
}

/** Shows failures; the only place that shows error messages. */
export interface Notify {
  /**
   * Shows what could not be done and why, with buttons for the remedies and the details. `notDone` is a clause such as
   * "The apps of x could not be loaded". Cancelling is not a failure: it shows nothing.
   */
  error(notDone: string, thrown: unknown, ...remedies: Remedy[]): Promise<void>;
  /** The same with a complete text. */
  failure(text: string, thrown: unknown, ...remedies: Remedy[]): Promise<void>;
  /** Logs a failure that is shown elsewhere to the output channel. */
  log(doing: string, thrown: unknown): void;
}

/**
 * Shows notifications through the prompts, with details in the output channel; offers `testConnection` where the
 * connection to the gateway failed.
 */
export function createNotify(prompts: Prompts, output: Output, testConnection: () => unknown): Notify {
  async function failure(text: string, thrown: unknown, ...others: Remedy[]): Promise<void> {
    const error = toForgeError(thrown);
    if (error.kind === 'cancelled') return;
    output.error(text, thrown);
    const details = l10n.t('Show Details');
    const remedies = isAboutConnection(error)
      ? [...others, { label: l10n.t('Test Connection'), run: testConnection }]
      : others;
    const chosen = await prompts.message(text, [...remedies.map(({ label }) => label), details], { severity: 'error' });
    if (chosen === details) output.show();
    await remedies.find(({ label }) => label === chosen)?.run();
  }

  return {
    failure,
    error: (notDone, thrown, ...remedies) =>
      failure(`${notDone}: ${reason(toForgeError(thrown))}.`, thrown, ...remedies),
    log: (doing, thrown) => output.error(doing, thrown),
  };
}

/** Why something failed and what helps, as a short text without a full stop. */
export function reason(error: ForgeError): string {
  const { details } = error;
  switch (error.kind) {
    case 'signedOut':
      return l10n.t('Atlassian no longer accepts the API token; sign in again');
    case 'forbidden':
      return details.lacksScope
        ? l10n.t(
            'the API token lacks a scope for this ({0}); create a token with all Forge scopes and sign in again',
            plain(error.message),
          )
        : l10n.t('your role doesn’t allow this; an admin of the app can change that');
    case 'notFound':
      return l10n.t('the gateway doesn’t know it or doesn’t show it to this account; it may have been deleted');
    case 'rateLimited':
      return details.retryAt === undefined
        ? l10n.t('Atlassian’s rate limit is reached; try again in a minute')
        : l10n.t('Atlassian’s rate limit is reached; it ends {0}', relativeTime(details.retryAt));
    case 'offline':
      return unreached(error);
    case 'timeout':
      return l10n.t('the gateway didn’t answer in time; try again');
    case 'serverError':
      return l10n.t('Atlassian had an internal error (HTTP {0}); try again later', details.status ?? 500);
    case 'badReply':
      if (details.fault === 'portal') return webPage();
      if (details.tooLarge === true)
        return l10n.t('the gateway sent more than can be read ({0}); check the gateway setting', plain(error.message));
      return l10n.t('the gateway sent an unexpected answer; check the gateway setting, or update this extension');
    case 'refused':
      return l10n.t('the gateway refused: {0}', plain(error.message));
    case 'outcomeUnknown':
      return l10n.t('the connection was lost after sending, so it may or may not have been done');
    case 'cancelled':
      return l10n.t('it was cancelled');
    case 'damaged':
      return plain(error.message);
    case 'misconfigured':
      return l10n.t('a setting is wrong: {0}', plain(error.message));
    case 'unexpected':
      return l10n.t('an unexpected error in this extension ({0})', plain(error.message));
  }
}

/** Why there is no connection, and what helps. */
function unreached({ message, details: { fault } }: ForgeError): string {
  const said = plain(message);
  switch (fault) {
    case 'dns':
      return l10n.t(
        'the gateway’s name can’t be resolved ({0}); check the connection, the VPN and the gateway setting',
        said,
      );
    case 'untrusted':
      return l10n.t(
        'the gateway’s certificate is not trusted ({0}); if your network inspects connections, add its certificate to the operating system or to NODE_EXTRA_CA_CERTS',
        said,
      );
    case 'expired':
      return l10n.t(
        'the gateway’s certificate has expired ({0}); check the clock of {1} and ask who runs the gateway',
        said,
        machine().name,
      );
    case 'notYetValid':
      return l10n.t('the gateway’s certificate is not valid yet ({0}); check the clock of {1}', said, machine().name);
    case 'wrongHost':
      return l10n.t(
        'the certificate belongs to another server ({0}); check the gateway setting, and whether the network wants a sign-in first',
        said,
      );
    case 'proxyAuthentication':
      return l10n.t(
        'the proxy requires a user name and password, or rejected them; enter them in the setting http.proxy or http.proxyAuthorization',
      );
    case 'proxyMethod':
      return l10n.t(
        'the proxy accepts only {0} for signing in, which Forge Console doesn’t support; ask who runs the proxy for Basic sign-in, or exempt the gateway with the setting http.noProxy',
        said,
      );
    case 'proxyUnreachable':
      return l10n.t('the proxy can’t be reached ({0}); check the setting http.proxy and the connection', said);
    case 'proxyUntrusted':
      return l10n.t(
        'the proxy’s certificate is not trusted ({0}); add it to the operating system or to NODE_EXTRA_CA_CERTS',
        said,
      );
    case 'proxyRefused':
      return l10n.t(
        'the proxy doesn’t connect to the gateway ({0}); ask who runs it, or exempt the gateway with the setting http.noProxy',
        said,
      );
    default:
      return l10n.t('the gateway can’t be reached ({0}); check the connection and the gateway setting', said);
  }
}

function webPage(): string {
  return l10n.t(
    'a web page answered instead of the gateway; open a browser and sign in to the network, or check the proxy and the gateway setting',
  );
}

/** The same in two or three words, for a row. */
export function shortReason({ kind, details: { fault, lacksScope } }: ForgeError): string {
  if (fault === 'portal') return l10n.t('Not the gateway');
  if (lacksScope) return l10n.t('Token lacks a scope');
  if (fault === 'proxyAuthentication' || fault === 'proxyMethod') return l10n.t('Proxy sign-in');
  if (fault === 'untrusted' || fault === 'expired' || fault === 'notYetValid' || fault === 'wrongHost')
    return l10n.t('Certificate');
  const reasons: Record<ForgeError['kind'], string> = {
    signedOut: l10n.t('Sign in again'),
    forbidden: l10n.t('Not allowed'),
    notFound: l10n.t('Not found'),
    rateLimited: l10n.t('Rate limit reached'),
    offline: l10n.t('Offline'),
    timeout: l10n.t('No answer'),
    serverError: l10n.t('Atlassian had an error'),
    badReply: l10n.t('Unexpected answer'),
    refused: l10n.t('Refused'),
    outcomeUnknown: l10n.t('Outcome unknown'),
    cancelled: l10n.t('Cancelled'),
    misconfigured: l10n.t('Wrong setting'),
    damaged: l10n.t('Damaged file'),
    unexpected: l10n.t('Unexpected error'),
  };
  return reasons[kind];
}
