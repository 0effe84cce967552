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
import { type NamedRow, nameRows, withHostNames } from './installed-rows.ts';

/** Who owns an app; `unknown` with the reason where this account is not told. */
export type Ownership =
  | { readonly known: true; readonly owner: Contributor | undefined }
  | { readonly known: false; readonly error: ForgeError };

/** Everything about an app that bears on removing it, as the gateway told it at one moment. */
export interface RemovalCheck {
  readonly id: AppAri;
  readonly name: string;
  readonly type: AppType;
  /** The account that asked, and would remove it. */
  readonly accountId: string;
  readonly ownership: Ownership;
  /** All rows of the gateway's list of installations, its technical ones included. */
  readonly rows: readonly NamedRow[];
  readonly listing: RemovalFacts['listing'];
  /** Whether customers pay for it via Atlassian. */
  readonly payment: 'paid' | 'free' | 'unknown';
  readonly hostedStorage: boolean | 'unknown';
  /** Absent where there is none. */
  readonly distributionLink?: DistributionLink | 'unknown';
}

/**
 * Checks an app before it is removed. What is only told to the person and could not be loaded is `unknown`. Throws
 * `notFound` for an app that this account is not shown, and whatever keeps the facts themselves from being known.
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
    ...bareCheck(accountId, facts, ownership),
    rows: await withHostNames(client, facts.rows, signal),
    payment: environments === 'unknown' ? 'unknown' : paymentOf(environments),
    hostedStorage:
      environments === 'unknown' ? 'unknown' : environments.some(({ latest }) => latest?.hostedStorage !== undefined),
    ...(link && { distributionLink: link }),
  };
}

/** What decides whether an app may be removed, asked again and without what is only told; throws as `checkApp` does. */
export async function checkAgain(
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
  return bareCheck(accountId, facts, ownership);
}

/** The account id of the owner, where it is known. */
export function ownerId({ ownership }: RemovalCheck): string | undefined {
  return ownership.known ? ownership.owner?.accountId : undefined;
}

function bareCheck(
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

/** Not being told is an answer; not being answered is a failure. */
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

/** Customers pay via Atlassian where the version in production asks for a licence. */
function paymentOf(environments: readonly Environment[]): 'paid' | 'free' {
  return environments.some(({ kind, latest }) => kind === 'production' && latest?.requiresLicense === true)
    ? 'paid'
    : 'free';
}
