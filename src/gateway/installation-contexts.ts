/**
 * What an installation context stands for, from the ARI forms that the Forge CLI reads:
 * `ari:cloud:<owner>::site/<cloudId>`, `ari:cloud:<owner>:<cloudId>:workspace/<activationId>`,
 * `ari:cloud:<owner>::workspace/<id>`, and `workspace-user/<activationId>/<userId>`. The owner segment names the
 * Atlassian app.
 */
export interface InstallationContext {
  readonly owner: string;
  /** Set if the context names a site, or a workspace with its site. */
  readonly cloudId?: string;
  /** Set for a workspace without a site. */
  readonly activationId?: string;
}

/** Reads an installation context; undefined where the form is unknown. */
export function parseInstallationContext(context: string): InstallationContext | undefined {
  const [scheme, cloud, owner, cloudId, resource] = splitAri(context);
  if (scheme !== 'ari' || cloud !== 'cloud' || !owner || cloudId === undefined || resource === undefined)
    return undefined;
  const [type, id] = resource.split('/');
  if (id === undefined || id === '') return undefined;
  if (type === 'site') return { owner, cloudId: id };
  if (type !== 'workspace' && type !== 'workspace-user') return undefined;
  return cloudId === '' ? { owner, activationId: id } : { owner, cloudId };
}

/** Owners of the gateway's internal rows, which the Forge CLI hides too. */
export const technicalOwners: ReadonlySet<string> = new Set(['identity', 'jira-servicedesk']);

/** Returns an Atlassian app in the gateway's spelling of products, from the owner segment of a context. */
export function atlassianAppOf(owner: string): string {
  return owner.toUpperCase();
}

function splitAri(ari: string): string[] {
  const parts = ari.split(':');
  return [...parts.slice(0, 4), parts.slice(4).join(':')];
}
