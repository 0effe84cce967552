import * as z from 'zod/mini';
import type { Contributor } from '../core/contributor.ts';
import { nodes, optional, parseTime } from './reply-schemas.ts';

/** A contributor in either of the gateway's lists; only one of them has `lastActive`. */
export const listedContributor = () =>
  z.object({
    accountId: z.string(),
    publicName: z.string(),
    email: optional(z.string()),
    isOwner: optional(z.boolean()),
    roles: optional(nodes(z.string())),
    lastActive: optional(z.string()),
  });

/** Converts a contributor from the gateway's form to the domain's. */
export function toContributor({
  accountId,
  publicName,
  email,
  isOwner,
  roles,
  lastActive,
}: z.infer<ReturnType<typeof listedContributor>>): Contributor {
  const seen = lastActive === undefined ? undefined : parseTime(lastActive);
  return {
    accountId,
    name: publicName,
    isOwner: isOwner ?? false,
    roles: roles ?? [],
    ...(email !== undefined && { email }),
    ...(seen && { lastActive: seen }),
  };
}

/** Compares contributors: the owner first, then by name. */
export function ownerFirst(a: Contributor, b: Contributor): number {
  return Number(b.isOwner) - Number(a.isOwner) || a.name.localeCompare(b.name);
}
