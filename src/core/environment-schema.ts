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
   * As deployed, such as `jira:issuePanel`; `core:function` and `xen:macro` are what a manifest calls `function` and
   * `macro`.
   */
  type: text,
  /** The name users see; absent unless it has a title or name in plain text. */
  title: maybe(text),
  /** For web triggers, `static` or `dynamic`; absent if not stated. */
  responseType: maybe(text),
});

export const versionFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** Such as `4.111.0`. */
  version: text,
  /** Whether the gateway reports it as the newest of the environment. */
  isLatest: flag,
  /** When the major version was first deployed. */
  createdAt: time,
  /** When it was last deployed. */
  deployedAt: time,
  scopes: many(scopeSchema),
  egress: many(egressSchema),
  /** Whether customers can choose which egress they allow. */
  configurableEgress: flag,
  contentPolicies: many(contentPolicySchema),
  remotes: many(remoteSchema),
  /** Absent if the app keeps no data in Forge's storage. */
  hostedStorage: maybe(hostedStorageSchema),
  /** Absent if not reported. */
  modules: maybe(many(deployedModuleSchema)),
  requiresLicense: flag,
  /** In the gateway's spelling. */
  atlassianApps: many(text),
});

export const environmentFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** The key as the Forge CLI writes it: `development` for the gateway's `default`. */
  key: text,
  /** `custom`: an environment with its own key; the gateway gives it the type DEVELOPMENT. */
  kind: z.enum(['production', 'staging', 'development', 'custom']),
  /** Newest deployed version; absent if there is only the skeleton. */
  latest: maybe(z.object(versionFields(time))),
});
