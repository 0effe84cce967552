import * as z from 'zod/mini';
import { personSchema } from '../core/contributor-schema.ts';
import { appAriText } from '../core/schema-parts.ts';
import { type AppType, inferAppType, inferCloudFortified, inferDistribution } from '../core/app.ts';
import { list, optional, parseTime, time } from './reply-schemas.ts';

/** The features from which an app's type is inferred. */
export const appFeatures = () => optional(list(z.object({ key: z.string(), value: z.boolean() })));

/** Returns the type of an app from its features, as `inferAppType` does. */
export function appTypeOf(features: z.infer<ReturnType<typeof appFeatures>>): AppType {
  return inferAppType(features && new Map(features.map(({ key, value }) => [key, value])));
}

/** The fields of App that both the list of apps and an app's profile request. */
export const appFacts = () => ({
  id: appAriText,
  name: z.string(),
  description: optional(z.string()),
  createdAt: optional(z.string()),
  updatedAt: time(),
  distributionStatus: optional(z.string()),
  developerSpaceId: optional(z.string()),
  createdBy: optional(personSchema),
  appFeatures: appFeatures(),
  tags: optional(list(z.string())),
});

/** Those of the fields that may fail alone. */
export const optionalFacts = ['createdBy', 'appFeatures', 'developerSpaceId', 'tags'] as const;

type AppFacts = z.infer<z.ZodMiniObject<ReturnType<typeof appFacts>>> & {
  readonly marketplaceApp?: { readonly listingStatus: string } | undefined;
};

/** Converts the fields that both requests share to the domain's form. */
export function factsOf(app: AppFacts) {
  const { id, name, description = '', distributionStatus = '', updatedAt, createdBy: owner } = app;
  const createdAt = app.createdAt === undefined ? undefined : parseTime(app.createdAt);
  const [type, distribution] = [
    appTypeOf(app.appFeatures),
    inferDistribution(distributionStatus, app.marketplaceApp?.listingStatus),
  ];
  return {
    id,
    name,
    description,
    type,
    isCloudFortified: inferCloudFortified(app.tags ?? []),
    distribution,
    distributionStatus,
    updatedAt,
    ...(createdAt && { createdAt }),
    ...(owner && { owner }),
  };
}
