/**
 * Something that happened to where an app's data is kept on one site. The texts are the gateway's own, whatever they
 * are; one that it does not tell is empty.
 */
export interface AuditEvent {
  readonly id: string;
  /** ARI or UUID. */
  readonly appId: string;
  readonly appName: string;
  readonly siteId: string;
  readonly product: string;
  readonly environment: string;
  readonly environmentId: string;
  readonly installedVersion: string;
  /** What happened, like `MIGRATION_SCHEDULED`. */
  readonly status: string;
  /** When it happened; absent where the gateway tells no readable time. */
  readonly at: Date | undefined;
  readonly location: string;
  readonly target: string;
  readonly migrationStart: Date | undefined;
}
