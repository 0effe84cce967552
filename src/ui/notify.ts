import { l10n } from 'vscode';
import { type ForgeError, toForgeError } from '../core/errors.ts';
import type { Output } from './output.ts';
import type { Prompts } from './prompts.ts';
import { plain, relativeTime } from './text.ts';

/** What a person can do about an error, beside reading its details. */
export interface Remedy {
  readonly label: string;
  readonly run: () => unknown;
}

/** Tells people of failures; the only place that shows error messages. */
export interface Notify {
  /**
   * Shows what could not be done and why, with buttons for the remedies and the details. `notDone` is a clause such as
   * "The apps of x could not be loaded". Being cancelled is no news and stays silent.
   */
  error(notDone: string, thrown: unknown, ...remedies: Remedy[]): Promise<void>;
  /** The same with a text that already says everything. */
  failure(text: string, thrown: unknown, ...remedies: Remedy[]): Promise<void>;
  /** Keeps a failure that is shown elsewhere in the output channel. */
  log(doing: string, thrown: unknown): void;
}

/** Notifications through the prompts, with the details in the output channel. */
export function createNotify(prompts: Prompts, output: Output): Notify {
  async function failure(text: string, thrown: unknown, ...remedies: Remedy[]): Promise<void> {
    if (toForgeError(thrown).kind === 'cancelled') return;
    output.error(text, thrown);
    const details = l10n.t('Show Details');
    const chosen = await prompts.message(text, [...remedies.map(({ label }) => label), details], { severity: 'error' });
    if (chosen === details) output.show();
    await remedies.find(({ label }) => label === chosen)?.run();
  }

  return {
    failure,
    error: (notDone, thrown, ...remedies) => failure(`${notDone}: ${reason(toForgeError(thrown))}.`, thrown, ...remedies),
    log: (doing, thrown) => output.error(doing, thrown),
  };
}

/** Why something failed and what helps, as one short text without a full stop. */
export function reason(error: ForgeError): string {
  const { details } = error;
  switch (error.kind) {
    case 'signedOut':
      return l10n.t("Atlassian doesn't accept the API token any more; sign in again");
    case 'forbidden':
      return error.message.includes('authorisation scopes')
        ? l10n.t('the API token lacks a scope for this; create a new token with all Forge scopes and sign in again')
        : l10n.t('your role does not allow this; an admin of the app can change that');
    case 'notFound':
      return l10n.t('the gateway does not know it, or does not show it to this account; it may have been deleted');
    case 'rateLimited':
      return details.retryAt === undefined
        ? l10n.t("Atlassian's rate limit is reached; try again in a minute")
        : l10n.t("Atlassian's rate limit is reached; it ends {0}", relativeTime(details.retryAt));
    case 'offline':
      return l10n.t("the gateway can't be reached ({0}); check the connection and the gateway setting", plain(error.message));
    case 'timeout':
      return l10n.t('the gateway did not answer in time; try again');
    case 'serverError':
      return l10n.t('Atlassian had an internal error (HTTP {0}); try again later', details.status ?? 500);
    case 'badReply':
      return l10n.t('the gateway answered something unexpected; check the gateway setting, or update this extension');
    case 'refused':
      return l10n.t('the gateway refused: {0}', plain(error.message));
    case 'outcomeUnknown':
      return l10n.t('the connection was lost after sending, so it may or may not have been done');
    case 'cancelled':
      return l10n.t('it was cancelled');
    case 'misconfigured':
      return l10n.t('a setting is wrong: {0}', plain(error.message));
    case 'unexpected':
      return l10n.t('an unexpected error in this extension ({0})', plain(error.message));
  }
}

/** The same in two or three words, for a row. */
export function shortReason({ kind }: ForgeError): string {
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
    unexpected: l10n.t('Unexpected error'),
  };
  return reasons[kind];
}
