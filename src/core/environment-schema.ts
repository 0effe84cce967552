import * as z from 'zod/mini';
import {
  contentPolicySchema,
  egressSchema,
  hostedStorageSchema,
  remoteSchema,
  scopeSchema,
} from './permission-schema.ts';
import { flag, many, maybe, text } from './schema-parts.ts';

export const deployedModuleSchema = z.object({
  key: text,
  /**
   * As deployed: like `jira:issuePanel`, or `core:function` and `xen:macro` for what a manifest calls `function` and
   * `macro`.
   */
  type: text,
  /** What users see of it, where it has a title or name in plain text. */
  title: maybe(text),
  /** Of web triggers, where it is said: `static` or `dynamic`. */
  responseType: maybe(text),
});

export const versionFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** Like `4.111.0`. */
  version: text,
  /** Whether the gateway calls it the newest of the environment. */
  isLatest: flag,
  /** First deployment of the major version. */
  createdAt: time,
  /** Its last deployment. */
  deployedAt: time,
  scopes: many(scopeSchema),
  egress: many(egressSchema),
  /** Whether customers can choose which egress they allow. */
  configurableEgress: flag,
  contentPolicies: many(contentPolicySchema),
  remotes: many(remoteSchema),
  /** Absent where the app keeps no data with Forge. */
  hostedStorage: maybe(hostedStorageSchema),
  /** Absent where the gateway did not tell them. */
  modules: maybe(many(deployedModuleSchema)),
  requiresLicense: flag,
  /** In the gateway's spelling. */
  atlassianApps: many(text),
});

export const environmentFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** The key as the Forge CLI writes it: the gateway's `default` is `development`. */
  key: text,
  /** `custom`: an environment with a key of its own; the gateway calls its type DEVELOPMENT. */
  kind: z.enum(['production', 'staging', 'development', 'custom']),
  /** Newest deployed version; absent where nothing but the skeleton exists. */
  latest: maybe(z.object(versionFields(time))),
});
