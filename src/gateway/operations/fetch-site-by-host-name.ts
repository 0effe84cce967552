import * as z from 'zod/mini';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-site-by-host-name.graphql';

const activation = () => optional(z.object({ active: optional(z.string()) }));

const reply = () =>
  z.object({
    tenantContexts: optional(
      list(
        z.nullable(
          z.object({
            cloudId: optional(z.string()),
            hostName: optional(z.string()),
            jira: activation(),
            confluence: activation(),
            compass: activation(),
          }),
        ),
      ),
    ),
  });

const SiteByHostName: Operation<{ readonly hostName: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'SiteByHostName',
  kind: 'query',
  document,
  reply,
};

/** The Atlassian apps that Forge apps are installed in and that are part of a site, by the owner segment of contexts. */
const siteApps = ['jira', 'confluence', 'compass'] as const;

/** A site, with the installation contexts of the Atlassian apps that it has. */
export interface SiteContexts {
  readonly cloudId: string;
  readonly hostName: string;
  readonly contexts: readonly { readonly atlassianApp: (typeof siteApps)[number]; readonly context: string }[];
}

/**
 * Returns the site with a host name, with contexts in the form that the Forge CLI makes of the ids; undefined if the
 * gateway knows no such site. Throws like `run`.
 */
export async function fetchSite(
  client: GatewayClient,
  hostName: string,
  signal?: AbortSignal,
): Promise<SiteContexts | undefined> {
  const { tenantContexts } = await client.run(SiteByHostName, { hostName }, signal);
  const [site] = tenantContexts ?? [];
  if (site?.cloudId === undefined) return undefined;
  const { cloudId } = site;
  return {
    cloudId,
    hostName: site.hostName ?? hostName,
    contexts: siteApps.flatMap((atlassianApp) => {
      const id = site[atlassianApp]?.active;
      return id === undefined
        ? []
        : [{ atlassianApp, context: `ari:cloud:${atlassianApp}:${cloudId}:workspace/${id}` }];
    }),
  };
}
