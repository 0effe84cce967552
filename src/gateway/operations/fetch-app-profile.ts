import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { AppProfile as Profile } from '../../core/app-profile.ts';
import { appFacts, factsOf } from '../app-facts.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { list, optional } from '../shapes.ts';
import document from './fetch-app-profile.graphql';

/** `app(id)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

/** `getActiveDistributionLink(appId)` takes the plain UUID: inferred from its type, String, and never seen. */
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

const AppProfile: Operation<{ appId: string; linkAppId: string }, Reply> = {
  name: 'AppProfile',
  kind: 'query',
  document,
  reply,
  optionalFields: ['createdBy', 'appFeatures', 'developerSpaceId', 'vendorName', 'marketplaceApp', 'ecosystem'],
};

/**
 * One app with its Marketplace listing and its distribution link, each of which may fail alone; its developer space is
 * known by id only. Throws `notFound` for an app that the gateway does not know or show, else as `run` does.
 */
export async function fetchAppProfile(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<Profile> {
  const { app, ecosystem, failedFields } = await client.run(
    AppProfile,
    { appId: appIdAs(appIdForm, id), linkAppId: appIdAs(linkAppIdForm, id) },
    signal,
  );
  if (app === null)
    throw new ForgeError('notFound', 'the gateway knows no such app, or does not show it to this account', {
      operation: AppProfile.name,
    });
  if (app.id !== id)
    throw new ForgeError('badReply', 'the gateway answered about another app', { operation: AppProfile.name });
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
