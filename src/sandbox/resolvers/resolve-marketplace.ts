import type { App } from '../world/world-types.ts';
import { ariOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/** The Marketplace listing of an app; null if it has none. */
export function marketplaceAppView(app: App): object | null {
  const { listing } = app;
  if (!listing) return null;
  const { marketplaceId, appKey, slug, summary, status, partner } = listing;
  return {
    appId: marketplaceId,
    appKey,
    name: app.name,
    slug,
    summary,
    listingStatus: status,
    entityStatus: 'ACTIVE',
    partner,
  };
}

/** Listings are public. Whether `cloudAppId` is an ARI or a UUID was never seen, so both are accepted. */
function listed(
  viewer: Viewer,
  cloudAppId: string | null | undefined,
  appKey: string | null | undefined,
): App | undefined {
  const { apps } = viewer.world;
  const found = cloudAppId
    ? apps.get(uuidInAri(cloudAppId) ?? cloudAppId)
    : [...apps.values()].find(({ listing }) => appKey && listing?.appKey === appKey);
  return found?.listing ? found : undefined;
}

/** The listing of the app with an ARI; null if it has none that the viewer sees. */
export const marketplaceAppByCloudAppId = ({ cloudAppId }: { cloudAppId: string }, viewer: Viewer): object | null => {
  const app = listed(viewer, cloudAppId, undefined);
  return app ? marketplaceAppView(app) : null;
};

/** The listing of the app with an ARI or a Marketplace key; null if it has none that the viewer sees. */
export const marketplaceData = (
  { cloudAppId, appKey }: { cloudAppId?: string | null; appKey?: string | null },
  viewer: Viewer,
): object | null => {
  const app = listed(viewer, cloudAppId, appKey);
  if (!app?.listing) return null;
  const { marketplaceId, slug, summary, status, partner } = app.listing;
  return {
    appId: marketplaceId,
    appKey: app.listing.appKey,
    cloudAppId: ariOf(app),
    name: app.name,
    slug,
    summary,
    listingStatus: status,
    partner,
  };
};
