import * as z from 'zod/mini';
import type { Contributor } from '../../core/contributor.ts';
import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedContributor, ownerFirst, toContributor } from '../listed-contributor.ts';
import { answered, orQueryError } from '../query-error.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-contributor-activity.graphql';
import { fetchContributors } from './fetch-contributor-list.ts';

const reply = () =>
  z.object({
    ecosystem: optional(
      z.object({
        forgeContributors: orQueryError(
          z.object({
            __typename: z.literal('ForgeAuditLogsContributorsActivityData'),
            contributors: list(listedContributor()),
          }),
        ),
      }),
    ),
  });

const ContributorActivity: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'ContributorActivity',
  kind: 'query',
  document,
  reply,
  /** Inferred from the name of the argument: `forgeContributors(appAri)`. */
  appIdForm: 'ari',
};

/**
 * Returns the contributors of an app with the time each was last active: the owner first, then by name. Throws
 * `notFound` if the gateway returns nothing, its reason if it gives one, otherwise like `run`.
 */
export async function fetchContributorActivity(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor[]> {
  const { ecosystem } = await runForApp(client, ContributorActivity, appId, {}, signal);
  const { contributors } = answered(
    ecosystem?.forgeContributors,
    ContributorActivity,
    'the gateway doesn’t show who works on this app',
  );
  return contributors.map(toContributor).sort(ownerFirst);
}

/** Errors that only the request for activity may run into: the plain list may still be available. */
const worthAnotherTry: ReadonlySet<string> = new Set(['forbidden', 'notFound', 'refused', 'badReply', 'serverError']);

/**
 * Returns the contributors of an app, with their activity if the gateway reports it. Throws like `fetchContributors`.
 */
export async function fetchContributorsWithActivity(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Contributor[]> {
  try {
    return await fetchContributorActivity(client, appId, signal);
  } catch (thrown) {
    if (!worthAnotherTry.has(toForgeError(thrown).kind)) throw thrown;
    return fetchContributors(client, appId, signal);
  }
}
