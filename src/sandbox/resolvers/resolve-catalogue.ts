import { scopes, services, type Scope, type Service } from '../world/world-scopes.ts';

/** A scope, with the service whose API it belongs to. */
export function scopeView(scope: Scope): object {
  return {
    key: scope.key,
    name: scope.name,
    description: scope.description,
    restricted: scope.restricted,
    service: () => serviceView(scope.service),
  };
}

function serviceView(service: Service): object {
  return {
    serviceId: service.id,
    name: service.name,
    description: service.description,
    resourceOwner: service.owner,
    allowedAuthMechanisms: ['FORGE', 'OAUTH2'],
    supportsSiteEgressPermissions: false,
    additionalDetails: { documentationUrl: null, isEnrollable: false, logoUrl: null },
    scopes: () => [...scopes.values()].filter((scope) => scope.service.id === service.id).map(scopeView),
  };
}

/** Root fields of the scope catalogue; null for unknown keys. */
export const catalogue = {
  appHostServiceScopes: ({ keys }: { keys: readonly string[] }) =>
    keys.map((key) => {
      const scope = scopes.get(key);
      return scope ? scopeView(scope) : null;
    }),
  appHostServices: ({ filter }: { filter?: { name: string } | null }) =>
    Object.values(services)
      .filter(({ name }) => !filter || name === filter.name)
      .map(serviceView),
};
