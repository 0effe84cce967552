import * as z from 'zod/mini';
import { appFields, appProfileFields, listingSchema } from '../core/app-schema.ts';
import { appClientSchema } from '../core/app-client-schema.ts';
import { contributorEventFields, contributorFields } from '../core/contributor-schema.ts';
import { contributorActions } from '../core/contributor.ts';
import { documentation } from '../core/documentation.ts';
import { environmentFields, versionFields } from '../core/environment-schema.ts';
import { type Failure, failureSchema as failure } from '../core/failure-schema.ts';
import { installationFields } from '../core/installation-schema.ts';
import { pageAnswer } from '../core/page-protocol.ts';
import { hostedStorageSchema, scopeSchema } from '../core/permission-schema.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';
import { buildsState, deploymentRequests, deploymentsState } from '../deployments/deployments-protocol.ts';
import { logRequests, logsState } from '../logs/log-protocol.ts';
import { versionRequests } from '../versions/versions-protocol.ts';
import { variableRequests, variablesState } from '../variables/variables-protocol.ts';
import { tabs } from './tabs.ts';

/*
 * The protocol between the app panel's page and the extension. Both sides import this file, and both parse what they
 * receive. Fields of domain types follow their schemas; times are epoch milliseconds. Enumerations (types, roles,
 * statuses) come as display text in the editor's language; the page adds only its own labels.
 */

const number = z.number();

export type { VariablesView } from '../variables/variables-protocol.ts';
export type { Failure } from '../core/failure-schema.ts';
export { contributorActions } from '../core/contributor.ts';
export { type Tab, tabs, tabsOf } from './tabs.ts';

/** Parts of the panel that are fetched, fail and are retried independently. */
export const sectionNames = [
  'profile',
  'environments',
  'variables',
  'deployments',
  'builds',
  'installations',
  'contributors',
  'clients',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** A section keeps its last good value, fetched `at`, while it loads and after it failed. */
function section<T extends z.ZodMiniType>(value: T) {
  return z.object({
    status: z.enum(['loading', 'ready', 'failed']),
    value: maybe(value),
    at: maybe(number),
    failure: maybe(failure),
  });
}
export interface Section<T> {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly value?: T;
  readonly at?: number;
  readonly failure?: Failure;
}

/** What is known of the app before anything is fetched. */
const header = z.extend(z.pick(z.object(appFields(number)), { name: true, type: true, isCloudFortified: true }), {
  /** The app's ARI, as in the manifest. */
  id: text,
  typeName: text,
  distributionName: text,
  updatedAt: maybe(number),
  accountLabel: text,
  /** A sample app, which neither the developer console nor the Marketplace has. */
  isSample: flag,
});
export type Header = z.infer<typeof header>;

/** Fields of a profile that the page gets as display text, or in its header. */
const notOfProfile = {
  id: true,
  name: true,
  type: true,
  isCloudFortified: true,
  distribution: true,
  distributionStatus: true,
  owner: true,
  vendorName: true,
  storesPersonalData: true,
  listing: true,
  failedParts: true,
} as const;

const profile = z.extend(z.omit(z.object(appProfileFields(number)), notOfProfile), {
  ownerName: maybe(text),
  developerSpace: maybe(text),
  distributionName: text,
  /** Status of the distribution link as display text; absent if there is no link or the gateway does not return it. */
  distributionLink: maybe(text),
  /** Status of the listing as display text. */
  marketplace: maybe(listingSchema),
});
export type ProfileView = z.infer<typeof profile>;

const deployedVersion = z.object(versionFields(number));

const environment = z.extend(z.omit(z.object(environmentFields(number)), { latest: true }), {
  kindName: text,
  /** Absent if nothing was deployed. */
  latest: maybe(
    z.extend(z.pick(deployedVersion, { version: true, isLatest: true, deployedAt: true, requiresLicense: true }), {
      atlassianApps: many(text),
      scopeCount: number,
      /** Addresses that data may be sent to, with the kind of egress as display text. */
      egress: many(z.object({ address: text, kind: text })),
      /** Where hosted data is stored; absent if the app stores none. */
      storage: maybe(hostedStorageSchema),
    }),
  ),
});
export type EnvironmentView = z.infer<typeof environment>;

/** Fields of an installation that the page gets as display text. */
const notOfInstallation = { atlassianApp: true, secondaryAtlassianApps: true, licence: true } as const;

/** `codeVersion` is present only if it differs from `version`. */
const installation = z.extend(z.omit(z.object(installationFields(number)), notOfInstallation), {
  /** Whether the site is marked as the person's own. */
  isMine: maybe(flag),
  /** Includes the optional apps of a cross-product installation. */
  atlassianApps: many(text),
  statusName: text,
  /** Licence as display text, such as "active, trial"; absent if the gateway returns none. */
  licence: maybe(text),
  edition: maybe(text),
});
export type InstallationView = z.infer<typeof installation>;

const installations = z.object({
  rows: z.array(installation),
  /** The total, if the gateway returns it. */
  total: maybe(number),
});
export type InstallationsView = z.infer<typeof installations>;

/** Roles are display text. */
const contributor = z.extend(z.object(contributorFields(number)), { isYou: flag });
export type ContributorView = z.infer<typeof contributor>;

/**
 * A cell of the permissions table: `present` or `missing` in the column; `added`, `removed` or `changed` (different
 * details) by the next deployment of the manifest to that environment; `none` if there is nothing to compare (no
 * manifest, or never deployed).
 */
const cell = z.object({
  state: z.enum(['present', 'missing', 'added', 'removed', 'changed', 'uncertain', 'none']),
  /** Line in the manifest, zero-based; only in the manifest's column. */
  line: maybe(number),
  allowsImpersonation: maybe(flag),
});
export type Cell = z.infer<typeof cell>;

const permissionRow = z.extend(z.pick(scopeSchema, { key: true, restricted: true }), {
  name: maybe(text),
  description: maybe(text),
  cells: z.array(cell),
});
export type PermissionRow = z.infer<typeof permissionRow>;

/** The comparison of the manifest with what is deployed. */
const permissions = z.object({
  /**
   * The app's manifests in the workspace, by path from the workspace folder; the first is compared unless the user
   * chooses another.
   */
  manifests: z.array(z.object({ path: text, problems: number })),
  /** Index of the manifest that is compared; absent if there is none. */
  manifest: maybe(number),
  /** The manifest's column comes first, if there is a manifest, then one column per environment. */
  columns: z.array(z.object({ id: text, label: text, isManifest: flag, version: maybe(text) })),
  /** API scopes by API, then egress, remotes and content security. */
  groups: z.array(
    z.object({ title: text, kind: z.enum(['scopes', 'egress', 'remotes', 'csp']), rows: z.array(permissionRow) }),
  ),
  /** What the next deployment to each environment means, as display text. */
  consequences: z.array(z.object({ label: text, message: text, needsApproval: flag })),
  /** What can't be compared, and what that means. */
  notes: z.array(text),
});
export type PermissionsView = z.infer<typeof permissions>;

/** Title of a module as users see it. */
const moduleTitle = z.object({
  module: text,
  key: text,
  title: text,
  /** Zero-based, in the compared manifest; absent for a title as deployed. */
  line: maybe(number),
  /** Of a translated title: its key, which is the title too where the translation is not known. */
  translationKey: maybe(text),
  /** Of a title as deployed: the environment. */
  environment: maybe(text),
});
export type ModuleTitle = z.infer<typeof moduleTitle>;

/** Ranges of days that end today. */
export const auditPresets = ['days30', 'days90', 'months12', 'years2'] as const;

/** A calendar day in UTC, such as `2024-03-12`. */
const day = text.check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((written) => new Date(Date.parse(written) || 0).toISOString().startsWith(written), 'not a day'),
);

/**
 * The days whose audit events are requested: a range that ends today, everything that is archived or kept by Atlassian,
 * or a range of UTC days, both ends included.
 */
export const auditChoice = z.union([
  z.object({ preset: z.enum([...auditPresets, 'all']) }),
  z.object({ from: day, to: day }),
]);
export type AuditChoice = z.infer<typeof auditChoice>;

/** The state of an app's audit events; the page requests the events themselves. Days are in UTC. */
const auditLogs = z.object({
  /** `refused`: the gateway is not asked because it would refuse; see `obstacle`. */
  status: z.enum(['loading', 'ready', 'stopped', 'failed', 'refused']),
  /** The requested days, both included. */
  from: day,
  to: day,
  today: day,
  /** The first day for which the gateway has events, and the first that can be chosen. */
  keptSince: day,
  earliest: day,
  /** Why the gateway would refuse, as far as is known. */
  obstacle: maybe(text),
  failure: maybe(failure),
  /** What may help when the gateway refused. */
  advice: maybe(text),
  /** When the gateway last returned everything that was requested. */
  at: maybe(number),
  /** The app's archive in the workspace: when it was last updated, and which of its files could not be read. */
  archive: maybe(z.object({ at: maybe(number), unreadable: z.array(z.object({ name: text, reason: text })) })),
  /** Changes when the events are replaced: rows of earlier generations are invalid. */
  generation: number,
  /** Grows each time an event is added or changed. */
  changes: number,
});
export type AuditLogsView = z.infer<typeof auditLogs>;

/** A dictionary-encoded column: the distinct texts, and each row's index into them. */
const codedColumn = z.object({ values: z.array(text), codes: z.array(number) });

/** Bit flags of an event. */
export const auditMarks = { archived: 1, atAtlassian: 2, changed: 4 } as const;

/** Audit events by column. Long texts are cut, and invisible characters are shown as their codes. */
const auditRows = z.object({
  generation: number,
  /** The position to continue from, and whether there is more already. */
  next: number,
  more: flag,
  keys: z.array(number),
  ids: z.array(text),
  /** Exact times; null if only the day is known. */
  times: z.array(z.nullable(number)),
  marks: z.array(number),
  /** Empty for an event without a readable time. */
  days: codedColumn,
  sites: codedColumn,
  products: codedColumn,
  environments: codedColumn,
  versions: codedColumn,
  events: codedColumn,
  locations: codedColumn,
  targets: codedColumn,
});
export type AuditRowsView = z.infer<typeof auditRows>;

/** Fields of an audit event. */
export const auditFields = [
  'event',
  'date',
  'siteId',
  'product',
  'environment',
  'installedVersion',
  'location',
  'target',
  'eventId',
  'environmentId',
  'migrationStart',
  'appName',
  'appId',
] as const;
export type AuditField = (typeof auditFields)[number];

/** One audit event with all its fields. */
const auditEvent = z.object({
  key: number,
  /** Exact time, if known. */
  at: maybe(number),
  marks: number,
  /**
   * Only the fields that have a value. `was` holds the archived values if they differ; `length` is set if the text is
   * cut.
   */
  fields: z.array(z.object({ field: z.enum(auditFields), text, length: maybe(number), was: maybe(z.array(text)) })),
});
export type AuditEventView = z.infer<typeof auditEvent>;

/** Identifies an event: its key, and the generation that the key belongs to. */
const auditKey = { generation: number, key: number.check(z.int(), z.nonnegative()) };

const state = z.object({
  header,
  profile: section(profile),
  environments: section(z.array(environment)),
  variables: section(variablesState),
  deployments: section(deploymentsState),
  builds: section(buildsState),
  installations: section(installations),
  contributors: section(z.array(contributor)),
  /** Loaded for Connect apps and integrations alone. */
  clients: section(many(appClientSchema)),
  permissions: section(permissions),
  logs: logsState,
  auditLogs,
  /** Names of sites in audit logs by site id, as far as they are known. */
  siteNames: z.record(text, text),
  /** Titles of the modules in the compared manifest; without one, as deployed. */
  titles: z.array(moduleTitle),
  /** Key of the environment that a person made this workspace's default; null if nobody did. */
  defaultEnvironment: z.nullable(text),
  /** Why the app is gone for this account; null if it is not. */
  gone: z.nullable(text),
  /**
   * That the account's requests wait for Atlassian's rate limit, and the remaining time, updated each second; null if
   * none waits.
   */
  rateLimit: z.nullable(text),
});
export type PanelState = z.infer<typeof state>;

const ofVersion = { id: true, version: true, isLatest: true, createdAt: true, deployedAt: true } as const;

const version = z.extend(z.pick(deployedVersion, ofVersion), {
  scopeCount: number,
  /** Against the previous version; absent for the oldest known version. */
  changes: maybe(
    z.object({
      from: text,
      isMajor: flag,
      added: z.array(text),
      removed: z.array(text),
      egressAdded: z.array(text),
      egressRemoved: z.array(text),
    }),
  ),
});
export type VersionView = z.infer<typeof version>;

/** Names for people, display text for the rest. */
const contributorEvent = z.extend(z.object(contributorEventFields(number)), { actor: text, contributor: maybe(text) });
export type ContributorEventView = z.infer<typeof contributorEvent>;

const nothing = z.null();

/** The pages that *Learn more* leads to. */
const documentationPages = Object.keys(documentation) as (keyof typeof documentation)[];
export type DocumentationPage = keyof typeof documentation;

/** Each request with the schemas of its parameters and its reply. */
export const requests = {
  /**
   * The page has loaded. Returns the current state, the translations of the page's labels, and the requested tab if
   * any.
   */
  ready: {
    params: z.object({}),
    reply: z.object({ state, translations: z.record(text, text), tab: maybe(z.enum(tabs)) }),
  },
  /** A tab is shown: fetches what it needs, and stops fetching what only the previous tab needed. */
  show: { params: z.object({ tab: z.enum(tabs), days: maybe(auditChoice) }), reply: nothing },
  /** Refetches a section, or all that were shown so far. Replies when that is done, even if it failed. */
  refresh: { params: z.object({ section: maybe(z.enum(sectionNames)) }), reply: nothing },
  /** Versions of an environment, newest first, 20 per page. */
  versions: {
    params: z.object({ environmentId: text, after: maybe(text) }),
    reply: z.object({ versions: z.array(version), next: maybe(text) }),
  },
  /** Changes to the contributors, with who made them, newest first. For admins only. */
  contributorHistory: {
    params: z.object({ actions: z.array(z.enum(contributorActions)), after: maybe(text) }),
    reply: z.object({ events: z.array(contributorEvent), next: maybe(text) }),
  },
  /**
   * Shows audit events of these days, and fetches what is missing, so it is also the retry; `anyway` asks the gateway
   * even if it is expected to refuse.
   */
  showAuditDays: { params: z.object({ days: auditChoice, anyway: maybe(flag) }), reply: nothing },
  /** Stops fetching audit events. */
  stopAudit: { params: z.object({}), reply: nothing },
  /** Audit events from a position in the order in which they became known. */
  auditRows: {
    params: z.object({ generation: number, after: number.check(z.int(), z.nonnegative()) }),
    reply: auditRows,
  },
  /** One audit event with all its fields; null if it is not known any more. */
  auditEvent: { params: z.object(auditKey), reply: z.nullable(auditEvent) },
  /** Copies a field of an audit event to the clipboard, uncut and unescaped. */
  copyAuditField: { params: z.object({ ...auditKey, field: z.enum(auditFields) }), reply: nothing },
  /**
   * Saves audit events as CSV, in the given order. `from` and `to` go into the file name; `isPart` says that these are
   * not all events of those days. Returns the number of rows; null if the user cancelled.
   */
  saveAuditEvents: {
    params: z.object({
      generation: number,
      keys: z.array(auditKey.key).check(z.maxLength(1_000_000)),
      from: day,
      to: day,
      isPart: flag,
    }),
    reply: z.nullable(number),
  },
  /** Runs *Save Audit Logs* or *Archive Audit Logs* for the app. Replies when the command has ended. */
  auditCommand: { params: z.object({ command: z.enum(['saveAuditLogs', 'archiveAuditLogs']) }), reply: nothing },
  copy: { params: z.object({ text: text.check(z.maxLength(10_000)) }), reply: nothing },
  openConsole: {
    params: z.object({
      page: z.enum(['overview', 'environments', 'permissions', 'installations', 'contributors', 'distribution']),
    }),
    reply: nothing,
  },
  /** Opens a page of Atlassian's documentation in the browser. */
  openDocumentation: { params: z.object({ page: z.enum(documentationPages) }), reply: nothing },
  /** Asks for a new name or description of the app, and changes it. Replies when the command has ended. */
  editDetail: { params: z.object({ detail: z.enum(['name', 'description']) }), reply: nothing },
  /** Explains the kinds of apps. */
  explainKinds: { params: z.object({}), reply: nothing },
  openMarketplace: { params: z.object({}), reply: nothing },
  chooseManifest: { params: z.object({ manifest: number.check(z.int(), z.nonnegative()) }), reply: nothing },
  /** Opens the compared manifest at a zero-based line. */
  openManifest: { params: z.object({ line: maybe(number.check(z.int(), z.nonnegative())) }), reply: nothing },
  /** Runs *Add Scope…* for the compared manifest, or says where scopes are added. Replies when that has ended. */
  addScope: { params: z.object({}), reply: nothing },
  /** Saves installations as CSV, in the given order. Returns the number of rows; null if the user cancelled. */
  saveInstallations: { params: z.object({ ids: z.array(text).check(z.maxLength(20_000)) }), reply: z.nullable(number) },
  /** Runs the deletion of the app, which checks first and asks for confirmation. Replies when the command has ended. */
  deleteApp: { params: z.object({}), reply: nothing },
  /** Creates, deletes or chooses an environment, which asks first. Replies when that has ended. */
  environmentCommand: {
    params: z.union([
      z.object({ command: z.literal('create') }),
      z.object({ command: z.enum(['delete', 'makeDefault']), environmentId: text }),
    ]),
    reply: nothing,
  },
  /** Installs the app on a site, or upgrades the person's own sites, which asks first. Replies when that has ended. */
  installationCommand: { params: z.object({ command: z.enum(['install', 'upgradeMySites']) }), reply: nothing },
  signIn: { params: z.object({}), reply: nothing },
  /** Stops waiting for the rate limit: the waiting requests fail. */
  stopWaiting: { params: z.object({}), reply: nothing },
  showOutput: { params: z.object({}), reply: nothing },
  ...deploymentRequests,
  ...variableRequests,
  ...logRequests,
  ...versionRequests,
} as const;

export type RequestName = keyof typeof requests;
export type Params<N extends RequestName> = z.infer<(typeof requests)[N]['params']>;
export type Reply<N extends RequestName> = z.infer<(typeof requests)[N]['reply']>;

/** What the extension sends without a request. */
export const hostEvent = z.union([
  /** The parts of the state that changed. */
  z.object({ event: z.literal('changed'), state: z.partial(state) }),
  /** The panel was opened on a certain tab. */
  z.object({ event: z.literal('tab'), tab: z.enum(tabs) }),
]);
export type HostEvent = z.infer<typeof hostEvent>;

/** What the extension sends: a reply to a request, a failure of one, or an event. */
export const hostMessage = z.union([pageAnswer, hostEvent]);
export type HostMessage = z.infer<typeof hostMessage>;

/** All that VS Code keeps of a panel across a reload of the window. */
export const panelMemory = z.object({ account: text, app: text, tab: z.catch(z.enum(tabs), 'overview') });
export type PanelMemory = z.infer<typeof panelMemory>;
