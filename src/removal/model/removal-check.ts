import type { AppType } from '../../core/app.ts';
import type { Contributor } from '../../core/contributor.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { DistributionLink } from '../../core/app-profile.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchAppProfile } from '../../gateway/operations/fetch-app-profile.ts';
import { fetchOwner } from '../../gateway/operations/fetch-app-owner.ts';
import { fetchRemovalFacts, type RemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { fetchEnvironments } from '../../gateway/operations/fetch-environment-list.ts';
import { type NamedRow, nameRows, withHostNames } from './named-rows.ts';

/** Who owns an app (undefined: nobody), or why this account can't find out. */
export type Ownership =
  | { readonly known: true; readonly owner: Contributor | undefined }
  | { readonly known: false; readonly error: ForgeError };

/** Everything that decides whether an app can be deleted or uninstalled, as of one moment. */
export interface RemovalCheck {
  readonly id: AppAri;
  readonly name: string;
  readonly type: AppType;
  /** The account that asked, and that would remove the app. */
  readonly accountId: string;
  readonly ownership: Ownership;
  /** The gateway's whole list of installations, including technical rows. */
  readonly rows: readonly NamedRow[];
  readonly listing: RemovalFacts['listing'];
  /** `paid`: customers pay for it via Atlassian. */
  readonly payment: 'paid' | 'free' | 'unknown';
  readonly hostedStorage: boolean | 'unknown';
  /** Absent if there is none. */
  readonly distributionLink?: DistributionLink | 'unknown';
}

/**
 * Checks an app before it is removed. Facts that are only shown, and decide nothing, are `unknown` if they can't be
 * loaded. Throws `notFound` for an app that this account can't see, else as `fetchRemovalFacts` and `fetchOwner` do.
 */
export async function checkApp(
  client: GatewayClient,
  accountId: string,
  id: AppAri,
  signal?: AbortSignal,
): Promise<RemovalCheck> {
  const [facts, ownership, environments, profile] = await Promise.all([
    fetchRemovalFacts(client, id, signal),
    fetchOwnership(client, id, signal),
    orUnknown(fetchEnvironments(client, id, signal)),
    orUnknown(fetchAppProfile(client, id, signal)),
  ]);
  const link =
    profile === 'unknown' || profile.failedParts.includes('distributionLink') ? 'unknown' : profile.distributionLink;
  return {
    ...basicCheck(accountId, facts, ownership),
    rows: await withHostNames(client, facts.rows, signal),
    payment: environments === 'unknown' ? 'unknown' : paymentOf(environments),
    hostedStorage:
      environments === 'unknown' ? 'unknown' : environments.some(({ latest }) => latest?.hostedStorage !== undefined),
    ...(link && { distributionLink: link }),
  };
}

/**
 * Loads the facts that decide whether an app may be removed once more; those that are only shown are `unknown`.
 * `installationIds` limits the rows to these installations. Throws as `checkApp` does.
 */
export async function recheckApp(
  client: GatewayClient,
  accountId: string,
  id: AppAri,
  signal?: AbortSignal,
  installationIds?: readonly string[],
): Promise<RemovalCheck> {
  const [facts, ownership] = await Promise.all([
    fetchRemovalFacts(client, id, signal, installationIds),
    fetchOwnership(client, id, signal),
  ]);
  return basicCheck(accountId, facts, ownership);
}

/** The account id of the owner; undefined if there is none or it is unknown. */
export function ownerId({ ownership }: RemovalCheck): string | undefined {
  return ownership.known ? ownership.owner?.accountId : undefined;
}

function basicCheck(
  accountId: string,
  { id, name, type, listing, rows }: RemovalFacts,
  ownership: Ownership,
): RemovalCheck {
  return {
    id,
    name,
    type,
    accountId,
    ownership,
    rows: nameRows(rows, new Map()),
    listing,
    payment: 'unknown',
    hostedStorage: 'unknown',
  };
}

/** A refusal counts as an answer; anything else that goes wrong is thrown. */
async function fetchOwnership(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<Ownership> {
  try {
    return { known: true, owner: await fetchOwner(client, id, signal) };
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (!['forbidden', 'notFound', 'refused'].includes(error.kind)) throw error;
    return { known: false, error };
  }
}

async function orUnknown<T>(loading: Promise<T>): Promise<T | 'unknown'> {
  return loading.catch((thrown: unknown) => {
    const error = toForgeError(thrown);
    if (['cancelled', 'signedOut'].includes(error.kind)) throw error;
    return 'unknown' as const;
  });
}

/** An app is paid via Atlassian if the version in production requires a license; unknown without such a version. */
function paymentOf(environments: readonly Environment[]): RemovalCheck['payment'] {
  const deployed = environments.flatMap(({ kind, latest }) => (kind === 'production' && latest ? [latest] : []));
  if (deployed.length === 0) return 'unknown';
  return deployed.some(({ requiresLicense }) => requiresLicense) ? 'paid' : 'free';
}
