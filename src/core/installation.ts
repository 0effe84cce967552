import type * as z from 'zod/mini';
import type { installationFields, licenceFields } from './installation-schema.ts';
import type { DomainOf } from './schema-parts.ts';

/** The licence of an installation that is paid via Atlassian. */
export type Licence = DomainOf<typeof licenceFields<z.ZodMiniDate>>;

export type Installation = DomainOf<typeof installationFields<z.ZodMiniDate>>;

/**
 * Whether an installation runs the newest code with the newest permissions, by the Forge CLI's rule: up to date if
 * the version whose permissions were granted is the latest; else the permissions are outdated if it is lower than
 * the version in use; else the app is outdated.
 */
export type InstallationStatus = Installation['status'];

/** An app's installations as far as they are known: while pages arrive, the first of them. */
export interface LoadedInstallations {
  readonly rows: readonly Installation[];
  /** Whether these are all. */
  readonly complete: boolean;
  /** How many there will be, where the gateway tells. */
  readonly total?: number;
}
