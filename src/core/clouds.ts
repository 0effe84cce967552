/** One of Atlassian's clouds. Each has accounts, tokens and apps of its own. */
export interface Cloud {
  readonly name: 'commercial' | 'government';
  /** The whole address of the GraphQL endpoint, as `URL.href` writes it. */
  readonly gateway: string;
  /** Whether Atlassian publishes that address; if not, it is inferred, and people are told before they enter a token. */
  readonly isGatewayPublished: boolean;
  /** The developer console's list of apps. */
  readonly console: string;
  /** The page where API tokens are created. */
  readonly tokenPage: string;
  /** The page that reports incidents; undefined if none is published. */
  readonly statusPage: string | undefined;
}

/**
 * The clouds, and all addresses that differ between them. Sources: the Forge CLI for the commercial gateway, both
 * consoles and the domain of Government Cloud; Atlassian's guide to AGC-compatible Forge apps for its token page. The
 * government gateway is inferred from that domain and the name of the commercial one.
 */
export const clouds = {
  commercial: {
    name: 'commercial',
    gateway: 'https://api.atlassian.com/graphql',
    isGatewayPublished: true,
    console: 'https://developer.atlassian.com/console/myapps/',
    tokenPage: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    statusPage: 'https://developer.status.atlassian.com/',
  },
  government: {
    name: 'government',
    gateway: 'https://api.atlassian-us-gov-mod.com/graphql',
    isGatewayPublished: false,
    console: 'https://developer.atlassian-us-gov-mod.com/console/myapps/',
    tokenPage: 'https://id.atlassian-us-gov-mod.com/manage-profile/security/api-tokens',
    statusPage: undefined,
  },
} as const satisfies Record<Cloud['name'], Cloud>;

const domains = [
  [/(?:^|\.)atlassian-us-gov-mod\.com$/, clouds.government],
  [/(?:^|\.)atlassian\.com$/, clouds.commercial],
] as const;

/** The cloud whose gateway has this address; undefined for any other gateway, such as one for testing. */
export function knownCloud(gateway: string): Cloud | undefined {
  const host = URL.canParse(gateway) ? new URL(gateway).hostname : '';
  return domains.find(([domain]) => domain.test(host))?.[1];
}

/** The cloud that links for an account of this gateway lead to; the commercial one for gateways of no known cloud. */
export function cloudOf({ gateway }: { readonly gateway: string }): Cloud {
  return knownCloud(gateway) ?? clouds.commercial;
}
