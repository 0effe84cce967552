// Scopes in Atlassian's OpenAPI documents. These are large and not entirely regular: what does not fit is ignored.
import * as z from 'zod/mini';
import type { RestOperation } from '../../../src/manifest/scopes/operation-table.ts';

const scopeSet = z.object({ state: z.optional(z.string()), scopes: z.optional(z.array(z.string())) });
const operationSchema = z.object({
  'x-atlassian-oauth2-scopes': z.optional(z.array(scopeSet)),
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

/**
 * Returns the operations of an OpenAPI 3 or Swagger 2 document that need scopes: those with the state `Current`,
 * otherwise those of the first entry of `security` that has any. `Beta` scopes are the granular alternative, and are
 * required only if there are no others. Throws for any other document.
 */
export function operationsOfDocument(document: unknown, api: string): readonly RestOperation[] {
  const { paths, servers, basePath } = documentSchema.parse(document);
  const base = (basePath ?? pathOf(servers?.[0]?.url)).replace(/\/+$/, '');
  return Object.entries(paths).flatMap(([path, ofPath]) =>
    methods.flatMap((method) => {
      const operation = operationSchema.safeParse(ofPath[method]);
      if (!operation.success) return [];
      const { scopes, granular } = scopesOf(operation.data);
      return scopes.length === 0
        ? []
        : [
            {
              api,
              method: method.toUpperCase(),
              path: path.startsWith(`${base}/`) ? path : base + path,
              needs: 'scopes' as const,
              scopes,
              granular,
            },
          ];
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

function scopesOf(operation: z.infer<typeof operationSchema>): Pick<RestOperation, 'scopes' | 'granular'> {
  const sets = operation['x-atlassian-oauth2-scopes'] ?? [];
  const ofState = (wanted: string) =>
    sets.find(({ state, scopes = [] }) => state === wanted && scopes.length > 0)?.scopes;
  const secured = (operation.security ?? [])
    .flatMap((alternative) => Object.values(alternative))
    .filter((scopes) => scopes.length > 0);
  const [needed, instead] = [ofState('Current') ?? secured[0], ofState('Beta')];
  return needed === undefined
    ? { scopes: sorted(instead), granular: [] }
    : { scopes: sorted(needed), granular: sorted(instead) };
}

const sorted = (scopes: readonly string[] = []) => [...new Set(scopes)].sort();

function pathOf(server: string | undefined): string {
  return server === undefined ? '' : new URL(server, 'https://site.example').pathname;
}
