import { l10n } from 'vscode';
import type { Account } from '../core/account.ts';
import { cloudOf } from '../core/clouds.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import type { User } from '../gateway/operations/fetch-me.ts';
import { type InputStep, inputSteps } from '../vscode/input-steps.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import { accountKey } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { checkCredentials, type CredentialsCheck } from './check-credentials.ts';
import { chooseSignIn, isInferred } from './choose-sign-in.ts';

export interface SignInOptions extends CredentialsCheck {
  readonly accounts: Accounts;
  readonly prompts: Prompts;
  /** The gateways to choose from, the proposed one first. Throws `misconfigured`. */
  readonly gateways: () => readonly URL[];
  /** Opens the gateway setting. */
  readonly openGatewaySetting: () => unknown;
  /** FORGE_EMAIL and FORGE_API_TOKEN if both are set, as for the Forge CLI. */
  readonly environment: Credentials | undefined;
}

/**
 * Asks for the Atlassian cloud, an e-mail address and an API token, checks them with that cloud's gateway, and stores the
 * account. Credentials in the environment are offered, but never used without asking. `again` is an account that needs a
 * new token: its cloud is not asked for, so that the token goes where the account is. Returns undefined if the user
 * cancels.
 */
export async function signIn(
  options: SignInOptions,
  again?: Pick<Account, 'email' | 'gateway'>,
): Promise<Account | undefined> {
  if (again !== undefined) return (await typeCredentials(options, new URL(again.gateway), again.email)).account;
  let gateways: readonly URL[];
  try {
    gateways = options.gateways();
  } catch (error) {
    await options.notify.error(l10n.t('Can’t sign in'), error, {
      label: l10n.t('Open Setting'),
      run: options.openGatewaySetting,
    });
    return undefined;
  }
  for (;;) {
    const chosen = await chooseSignIn(options.prompts, gateways, options.environment);
    if (chosen === undefined) return undefined;
    if (chosen.credentials) return signInFromEnvironment(options, chosen.gateway, chosen.credentials);
    const { account, wentBack } = await typeCredentials(options, chosen.gateway, undefined, chosen.wasAsked);
    if (!wentBack) return account;
  }
}

/** Asks for the address and the token until the gateway accepts them. `wentBack` says that the first box was left so. */
async function typeCredentials(
  options: SignInOptions,
  gateway: URL,
  email: string | undefined,
  mayGoBack = false,
): Promise<{ readonly account: Account | undefined; readonly wentBack: boolean }> {
  const { prompts } = options;
  let user: User | undefined;
  let wentBack = false;
  const checkToken = async (address: string, token: string, signal: AbortSignal): Promise<string | undefined> => {
    const checked = await checkCredentials(options, gateway, { email: address, token }, signal);
    if ('objection' in checked) return checked.objection;
    user = checked.user;
    return undefined;
  };
  const typed = await inputSteps(
    prompts,
    [
      () => addressStep(email),
      ([address = '']) => tokenStep(prompts, gateway, address, (token, signal) => checkToken(address, token, signal)),
    ],
    mayGoBack ? () => (wentBack = true) : undefined,
  );
  const [address, token] = typed ?? [];
  if (address === undefined || token === undefined || user === undefined) return { account: undefined, wentBack };
  return { account: await storeAccount(options, gateway, { email: address, token }, user), wentBack };
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
    prompt: isInferred(gateway)
      ? l10n.t(
          'API token of {0}. VS Code keeps it in its secret storage, and it is sent only to {1}: an inferred address, because Atlassian doesn’t publish it.',
          plain(email),
          gateway.host,
        )
      : l10n.t(
          'API token of {0}. VS Code keeps it in its secret storage, and it is sent only to {1}.',
          plain(email),
          gateway.host,
        ),
    placeholder: l10n.t('API token'),
    password: true,
    button: {
      icon: 'link-external',
      tooltip: l10n.t('Create an API token in the browser'),
      run: () => prompts.openExternal(cloudOf({ gateway: gateway.href }).tokenPage),
    },
    check: async (typed, signal) =>
      typed.trim() === ''
        ? l10n.t('Paste an API token. The button above opens the page where you can create one.')
        : checkToken(typed.trim(), signal),
  };
}

async function signInFromEnvironment(
  options: SignInOptions,
  gateway: URL,
  environment: Credentials,
): Promise<Account | undefined> {
  const checked = await checkCredentials(options, gateway, environment, new AbortController().signal);
  if ('user' in checked) return storeAccount(options, gateway, environment, checked.user);
  let again: Account | undefined;
  await options.notify.failure(checked.objection, checked.error, {
    label: l10n.t('Enter Another Token'),
    run: async () => (again = await signIn(options, { email: environment.email, gateway: gateway.href })),
  });
  return again;
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
