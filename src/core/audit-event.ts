/**
 * A change to where an app's data is kept on one site. All texts are the gateway's own; one it does not report is
 * empty.
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
  /** What happened, such as `MIGRATION_SCHEDULED`. */
  readonly status: string;
  /** When it happened; undefined if the gateway reports no readable time. */
  readonly at: Date | undefined;
  readonly location: string;
  readonly target: string;
  readonly migrationStart: Date | undefined;
}
