import type * as z from 'zod/mini';
import type { installationFields, licenceFields } from './installation-schema.ts';
import type { DomainOf } from './schema-parts.ts';

/** The licence of an installation that is billed by Atlassian. */
export type Licence = DomainOf<typeof licenceFields<z.ZodMiniDate>>;

export type Installation = DomainOf<typeof installationFields<z.ZodMiniDate>>;

/**
 * Whether an installation runs the newest code with the newest permissions, by the Forge CLI's rule: up to date if the
 * version whose permissions were granted is the latest; otherwise the permissions are outdated if that version is lower
 * than the one in use; otherwise the app is outdated.
 */
export type InstallationStatus = Installation['status'];

/** The installations loaded so far; pages may still be missing. */
export interface LoadedInstallations {
  readonly rows: readonly Installation[];
  /** Whether all pages have been loaded. */
  readonly complete: boolean;
  /** The expected number of installations, if the gateway reports it. */
  readonly total?: number;
}
