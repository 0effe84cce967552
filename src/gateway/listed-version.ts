import * as z from 'zod/mini';
import type { DeployedModule, Version } from '../core/environment.ts';
import type { ContentPolicy, Egress, Remote } from '../core/permission.ts';
import { listedScope, toScope } from './listed-scope.ts';
import { atlassianAppFields, atlassianAppsOf, list, nodes, optional, time } from './reply-schemas.ts';

const strings = () => list(z.string());

const permission = () =>
  z.object({
    scopes: list(listedScope()),
    egress: optional(
      list(
        z.object({
          type: optional(z.string()),
          addresses: optional(strings()),
          category: optional(z.string()),
          inScopeEUD: optional(z.boolean()),
        }),
      ),
    ),
    securityPolicies: optional(list(z.object({ type: optional(z.string()), policies: optional(strings()) }))),
    supportsConfigurableEgress: optional(z.boolean()),
  });

/** What is read of a module's own data, all of it as written by the app's author. */
const extensionData = () =>
  z.catch(
    z.object({
      title: z.catch(optional(z.string()), undefined),
      name: z.catch(optional(z.string()), undefined),
      baseUrl: z.catch(optional(z.string()), undefined),
      operations: z.catch(optional(strings()), undefined),
      response: z.catch(optional(z.object({ type: optional(z.string()) })), undefined),
    }),
    { title: undefined, name: undefined, baseUrl: undefined, operations: undefined, response: undefined },
  );

/** An AppEnvironmentVersion as `VersionFields` selects it in the documents. */
export const listedVersion = () =>
  z.object({
    id: z.string(),
    version: z.string(),
    isLatest: z.boolean(),
    createdAt: time(),
    updatedAt: time(),
    requiresLicense: optional(z.boolean()),
    ...atlassianAppFields(),
    permissions: list(permission()),
    storage: z.object({
      hosted: optional(z.object({ classifications: optional(strings()), locations: optional(strings()) })),
      remotes: optional(
        list(
          z.object({
            key: z.string(),
            baseUrl: optional(z.string()),
            classifications: optional(strings()),
            locations: optional(strings()),
          }),
        ),
      ),
    }),
    extensions: optional(
      z.object({
        nodes: optional(
          nodes(z.object({ key: z.string(), extensionTypeKey: z.string(), extensionData: extensionData() })),
        ),
      }),
    ),
  });

type ListedVersion = z.infer<ReturnType<typeof listedVersion>>;
type ListedPermission = ListedVersion['permissions'][number];
type ListedExtensions = NonNullable<NonNullable<ListedVersion['extensions']>['nodes']>;

/** Converts a version from the gateway's form to the domain's. Null lists of permissions count as empty. */
export function toVersion(listed: ListedVersion): Version {
  const { permissions, storage } = listed;
  const extensions = listed.extensions?.nodes;
  return {
    id: listed.id,
    version: listed.version,
    isLatest: listed.isLatest,
    createdAt: listed.createdAt,
    deployedAt: listed.updatedAt,
    atlassianApps: atlassianAppsOf(listed),
    requiresLicense: listed.requiresLicense ?? false,
    scopes: permissions.flatMap(({ scopes }) => scopes.map(toScope)),
    egress: permissions.flatMap(egressOf),
    configurableEgress: permissions.some(({ supportsConfigurableEgress }) => supportsConfigurableEgress === true),
    contentPolicies: permissions.flatMap(contentPoliciesOf),
    remotes: remotesOf(storage.remotes ?? [], extensions ?? []),
    ...(storage.hosted && {
      hostedStorage: {
        classifications: storage.hosted.classifications ?? [],
        locations: storage.hosted.locations ?? [],
      },
    }),
    ...(extensions && { modules: extensions.map(toModule) }),
  };
}

/** The gateway's names of egress kinds, mapped to the manifest's. */
const egressKindByType: ReadonlyMap<string, string> = new Map([
  ['FETCH_BACKEND_SIDE', 'fetch.backend'],
  ['FETCH_CLIENT_SIDE', 'fetch.client'],
]);

function egressOf({ egress }: ListedPermission): Egress[] {
  return (egress ?? []).flatMap(({ type = '', addresses, category, inScopeEUD }) =>
    (addresses ?? []).map((address) => ({
      kind: egressKindByType.get(type) ?? type.toLowerCase(),
      address,
      ...(category !== undefined && { category: category.toLowerCase() }),
      ...(inScopeEUD !== undefined && { inScopeEUD }),
    })),
  );
}

function contentPoliciesOf({ securityPolicies }: ListedPermission): ContentPolicy[] {
  return (securityPolicies ?? []).flatMap(({ type = '', policies }) =>
    (policies ?? []).map((policy) => ({ kind: type.toLowerCase(), policy: policy.replace(/^'(.*)'$/, '$1') })),
  );
}

/**
 * `storage.remotes` says what a remote stores, its module what it does; a remote that stores nothing may appear only
 * among the modules.
 */
function remotesOf(stored: NonNullable<ListedVersion['storage']['remotes']>, extensions: ListedExtensions): Remote[] {
  const modules = new Map(
    extensions
      .filter(({ extensionTypeKey }) => extensionTypeKey === 'core:remote')
      .map((module) => [module.key, module.extensionData]),
  );
  const storing = new Map(stored.map((remote) => [remote.key, remote]));
  return [...new Set([...storing.keys(), ...modules.keys()])].map((key) => {
    const [module, remote] = [modules.get(key), storing.get(key)];
    const baseUrl = remote?.baseUrl ?? module?.baseUrl;
    return {
      key,
      classifications: remote?.classifications ?? [],
      locations: remote?.locations ?? [],
      ...(baseUrl !== undefined && { baseUrl }),
      ...(module?.operations && { operations: module.operations }),
    };
  });
}

function toModule({
  key,
  extensionTypeKey: type,
  extensionData: { title, name, response },
}: ListedExtensions[number]): DeployedModule {
  const shown = title ?? name;
  return {
    key,
    type,
    ...(shown !== undefined && { title: shown }),
    ...(response?.type !== undefined && { responseType: response.type }),
  };
}
