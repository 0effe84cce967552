import * as z from 'zod/mini';
import type { Scope } from '../core/permission.ts';
import { optional } from './reply-schemas.ts';

/** An AppHostServiceScope as the documents select it. */
export const listedScope = () =>
  z.object({
    key: z.string(),
    name: z.string(),
    description: z.string(),
    restricted: optional(z.boolean()),
    service: z.object({ name: z.string() }),
  });

/** Converts a scope from the gateway's form to the domain's; unrestricted unless reported as restricted. */
export function toScope({
  key,
  name,
  description,
  restricted,
  service,
}: z.infer<ReturnType<typeof listedScope>>): Scope {
  return { key, name, description, restricted: restricted ?? false, api: service.name };
}
