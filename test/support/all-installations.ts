import type { AppAri } from '../../src/core/ids.ts';
import type { Installation } from '../../src/core/installation.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';
import { fetchInstallationPages } from '../../src/gateway/operations/fetch-installation-list.ts';

/** Returns all installations of an app, sorted by site and Atlassian app. */
export async function allInstallations(client: GatewayClient, id: AppAri): Promise<Installation[]> {
  const rows: Installation[] = [];
  for await (const page of fetchInstallationPages(client, id)) rows.push(...page.nodes);
  return rows.sort((a, b) => a.site.localeCompare(b.site) || a.atlassianApp.localeCompare(b.atlassianApp));
}
