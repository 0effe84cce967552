import { l10n } from 'vscode';
import { cloudOf, clouds } from '../core/clouds.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import { cloudName } from '../vscode/domain-names.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';

/** Where somebody signs in, and with what. */
export interface SignInChoice {
  readonly gateway: URL;
  /** Those of the environment, if they are to be used. */
  readonly credentials?: Credentials;
  /** Whether there was something to choose, to which one can go back. */
  readonly wasAsked: boolean;
}

/**
 * Lets the user choose the cloud, of which the first is proposed, and the source of the credentials, where there are
 * several. Returns undefined if the user cancels.
 */
export async function chooseSignIn(
  prompts: Prompts,
  gateways: readonly URL[],
  environment: Credentials | undefined,
): Promise<SignInChoice | undefined> {
  const gateway = gateways.length > 1 ? await pickGateway(prompts, gateways) : gateways[0];
  if (gateway === undefined) return undefined;
  if (environment === undefined) return { gateway, wasAsked: gateways.length > 1 };
  const source = await pickSource(prompts, environment.email, gateway);
  if (source === undefined) return undefined;
  return { gateway, wasAsked: true, ...(source === 'environment' && { credentials: environment }) };
}

function pickGateway(prompts: Prompts, gateways: readonly URL[]): Promise<URL | undefined> {
  return prompts.pick(
    gateways.map((gateway) => ({
      label: cloudName(cloudOf({ gateway: gateway.href })),
      description: gateway.host,
      ...(isInferred(gateway) && {
        detail: l10n.t('Atlassian doesn’t publish this address. It is inferred from the Forge CLI: check it first.'),
      }),
      value: gateway,
    })),
    { title: l10n.t('Sign In to Atlassian'), placeholder: l10n.t('Which cloud is your account in?') },
  );
}

/** Whether the gateway's address is one that Atlassian doesn't publish, and nobody has set. */
export function isInferred({ href }: URL): boolean {
  return Object.values(clouds).some(({ gateway, isGatewayPublished }) => gateway === href && !isGatewayPublished);
}

async function pickSource(prompts: Prompts, email: string, gateway: URL): Promise<'environment' | 'typed' | undefined> {
  return prompts.pick<'environment' | 'typed'>(
    [
      {
        label: l10n.t('Use {0}', plain(email)),
        description: l10n.t('from FORGE_EMAIL and FORGE_API_TOKEN'),
        // Whoever sets the variables of a container may set the gateway too.
        detail: l10n.t('Sends the token of FORGE_API_TOKEN to {0}', gateway.host),
        value: 'environment',
      },
      { label: l10n.t('Enter an e-mail address and an API token…'), value: 'typed' },
    ],
    { title: l10n.t('Sign In to Atlassian'), placeholder: l10n.t('Which account?') },
  );
}
