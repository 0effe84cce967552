// Scopes in Atlassian's OpenAPI documents. These are large and not entirely regular: what does not fit is ignored.
import * as z from 'zod/mini';
import type { RestOperation } from '../../../src/manifest/scopes/operation-table.ts';

const scopeSet = z.object({ state: z.optional(z.string()), scopes: z.optional(z.array(z.string())) });
const operationSchema = z.object({
  'x-atlassian-oauth2-scopes': z.optional(z.array(scopeSet)),
  'x-atlassian-auth-types': z.optional(z.array(z.string())),
  security: z.optional(z.array(z.record(z.string(), z.array(z.string())))),
});
const documentSchema = z.object({
  basePath: z.optional(z.string()),
  servers: z.optional(z.array(z.object({ url: z.string() }))),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.optional(z.object({ securitySchemes: z.optional(z.record(z.string(), z.unknown())) })),
});
const oauthScheme = z.object({ flows: z.record(z.string(), z.object({ scopes: z.record(z.string(), z.string()) })) });

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head'];

type Needs = Pick<RestOperation, 'needs' | 'scopes' | 'granular'>;

/**
 * Returns all operations of an OpenAPI 3 or Swagger 2 document. `isScope` tells scopes of Forge from others, which
 * `security` may hold. Throws for any other document.
 */
export function operationsOfDocument(
  document: unknown,
  api: string,
  isScope: (scope: string) => boolean,
): readonly RestOperation[] {
  const { paths, servers, basePath } = documentSchema.parse(document);
  const base = (basePath ?? pathOf(servers?.[0]?.url)).replace(/\/+$/, '');
  return Object.entries(paths).flatMap(([path, ofPath]) =>
    methods.flatMap((method): RestOperation[] => {
      const { success, data } = operationSchema.safeParse(ofPath[method]);
      if (!success) return [];
      const whole = path.startsWith(`${base}/`) ? path : base + path;
      return [{ api, method: method.toUpperCase(), path: whole, ...needsOf(data, isScope) }];
    }),
  );
}

/** Returns a document's descriptions of the scopes it defines, by key; texts are unchanged. */
export function labelsOfDocument(document: unknown): ReadonlyMap<string, string> {
  const schemes = Object.values(documentSchema.parse(document).components?.securitySchemes ?? {});
  return new Map(
    schemes.flatMap((scheme) => {
      const { success, data } = oauthScheme.safeParse(scheme);
      return success ? Object.values(data.flows).flatMap(({ scopes }) => Object.entries(scopes)) : [];
    }),
  );
}

/**
 * What an operation needs: the scopes with the state `Current`, otherwise those of the first entry of `security` that
 * has any. `Beta` scopes are the granular alternative, and are required only if nothing is said of others. An empty
 * list in place of the current scopes means that none is required, and that `Beta` ones are optional (Atlassian's own
 * check asks for none of them). An operation that tells its ways to sign in, and not Forge's, says nothing for apps.
 */
function needsOf(operation: z.infer<typeof operationSchema>, isScope: (scope: string) => boolean): Needs {
  const sets = operation['x-atlassian-oauth2-scopes'] ?? [];
  const ofState = (wanted: string) => sets.find(({ state }) => state === wanted)?.scopes;
  const security = (operation.security ?? []).map((alternative) => Object.values(alternative));
  const secured = security.flat().find((scopes) => scopes.some(isScope));
  const [current, beta] = [ofState('Current'), sorted(ofState('Beta'))];
  const needed = current !== undefined && current.length > 0 ? current : secured;
  if (operation['x-atlassian-auth-types']?.includes('forge-oauth2') === false) return unknown;
  if (needed !== undefined) return { needs: 'scopes', scopes: sorted(needed), granular: beta };
  if (current !== undefined) return { needs: 'none', scopes: [], granular: beta };
  // Without a scheme anybody may call it; with OAuth and no scopes any app may.
  const isOpen = security.some((schemes) => schemes.length === 0);
  const isOpenToApps = operation.security?.some(({ OAuth2: scopes }) => scopes?.length === 0) === true;
  if (isOpen || (isOpenToApps && beta.length > 0)) return { needs: 'none', scopes: [], granular: beta };
  return beta.length > 0 ? { needs: 'scopes', scopes: beta, granular: [] } : unknown;
}

const unknown: Needs = { needs: 'unknown', scopes: [], granular: [] };

const sorted = (scopes: readonly string[] = []) => [...new Set(scopes)].sort();

/** The path of a server. Forge adds what Atlassian's gateway puts before it (`/ex/jira/{cloudId}`). */
function pathOf(server: string | undefined): string {
  if (server === undefined) return '';
  return decodeURI(new URL(server, 'https://site.example').pathname).replace(/^\/ex\/\w+\/\{\w+\}/, '');
}
