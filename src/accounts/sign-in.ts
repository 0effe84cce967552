import { l10n } from 'vscode';
import type { Account } from '../core/account.ts';
import { ForgeError, toForgeError } from '../core/errors.ts';
import type { Credentials, GatewayClient } from '../gateway/client.ts';
import type { User } from '../gateway/operations/fetch-me.ts';
import { type Notify, reason } from '../vscode/notify.ts';
import { type InputStep, inputSteps } from '../vscode/input-steps.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import { accountKey } from './account-store.ts';
import type { Accounts } from './accounts.ts';

const tokenPage = 'https://id.atlassian.com/manage-profile/security/api-tokens';

export interface SignInOptions {
  readonly accounts: Accounts;
  readonly prompts: Prompts;
  readonly notify: Notify;
  /** The configured gateway. Throws `misconfigured`. */
  readonly gateway: () => URL;
  /** Creates a client for credentials that have not been checked. */
  readonly client: (url: URL, credentials: Credentials) => Promise<GatewayClient>;
  /** Opens the gateway setting. */
  readonly openGatewaySetting: () => unknown;
  /** FORGE_EMAIL and FORGE_API_TOKEN if both are set, as for the Forge CLI. */
  readonly environment: Credentials | undefined;
}

/**
 * Asks for an e-mail address and an API token, checks them with the gateway, and stores the account. Credentials in the
 * environment are offered, but never used without asking. `email` is the initial address, for a token that expired.
 * Returns undefined if the user cancels.
 */
export async function signIn(options: SignInOptions, email?: string): Promise<Account | undefined> {
  const { prompts, notify, environment } = options;
  let gateway: URL;
  try {
    gateway = options.gateway();
  } catch (error) {
    await notify.error(l10n.t('Signing in is not possible'), error, {
      label: l10n.t('Open Setting'),
      run: options.openGatewaySetting,
    });
    return undefined;
  }

  if (environment !== undefined && email === undefined) {
    const source = await pickSource(prompts, environment.email);
    if (source === undefined) return undefined;
    if (source === 'environment') return signInFromEnvironment(options, gateway, environment);
  }

  let user: User | undefined;
  const checkToken = async (address: string, token: string, signal: AbortSignal): Promise<string | undefined> => {
    const checked = await check(options, gateway, { email: address, token }, signal);
    if ('objection' in checked) return checked.objection;
    user = checked.user;
    return undefined;
  };
  const typed = await inputSteps(prompts, [
    () => addressStep(email),
    ([address = '']) => tokenStep(prompts, gateway, address, (token, signal) => checkToken(address, token, signal)),
  ]);
  const [address, token] = typed ?? [];
  if (address === undefined || token === undefined || user === undefined) return undefined;
  return storeAccount(options, gateway, { email: address, token }, user);
}

function addressStep(email: string | undefined): ReturnType<InputStep> {
  return {
    title: l10n.t('Sign In to Atlassian'),
    prompt: l10n.t('E-mail address of your Atlassian account'),
    placeholder: 'you@example.com',
    value: email ?? '',
    check: async (value) =>
      Promise.resolve(/^\S+@\S+$/.test(value.trim()) ? undefined : l10n.t('This is not an e-mail address.')),
  };
}

function tokenStep(
  prompts: Prompts,
  gateway: URL,
  email: string,
  checkToken: (token: string, signal: AbortSignal) => Promise<string | undefined>,
): ReturnType<InputStep> {
  return {
    title: l10n.t('Sign In to Atlassian'),
    prompt: l10n.t(
      'API token of {0}; it is kept in the secret storage of VS Code and sent to {1} only',
      plain(email),
      gateway.host,
    ),
    placeholder: l10n.t('API token'),
    password: true,
    button: {
      icon: 'link-external',
      tooltip: l10n.t('Create an API token in the browser'),
      run: () => prompts.openExternal(tokenPage),
    },
    check: async (typed, signal) =>
      typed.trim() === ''
        ? l10n.t('Paste an API token; the button above opens the page where you create one.')
        : checkToken(typed.trim(), signal),
  };
}

async function pickSource(prompts: Prompts, email: string): Promise<'environment' | 'typed' | undefined> {
  return prompts.pick<'environment' | 'typed'>(
    [
      {
        label: l10n.t('Use {0}', plain(email)),
        description: l10n.t('from FORGE_EMAIL and FORGE_API_TOKEN in the environment'),
        value: 'environment',
      },
      { label: l10n.t('Enter an e-mail address and an API token…'), value: 'typed' },
    ],
    { title: l10n.t('Sign In to Atlassian'), placeholder: l10n.t('Which account?') },
  );
}

async function signInFromEnvironment(
  options: SignInOptions,
  gateway: URL,
  environment: Credentials,
): Promise<Account | undefined> {
  const checked = await check(options, gateway, environment, new AbortController().signal);
  if ('user' in checked) return storeAccount(options, gateway, environment, checked.user);
  let again: Account | undefined;
  await options.notify.failure(checked.objection, checked.error, {
    label: l10n.t('Enter Another Token'),
    run: async () => (again = await signIn(options, environment.email)),
  });
  return again;
}

type Checked = { readonly user: User } | { readonly objection: string; readonly error: ForgeError };

/** Asks the gateway who the credentials belong to. `objection` is the failure as a sentence for the user. */
async function check(
  { client, notify }: SignInOptions,
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
        "Atlassian doesn't accept this token for {0}. Check the address, or create a new token.",
        plain(email),
      );
    case 'offline':
    case 'timeout':
      return l10n.t(
        "{0} can't be reached ({1}). Check the connection, the proxy, and the gateway setting.",
        gateway.host,
        plain(error.message),
      );
    default:
      return l10n.t('The token was not checked: {0}.', reason(error));
  }
}

async function storeAccount(
  { accounts }: SignInOptions,
  gateway: URL,
  { email, token }: Credentials,
  user: User,
): Promise<Account> {
  const account: Account = {
    key: accountKey(gateway.href, user.accountId),
    id: user.accountId,
    email,
    name: user.name,
    gateway: gateway.href,
    kind: 'atlassian',
  };
  await accounts.add({ ...account, token });
  return account;
}
