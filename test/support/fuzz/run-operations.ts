// All requests to the gateway, each with the processing of its reply.
import { exportChunks } from '../../../src/audit-logs/model/export-csv.ts';
import { createMergedEvents } from '../../../src/audit-logs/model/merged-events.ts';
import { mergeMonth, monthFile } from '../../../src/audit-logs/model/archive-month.ts';
import type { Account } from '../../../src/core/account.ts';
import { csvText } from '../../../src/files/csv-cell.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import { appAri } from '../../../src/core/ids.ts';
import type { GatewayClient } from '../../../src/gateway/client.ts';
import { appExists } from '../../../src/gateway/operations/fetch-app-existence.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchOwner } from '../../../src/gateway/operations/fetch-app-owner.ts';
import { fetchAppProfile } from '../../../src/gateway/operations/fetch-app-profile.ts';
import { fetchRemovalFacts } from '../../../src/gateway/operations/fetch-removal-facts.ts';
import { fetchAppUsage } from '../../../src/gateway/operations/fetch-app-usage.ts';
import { fetchAuditEvents } from '../../../src/gateway/operations/fetch-audit-events.ts';
import { fetchContributorsWithActivity } from '../../../src/gateway/operations/fetch-contributor-activity.ts';
import { fetchContributorHistory } from '../../../src/gateway/operations/fetch-contributor-history.ts';
import { fetchContributors } from '../../../src/gateway/operations/fetch-contributor-list.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchDeveloperSpace } from '../../../src/gateway/operations/fetch-developer-space.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchListedApp } from '../../../src/gateway/operations/fetch-listed-app.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { beginUninstall } from '../../../src/gateway/operations/uninstall-app.ts';
import { fetchInstallationTask } from '../../../src/gateway/operations/fetch-installation-task.ts';
import { fetchRunningTasks } from '../../../src/gateway/operations/fetch-installation-task-list.ts';
import { fetchVersionPage } from '../../../src/gateway/operations/fetch-version-history.ts';
import { compareManifest } from '../../../src/manifest/model/compare-manifest.ts';
import { consequences } from '../../../src/manifest/model/consequence.ts';
import { parseManifest } from '../../../src/manifest/model/manifest.ts';
import { versionChanges } from '../../../src/manifest/model/version-changes.ts';
import { type PanelState, requests } from '../../../src/app-panel/protocol.ts';
import {
  contributorView,
  environmentView,
  headerView,
  installationsView,
  profileView,
  type ViewWords,
} from '../../../src/app-panel/section-views.ts';
import { blockersOf } from '../../../src/removal/model/blockers.ts';
import { checkApp } from '../../../src/removal/model/removal-check.ts';
import { planUninstall } from '../../../src/removal/model/uninstall-plan.ts';
import { unusedReasons } from '../../../src/removal/model/unused-apps.ts';
import { developerSpaces, sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { loadInstallations } from '../../../src/apps/model/load-installations.ts';
import { arrange, groupApps } from '../../../src/apps/model/arrange.ts';
import { now } from '../use-gateway.ts';
import { auditEventView, auditRowsView } from '../../../src/audit-logs/panel/audit-views.ts';
import { releaseOperations } from './release-operations.ts';
import { emptyPanelState } from '../page/empty-panel-state.ts';

/** Sends a request, and runs the product's processing of the reply. */
export type Use = (client: GatewayClient) => Promise<unknown>;

/** Rejects values that don't match their declared types. */
const text = (value: unknown) => (typeof value === 'string' ? value : reject(value));
const words: ViewWords = {
  appType: text,
  distribution: (distribution, status) => text(distribution) + text(status),
  atlassianApp: text,
  environmentKind: text,
  installationStatus: text,
  role: text,
  egressKind: text,
  licence: ({ type = '' }) => text(type),
  edition: text,
  listingStatus: text,
  linkStatus: text,
  account: ({ name }) => name,
  failure: ({ kind, message }) => ({ short: kind, reason: kind, message, signedOut: false }),
};
const account: Account = {
  key: 'k',
  id: 'mara',
  email: 'mara@example.com',
  name: 'Mara',
  gateway: 'http://127.0.0.1/graphql',
  kind: 'atlassian',
};
const manifest = parseManifest(
  'app:\n  id: ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\npermissions:\n  scopes: [read:jira-work]\n',
);
const id = appAri(sampleAppIds.releaseNotes);
const vault = appAri(sampleAppIds.customerVault);
const ready = <V>(value: V) => ({ status: 'ready', value, at: 0 }) as const;

function reject(value: unknown): never {
  throw new TypeError(`Not a text: ${String(value)}`);
}

/** Fails if the page would reject a part of its state. */
function shownOnPage(part: object): void {
  const empty: PanelState = emptyPanelState(headerView(undefined, undefined, id, account, words));
  requests.ready.reply.parse(JSON.parse(JSON.stringify({ state: { ...empty, ...part }, translations: {} })));
}

export const uses: Readonly<Record<string, Use>> = {
  async 'the list of apps'(client) {
    const page = await fetchAppPage(client, 50, undefined);
    const apps = arrange(page.nodes, { filter: 'e', sort: 'name' });
    for (const group of ['type', 'distribution', 'atlassianApp'] as const) groupApps(apps, group);
    for (const app of page.nodes) shownOnPage({ header: headerView(app, undefined, app.id, account, words) });
    return page;
  },
  'an app of the list': (client) => fetchListedApp(client, id),
  async 'a profile'(client) {
    const profile = await fetchAppProfile(client, id);
    shownOnPage({ profile: ready(profileView(profile, words)) });
    return profile;
  },
  async environments(client) {
    const environments = await fetchEnvironments(client, id);
    shownOnPage({ environments: ready(environments.map((one) => environmentView(one, words))) });
    return [environments, compareManifest(manifest, environments), consequences(manifest, environments)];
  },
  async versions(client) {
    const page = await fetchVersionPage(client, id, 'production', undefined);
    return [page, page.nodes.slice(1).map((version, index) => versionChanges(page.nodes[index] ?? version, version))];
  },
  async installations(client) {
    const known = await loadInstallations(client, id, new AbortController().signal, () => undefined);
    shownOnPage({ installations: ready(installationsView(known, words)) });
    return known;
  },
  async contributors(client) {
    const contributors = await fetchContributorsWithActivity(client, id);
    shownOnPage({ contributors: ready(contributors.map((one) => contributorView(one, account, words))) });
    return contributors;
  },
  'contributors without activity': (client) => fetchContributors(client, id),
  'the contributor history': (client) => fetchContributorHistory(client, id, [], undefined),
  async 'audit events'(client) {
    const events = await fetchAuditEvents(client, vault, new Date('2025-01-01T00:00:00Z'), now);
    const known = createMergedEvents();
    known.addFetched(events);
    requests.auditRows.reply.parse(JSON.parse(JSON.stringify(auditRowsView(known, 0, 0))));
    for (const event of known.all) requests.auditEvent.reply.parse(JSON.parse(JSON.stringify(auditEventView(event))));
    const merged = await Promise.all(
      [...Map.groupBy(events, monthFile)].map(([, ofMonth]) => mergeMonth(undefined, ofMonth)),
    );
    const batches = (async function* () {
      yield await Promise.resolve({ window: { start: now, end: now }, events });
    })();
    const form = {
      extraColumns: ['eventId', 'environmentId', 'migrationStart', 'exactTime'],
      formulaSafe: true,
      byteOrderMark: false,
    } as const;
    let csv = '';
    for await (const chunk of exportChunks(batches, form)) csv += chunk;
    return [
      events,
      merged,
      csv,
      await csvText(
        ['x'],
        events.map((event) => [event.appName]),
      ),
    ];
  },
  async 'the check before a removal'(client) {
    const check = await checkApp(client, 'mara', id);
    return [check, blockersOf(check), planUninstall(check.rows, new Set(check.rows.map((row) => row.id)), true)];
  },
  'what bears on removing an app': (client) => fetchRemovalFacts(client, id),
  'an app’s owner': (client) => fetchOwner(client, id),
  async 'an app’s usage'(client) {
    const usage = await fetchAppUsage(client, id);
    return [usage, unusedReasons({ updatedAt: now } as Parameters<typeof unusedReasons>[0], usage, 6, now)];
  },
  'whether an app exists': (client) => appExists(client, id),
  'the person of a token': (client) => fetchMe(client),
  'a developer space': (client) => fetchDeveloperSpace(client, developerSpaces.northlight.id),
  'a deletion': (client) => deleteApp(client, appAri(sampleAppIds.teamPoll)),
  'an uninstallation': (client) =>
    beginUninstall(client, { appId: id, environmentKey: 'production', installationId: 'installation-1' }),
  'the state of a task': (client) => fetchInstallationTask(client, 'task-1'),
  'running uninstallations': (client) =>
    fetchRunningTasks(client, id, { context: 'ari:cloud:jira::site/x', type: 'AppInstallationDeletionTask' }),
  ...releaseOperations,
};

/** Fails if a value contains what no reply can: invalid dates, NaN, functions, sparse lists. */
export function assertSound(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`A ${typeof value} in a reply`);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('A number that is none');
  if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof ForgeError) return;
  seen.add(value);
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError('A date that is none');
    return;
  }
  if (Array.isArray(value) && value.includes(undefined)) throw new TypeError('A list with a hole');
  const prototype: unknown = Object.getPrototypeOf(value);
  if (
    prototype !== Object.prototype &&
    prototype !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  )
    throw new TypeError('An object with another prototype');
  for (const part of value instanceof Map || value instanceof Set ? [...value.entries()].flat() : Object.values(value))
    assertSound(part, seen);
}
