import type { AppAri } from '../../core/ids.ts';
import type { Installation, KnownInstallations } from '../../core/installation.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchInstallationPages } from '../../gateway/operations/fetch-installation-list.ts';

/** What is known is shown again when it has grown by this much: a hundred pages are not shown a hundred times. */
const growth = 1.5;

/**
 * All installations of an app, by site name. The first page is shown as soon as it is there, later ones in growing
 * steps and in the gateway's order; what came before a failure is shown too. Throws as `fetchInstallationPages` does.
 */
export async function loadInstallations(
  client: GatewayClient,
  id: AppAri,
  signal: AbortSignal,
  soFar: (known: KnownInstallations) => void,
): Promise<KnownInstallations> {
  const rows: Installation[] = [];
  let hidden = 0;
  let shown = 0;
  let total: number | undefined;

  function show(): void {
    shown = rows.length;
    // The gateway counts its technical rows too; those seen so far are none of ours.
    soFar({
      rows: [...rows],
      complete: false,
      ...(total !== undefined && { total: Math.max(total - hidden, rows.length) }),
    });
  }

  try {
    for await (const page of fetchInstallationPages(client, id, signal)) {
      for (const node of page.nodes) rows.push(node);
      hidden += page.hidden;
      total = page.total;
      if (page.next !== undefined && rows.length >= shown * growth) show();
    }
  } catch (thrown) {
    if (rows.length > shown) show();
    throw thrown;
  }
  const { compare } = new Intl.Collator();
  rows.sort((a, b) => compare(a.site, b.site) || compare(a.atlassianApp, b.atlassianApp));
  return { rows, complete: true, total: rows.length };
}
