import type { AppAri } from '../../core/ids.ts';
import type { Installation, LoadedInstallations } from '../../core/installation.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchInstallationPages } from '../../gateway/operations/fetch-installation-list.ts';

/** Partial results are shown each time they have grown by this factor: showing every page would be too slow. */
const growth = 1.5;

/**
 * Loads all installations of an app, sorted by site name. `soFar` gets the first page and then partial results in the
 * gateway's order, also those before a failure. Throws as `fetchInstallationPages` does.
 */
export async function loadInstallations(
  client: GatewayClient,
  id: AppAri,
  signal: AbortSignal,
  soFar: (known: LoadedInstallations) => void,
): Promise<LoadedInstallations> {
  const rows: Installation[] = [];
  let hidden = 0;
  let shown = 0;
  let total: number | undefined;

  function show(): void {
    shown = rows.length;
    // The gateway's total includes its technical rows.
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
