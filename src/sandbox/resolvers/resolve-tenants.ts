import type { Site } from '../world/world-types.ts';
import { developerSpaces } from '../world/world-ids.ts';
import { queryError, refusal } from './resolve-errors.ts';
import { memberOf, type Viewer } from './resolve-viewer.ts';

const idsAtMost = 20;

function byAnyId(viewer: Viewer, id: string): Site | undefined {
  const { sites } = viewer.world;
  return sites.get(id) ?? byActivation(viewer, id);
}

function byActivation(viewer: Viewer, id: string): Site | undefined {
  return [...viewer.world.sites.values()].find(({ activationIds }) => [...activationIds.values()].includes(id));
}

function limited(ids: readonly string[]): readonly string[] {
  if (ids.length > idsAtMost)
    throw refusal(`At most ${idsAtMost} tenant contexts can be asked for at once.`, 'TOO_MANY_IDS', 400);
  return ids;
}

interface TenantArguments {
  readonly cloudIds?: readonly string[] | null;
  readonly activationIds?: readonly string[] | null;
  readonly hostNames?: readonly string[] | null;
}

/** Sites by one kind of id, in the order of the ids, null for unknown ones. Throws a refusal for more than 20 ids. */
export function tenantContexts(ids: TenantArguments, viewer: Viewer): readonly (object | null)[] | null {
  return findSites(ids, viewer)?.map((site) => (site ? tenantView(site) : null)) ?? null;
}

function findSites(
  { cloudIds, activationIds, hostNames }: TenantArguments,
  viewer: Viewer,
): readonly (Site | undefined)[] | undefined {
  const sites = [...viewer.world.sites.values()];
  if (cloudIds) return limited(cloudIds).map((id) => viewer.world.sites.get(id));
  if (activationIds) return limited(activationIds).map((id) => byActivation(viewer, id));
  if (hostNames) return limited(hostNames).map((name) => sites.find(({ hostName }) => hostName === name));
  return undefined;
}

function tenantView(site: Site): object {
  const activation = (product: string) => ({
    active: site.activationIds.get(product) ?? null,
    product,
    targetRegion: site.region,
  });
  return {
    cloudId: site.cloudId,
    hostName: site.hostName,
    cloudUrl: `https://${site.hostName}`,
    orgId: site.orgId,
    activationIdByProduct: ({ product }: { product: string }) => activation(product),
    activationIds: [...site.activationIds.keys()].map(activation),
    customDomains: [],
  };
}

/** Fields of the developer console. Unknown sites and links are null; only contributors can see an app's link. */
export const devConsole = {
  tenantContexts: ({ ids }: { ids: readonly string[] }, viewer: Viewer) =>
    limited(ids).map((id) => {
      const site = byAnyId(viewer, id);
      return site
        ? {
            activationId: site.cloudId === id ? null : id,
            cloudId: site.cloudId,
            cloudIdOrActivationId: id,
            hostName: site.hostName,
          }
        : null;
    }),
  getActiveDistributionLink: ({ appId }: { appId: string }, viewer: Viewer) => {
    const link = memberOf(viewer, appId)?.app.distributionLink;
    return link ? { ...link, status: 'ACTIVE' } : null;
  },
  getDeveloperSpaceDetails: ({ developerSpaceIds }: { developerSpaceIds: readonly string[] }) => ({
    results: developerSpaceIds.map((developerSpaceId) => {
      const space = Object.values(developerSpaces).find(({ id }) => id === developerSpaceId);
      return space
        ? {
            developerSpaceId,
            error: null,
            details: {
              logo: null,
              name: space.name,
              publishStatus: space.published ? 'PUBLIC' : 'PRIVATE',
              vendorId: parseInt(space.id.slice(0, 6), 16).toString(),
            },
          }
        : {
            developerSpaceId,
            details: null,
            error: queryError('No such developer space.', 'DEVELOPER_SPACE_NOT_FOUND', 404, developerSpaceId),
          };
    }),
  }),
};
