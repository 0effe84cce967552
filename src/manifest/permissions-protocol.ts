import * as z from 'zod/mini';
import { scopeSchema } from '../core/permission-schema.ts';
import { flag, maybe, text } from '../core/schema-parts.ts';

/* What the tab Permissions shows of an app's manifest and of what is deployed, and what its page asks for. */

const number = z.number();
const nothing = z.null();

/**
 * A cell of the permissions table: `present` or `missing` in the column; `added`, `removed` or `changed` (different
 * details) by the next deployment of the manifest to that environment; `none` if there is nothing to compare (no
 * manifest, or never deployed).
 */
const cell = z.object({
  state: z.enum(['present', 'missing', 'added', 'removed', 'changed', 'uncertain', 'none']),
  /** Line in the manifest, zero-based; only in the manifest's column. */
  line: maybe(number),
  allowsImpersonation: maybe(flag),
});
export type Cell = z.infer<typeof cell>;

const permissionRow = z.extend(z.pick(scopeSchema, { key: true, restricted: true }), {
  name: maybe(text),
  description: maybe(text),
  cells: z.array(cell),
});
export type PermissionRow = z.infer<typeof permissionRow>;

/** The comparison of the manifest with what is deployed. */
export const permissionsState = z.object({
  /**
   * The app's manifests in the workspace, by path from the workspace folder; the first is compared unless the user
   * chooses another.
   */
  manifests: z.array(z.object({ path: text, problems: number })),
  /** Index of the manifest that is compared; absent if there is none. */
  manifest: maybe(number),
  /** The manifest's column comes first, if there is a manifest, then one column per environment. */
  columns: z.array(z.object({ id: text, label: text, isManifest: flag, version: maybe(text) })),
  /** API scopes by API, then egress, remotes and content security. */
  groups: z.array(
    z.object({ title: text, kind: z.enum(['scopes', 'egress', 'remotes', 'csp']), rows: z.array(permissionRow) }),
  ),
  /** What the next deployment to each environment means, as display text. */
  consequences: z.array(z.object({ label: text, message: text, needsApproval: flag })),
  /** What can't be compared, and what that means. */
  notes: z.array(text),
});
export type PermissionsView = z.infer<typeof permissionsState>;

/** Title of a module as users see it. */
export const moduleTitle = z.object({
  module: text,
  key: text,
  title: text,
  /** Zero-based, in the compared manifest; absent for a title as deployed. */
  line: maybe(number),
  /** Of a translated title: its key, which is the title too where the translation is not known. */
  translationKey: maybe(text),
  /** Of a title as deployed: the environment. */
  environment: maybe(text),
});
export type ModuleTitle = z.infer<typeof moduleTitle>;

/** What the page asks about the manifest. */
export const permissionRequests = {
  chooseManifest: { params: z.object({ manifest: number.check(z.int(), z.nonnegative()) }), reply: nothing },
  /** Opens the compared manifest at a zero-based line. */
  openManifest: { params: z.object({ line: maybe(number.check(z.int(), z.nonnegative())) }), reply: nothing },
  /** Runs *Add Scope…* for the compared manifest, or says where scopes are added. Replies when that has ended. */
  addScope: { params: z.object({}), reply: nothing },
} as const;
