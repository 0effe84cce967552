import * as z from 'zod/mini';
import { personSchema } from '../core/contributor-schema.ts';
import { appAriText } from '../core/schema-parts.ts';
import { type AppType, inferAppType, inferDistribution } from '../core/app.ts';
import { list, optional, parseTime, time } from './reply-schemas.ts';

/** The switches of an app by which its type is told. */
export const appFeatures = () => optional(list(z.object({ key: z.string(), value: z.boolean() })));

/** The type of an app by its switches, as `inferAppType` tells it. */
export function appTypeOf(features: z.infer<ReturnType<typeof appFeatures>>): AppType {
  return inferAppType(features && new Map(features.map(({ key, value }) => [key, value])));
}

/** The fields of App that the list of apps and an app's profile both ask for. */
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
});

/** Those of them that may fail alone. */
export const optionalFacts = ['createdBy', 'appFeatures', 'developerSpaceId'] as const;

type AppFacts = z.infer<z.ZodMiniObject<ReturnType<typeof appFacts>>> & {
  readonly marketplaceApp?: { readonly listingStatus: string } | undefined;
};

/** What both tell of an app, in the form in which it is known here. */
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
    distribution,
    distributionStatus,
    updatedAt,
    ...(createdAt && { createdAt }),
    ...(owner && { owner }),
  };
}
