import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { AppProfile as Profile } from '../../core/app-profile.ts';
import { appFacts, factsOf, optionalFacts } from '../app-facts.ts';
import { type AppOperation, foundApp, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-app-profile.graphql';

/** `getActiveDistributionLink(appId)` takes the plain UUID: inferred from its type, String, and never observed. */
const linkAppIdForm: AppIdForm = 'uuid';

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        ...appFacts(),
        vendorName: optional(z.string()),
        storesPersonalData: optional(z.boolean()),
        marketplaceApp: optional(
          z.object({
            appKey: z.string(),
            name: z.string(),
            listingStatus: z.string(),
            partner: optional(z.object({ name: z.string() })),
          }),
        ),
      }),
    ),
    ecosystem: optional(
      z.object({
        devConsole: optional(
          z.object({
            getActiveDistributionLink: optional(z.object({ products: list(z.string()), status: z.string() })),
          }),
        ),
      }),
    ),
    failedFields: z.array(z.string()),
  });

type Reply = z.infer<ReturnType<typeof reply>>;

const AppProfile: AppOperation<{ linkAppId: string }, Reply> = {
  name: 'AppProfile',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: [...optionalFacts, 'vendorName', 'marketplaceApp', 'ecosystem'],
};

/**
 * Returns one app with its Marketplace listing and its distribution link, each of which may fail alone; of its
 * developer space only the id. Throws `notFound` for an app the gateway does not know or show, otherwise like `run`.
 */
export async function fetchAppProfile(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<Profile> {
  const variables = { linkAppId: appIdAs(linkAppIdForm, id) };
  const { ecosystem, failedFields, ...reply } = await runForApp(client, AppProfile, id, variables, signal);
  const app = foundApp(reply.app, id, AppProfile);
  const link = ecosystem?.devConsole?.getActiveDistributionLink;
  const { marketplaceApp: listing } = app;
  return {
    ...factsOf(app),
    storesPersonalData: app.storesPersonalData ?? false,
    failedParts: [
      ...(failedFields.includes('ecosystem') ? ['distributionLink' as const] : []),
      ...(failedFields.includes('marketplaceApp') ? ['listing' as const] : []),
      ...(failedFields.includes('developerSpaceId') ? ['developerSpace' as const] : []),
    ],
    ...(app.vendorName !== undefined && { vendorName: app.vendorName }),
    ...(app.developerSpaceId !== undefined && { developerSpace: { id: app.developerSpaceId } }),
    ...(link && { distributionLink: link }),
    ...(listing && {
      listing: {
        key: listing.appKey,
        name: listing.name,
        status: listing.listingStatus,
        ...(listing.partner && { partner: listing.partner.name }),
      },
    }),
  };
}
