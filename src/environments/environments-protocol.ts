import * as z from 'zod/mini';
import { environmentFields, versionFields } from '../core/environment-schema.ts';
import { hostedStorageSchema } from '../core/permission-schema.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';

/*
 * What the page of an app's panel knows of environments and their versions, and what it asks for. Times are epoch
 * milliseconds.
 */

const number = z.number();

const deployedVersion = z.object(versionFields(number));

export const environmentView = z.extend(z.omit(z.object(environmentFields(number)), { latest: true }), {
  kindName: text,
  /** Absent if nothing was deployed. */
  latest: maybe(
    z.extend(z.pick(deployedVersion, { version: true, isLatest: true, deployedAt: true, requiresLicense: true }), {
      atlassianApps: many(text),
      scopeCount: number,
      /** Addresses that data may be sent to, with the kind of egress as display text. */
      egress: many(z.object({ address: text, kind: text })),
      /** Where hosted data is stored; absent if the app stores none. */
      storage: maybe(hostedStorageSchema),
    }),
  ),
});
export type EnvironmentView = z.infer<typeof environmentView>;

const ofVersion = { id: true, version: true, isLatest: true, createdAt: true, deployedAt: true } as const;

const version = z.extend(z.pick(deployedVersion, ofVersion), {
  scopeCount: number,
  /** Against the previous version; absent for the oldest known version. */
  changes: maybe(
    z.object({
      from: text,
      isMajor: flag,
      added: z.array(text),
      removed: z.array(text),
      egressAdded: z.array(text),
      egressRemoved: z.array(text),
    }),
  ),
});
export type VersionView = z.infer<typeof version>;

/** What the page asks about environments. */
export const environmentRequests = {
  /** Versions of an environment, newest first, 20 per page. */
  versions: {
    params: z.object({ environmentId: text, after: maybe(text) }),
    reply: z.object({ versions: z.array(version), next: maybe(text) }),
  },
  /** Creates, deletes or chooses an environment, which asks first. Replies when that has ended. */
  environmentCommand: {
    params: z.union([
      z.object({ command: z.literal('create') }),
      z.object({ command: z.enum(['delete', 'makeDefault']), environmentId: text }),
    ]),
    reply: z.null(),
  },
} as const;
