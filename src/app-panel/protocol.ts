import * as z from 'zod/mini';
import { appFields, appProfileFields, listingSchema } from '../core/app-schema.ts';
import { contributorEventFields, contributorFields } from '../core/contributor-schema.ts';
import { contributorActions } from '../core/contributor.ts';
import { environmentFields, versionFields } from '../core/environment-schema.ts';
import { installationFields } from '../core/installation-schema.ts';
import { hostedStorageSchema, scopeSchema } from '../core/permission-schema.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';
import { tabs } from './tabs.ts';

/*
 * What the app panel's page and the extension say to each other. Both sides import this file, and both parse what they
 * receive. What the domain's types hold comes as their schemas say, times as epoch milliseconds. Words for enumerations
 * (types, roles, statuses) come ready to show, in the editor's language; the page adds its own labels only.
 */

const number = z.number();

export { contributorActions } from '../core/contributor.ts';
export { type Tab, tabs } from './tabs.ts';

/** A part of the panel that is fetched, fails and is retried by itself. */
export const sectionNames = ['profile', 'environments', 'installations', 'contributors'] as const;
export type SectionName = (typeof sectionNames)[number];

const failure = z.object({
  /** In two or three words. */
  short: text,
  /** Why, and what helps. */
  reason: text,
  /** In the gateway's own words. */
  message: text,
  requestId: maybe(text),
  /** Signing in again is what helps. */
  signedOut: flag,
  /** There was no answer at all. */
  unreachable: maybe(flag),
});
export type Failure = z.infer<typeof failure>;

/** A section: while it loads or after it failed, the last good value stays, fetched `at`. */
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
const header = z.extend(z.pick(z.object(appFields(number)), { name: true, type: true }), {
  /** The app's ARI, as the manifest has it. */
  id: text,
  typeName: text,
  distributionName: text,
  updatedAt: maybe(number),
  accountLabel: text,
  /** A sample app: neither the developer console nor the Marketplace has it. */
  isSample: flag,
});
export type Header = z.infer<typeof header>;

/** What the page is told of a profile in words, or has in its header. */
const notOfProfile = {
  id: true,
  name: true,
  type: true,
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
  /** Status of the distribution link, in words; absent where there is no link or it is not told. */
  distributionLink: maybe(text),
  /** Its status in words. */
  marketplace: maybe(listingSchema),
});
export type ProfileView = z.infer<typeof profile>;

const deployedVersion = z.object(versionFields(number));

const environment = z.extend(z.omit(z.object(environmentFields(number)), { latest: true }), {
  kindName: text,
  /** Absent where nothing was deployed. */
  latest: maybe(
    z.extend(z.pick(deployedVersion, { version: true, isLatest: true, deployedAt: true, requiresLicense: true }), {
      atlassianApps: many(text),
      scopeCount: number,
      /** Addresses that data may be sent to, with the kind of egress in words. */
      egress: many(z.object({ address: text, kind: text })),
      /** Where hosted data is kept; absent where the app keeps none. */
      storage: maybe(hostedStorageSchema),
    }),
  ),
});
export type EnvironmentView = z.infer<typeof environment>;

/** What the page is told of an installation in words only. */
const notOfInstallation = { atlassianApp: true, secondaryAtlassianApps: true, licence: true } as const;

/** `codeVersion` only where it differs from `version`. */
const installation = z.extend(z.omit(z.object(installationFields(number)), notOfInstallation), {
  /** With the optional ones of a cross-product installation. */
  atlassianApps: many(text),
  statusName: text,
  /** Licence in words, such as "active, trial"; absent where the gateway tells none. */
  licence: maybe(text),
  edition: maybe(text),
});
export type InstallationView = z.infer<typeof installation>;

const installations = z.object({
  rows: z.array(installation),
  /** How many there are, where the gateway tells. */
  total: maybe(number),
});
export type InstallationsView = z.infer<typeof installations>;

/** Roles in words. */
const contributor = z.extend(z.object(contributorFields(number)), { isYou: flag });
export type ContributorView = z.infer<typeof contributor>;

/**
 * A cell of the permissions table: `present` here, `missing`, `added`, `removed` or `changed` (other details)
 * by the next deploy of the manifest to that environment, `none` where there is nothing to compare (no manifest, never
 * deployed).
 */
const cell = z.object({
  state: z.enum(['present', 'missing', 'added', 'removed', 'changed', 'none']),
  /** Line in the manifest, counted from 0; only in the manifest's column. */
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

/** Manifest against deployed. */
const permissions = z.object({
  /**
   * Manifests of the app in the workspace, by path from the workspace folder; the first is compared unless another is
   * chosen.
   */
  manifests: z.array(z.object({ path: text, problems: number })),
  /** Which of them is compared; absent where there is none. */
  manifest: maybe(number),
  /** First the manifest's column where there is a manifest, then one an environment. */
  columns: z.array(z.object({ id: text, label: text, isManifest: flag, version: maybe(text) })),
  /** API scopes by API, then egress, remotes and content security. */
  groups: z.array(
    z.object({ title: text, kind: z.enum(['scopes', 'egress', 'remotes', 'csp']), rows: z.array(permissionRow) }),
  ),
  /** What the next deploy to each environment means, in words. */
  consequences: z.array(z.object({ label: text, message: text, needsApproval: flag })),
  /** What can't be compared and what that means. */
  notes: z.array(text),
});
export type PermissionsView = z.infer<typeof permissions>;

/** The names that users see, from the manifest of this workspace. */
const moduleTitle = z.object({ module: text, key: text, title: text, line: number });
export type ModuleTitle = z.infer<typeof moduleTitle>;

/** Ranges of days that end today. */
export const auditPresets = ['days30', 'days90', 'months12', 'years2'] as const;

/** A day of the calendar in UTC, like `2024-03-12`. */
const day = text.check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/),
  z.refine((written) => new Date(Date.parse(written) || 0).toISOString().startsWith(written), 'not a day'),
);

/**
 * The days of which audit events are wanted: a range that ends today, everything that is archived or kept, or days in
 * UTC, both included.
 */
export const auditChoice = z.union([
  z.object({ preset: z.enum([...auditPresets, 'all']) }),
  z.object({ from: day, to: day }),
]);
export type AuditChoice = z.infer<typeof auditChoice>;

/** What is known of an app's audit events; the events themselves are asked for. Days are in UTC. */
const auditLogs = z.object({
  /** `refused` where the gateway is not asked because it would say no: see `obstacle`. */
  status: z.enum(['loading', 'ready', 'stopped', 'failed', 'refused']),
  /** The days that are wanted. */
  from: day,
  to: day,
  today: day,
  /** The first day of which the gateway has events, and the first that can be chosen. */
  keptSince: day,
  earliest: day,
  /** Why the gateway would say no, as far as is known. */
  obstacle: maybe(text),
  failure: maybe(failure),
  /** What may help where the gateway refused. */
  advice: maybe(text),
  /** When the gateway last gave all that was asked for. */
  at: maybe(number),
  /** The app's archive in the workspace: when it was brought up to date, and what could not be read of it. */
  archive: maybe(z.object({ at: maybe(number), unreadable: z.array(z.object({ name: text, reason: text })) })),
  /** Another number means other events: all that were asked for before count no more. */
  generation: number,
  /** How many times an event became known or changed: grows with each. */
  changes: number,
});
export type AuditLogsView = z.infer<typeof auditLogs>;

/** A column of texts of which many are alike: the texts, and which of them each row has. */
const codedColumn = z.object({ values: z.array(text), codes: z.array(number) });

/** What is so of an event, as bits. */
export const auditMarks = { archived: 1, atAtlassian: 2, changed: 4 } as const;

/**
 * Audit events, column by column. Texts that are long are cut, and characters that are no letters are shown as codes.
 */
const auditRows = z.object({
  generation: number,
  /** Where to go on asking, and whether there is more already. */
  next: number,
  more: flag,
  keys: z.array(number),
  ids: z.array(text),
  /** Exact times; null where only the day is known. */
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

/** What is told of an audit event. */
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

/** One audit event with all that is told of it. */
const auditEvent = z.object({
  key: number,
  /** Exact time, where it is known. */
  at: maybe(number),
  marks: number,
  /**
   * Only those that are told. `was` holds what is archived where that is something else; `length` is there where the
   * text is cut.
   */
  fields: z.array(z.object({ field: z.enum(auditFields), text, length: maybe(number), was: maybe(z.array(text)) })),
});
export type AuditEventView = z.infer<typeof auditEvent>;

/** Which event is meant: its key, and the generation that it belongs to. */
const auditKey = { generation: number, key: number.check(z.int(), z.nonnegative()) };

const state = z.object({
  header,
  profile: section(profile),
  environments: section(z.array(environment)),
  installations: section(installations),
  contributors: section(z.array(contributor)),
  permissions: section(permissions),
  auditLogs,
  /** Names of sites in audit logs by their ids, as far as they are known. */
  siteNames: z.record(text, text),
  /** Titles of the modules in the compared manifest. */
  titles: z.array(moduleTitle),
  /** Why the app is gone for this account; null where it is not. */
  gone: z.nullable(text),
  /**
   * That the account's requests wait for Atlassian's rate limit and for how long yet, told anew each second; null while
   * none waits.
   */
  rateLimit: z.nullable(text),
});
export type PanelState = z.infer<typeof state>;

const ofVersion = { id: true, version: true, isLatest: true, createdAt: true, deployedAt: true } as const;

const version = z.extend(z.pick(deployedVersion, ofVersion), {
  scopeCount: number,
  /** Against the version before it; absent for the oldest one that is known. */
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

/** People by their names, the rest in words. */
const contributorEvent = z.extend(z.object(contributorEventFields(number)), { actor: text, contributor: maybe(text) });
export type ContributorEventView = z.infer<typeof contributorEvent>;

const nothing = z.null();

/** Each request: the schema of its parameters, and of its reply. */
export const requests = {
  /**
   * The page is there: everything known now, the translations of its labels, and the tab to show where one was asked
   * for.
   */
  ready: {
    params: z.object({}),
    reply: z.object({ state, translations: z.record(text, text), tab: maybe(z.enum(tabs)) }),
  },
  /** A tab is shown, so that what it needs is fetched, and what only the tab before needs is fetched no longer. */
  show: { params: z.object({ tab: z.enum(tabs), days: maybe(auditChoice) }), reply: nothing },
  /** Fetches a section anew, or all that were looked at. Replies when that is done, well or not. */
  refresh: { params: z.object({ section: maybe(z.enum(sectionNames)) }), reply: nothing },
  /** Versions of an environment, newest first, 20 a page. */
  versions: {
    params: z.object({ environmentId: text, after: maybe(text) }),
    reply: z.object({ versions: z.array(version), next: maybe(text) }),
  },
  /** Who did what to the contributors, newest first. For admins only. */
  contributorHistory: {
    params: z.object({ actions: z.array(z.enum(contributorActions)), after: maybe(text) }),
    reply: z.object({ events: z.array(contributorEvent), next: maybe(text) }),
  },
  /**
   * Shows audit events of these days; `anyway` asks the gateway although it would say no. Fetches what is missing, so
   * that it is a retry too.
   */
  showAuditDays: { params: z.object({ days: auditChoice, anyway: maybe(flag) }), reply: nothing },
  /** Ends fetching audit events. */
  stopAudit: { params: z.object({}), reply: nothing },
  /** Audit events from a place in the order in which they became known. */
  auditRows: {
    params: z.object({ generation: number, after: number.check(z.int(), z.nonnegative()) }),
    reply: auditRows,
  },
  /** All of one audit event; null where it is not known any more. */
  auditEvent: { params: z.object(auditKey), reply: z.nullable(auditEvent) },
  /** Copies what is told of an audit event, whole and as it is. */
  copyAuditField: { params: z.object({ ...auditKey, field: z.enum(auditFields) }), reply: nothing },
  /**
   * Saves audit events as CSV, in the given order. `from` and `to` name the file; `isPart` says that the days have
   * others too. Replies with the number of rows; null when the person gave up.
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
  /** Begins *Save Audit Logs* or *Archive Audit Logs* for the app. Replies once the person has been led through it. */
  auditCommand: { params: z.object({ command: z.enum(['saveAuditLogs', 'archiveAuditLogs']) }), reply: nothing },
  copy: { params: z.object({ text: text.check(z.maxLength(10_000)) }), reply: nothing },
  openConsole: {
    params: z.object({
      page: z.enum(['overview', 'environments', 'permissions', 'installations', 'contributors', 'distribution']),
    }),
    reply: nothing,
  },
  openMarketplace: { params: z.object({}), reply: nothing },
  /** Compares another of the app's manifests. */
  chooseManifest: { params: z.object({ manifest: number.check(z.int(), z.nonnegative()) }), reply: nothing },
  /** Opens the compared manifest at a line, counted from 0. */
  openManifest: { params: z.object({ line: maybe(number.check(z.int(), z.nonnegative())) }), reply: nothing },
  /**
   * Saves installations as CSV, in the given order. Replies with the number of rows saved; null when the person gave
   * up.
   */
  saveInstallations: { params: z.object({ ids: z.array(text).check(z.maxLength(20_000)) }), reply: z.nullable(number) },
  /**
   * Begins deleting the app: checks first, and asks before anything is done. Replies once the person has been led
   * through it.
   */
  deleteApp: { params: z.object({}), reply: nothing },
  signIn: { params: z.object({}), reply: nothing },
  /** Ends waiting for the rate limit: what waits fails. */
  stopWaiting: { params: z.object({}), reply: nothing },
  showOutput: { params: z.object({}), reply: nothing },
} as const;

export type RequestName = keyof typeof requests;
export type Params<N extends RequestName> = z.infer<(typeof requests)[N]['params']>;
export type Reply<N extends RequestName> = z.infer<(typeof requests)[N]['reply']>;

/** What the page sends. */
export const requestMessage = z.object({
  id: number,
  request: z.enum(Object.keys(requests) as [RequestName, ...RequestName[]]),
  params: z.unknown(),
});

/** What the extension sends: a reply or failure to a request, or an event. */
export const hostMessage = z.union([
  z.object({ id: number, reply: z.unknown() }),
  z.object({ id: number, failure }),
  /** The parts of the state that changed. */
  z.object({ event: z.literal('changed'), state: z.partial(state) }),
  /** The panel was opened on a certain tab. */
  z.object({ event: z.literal('tab'), tab: z.enum(tabs) }),
]);
export type HostMessage = z.infer<typeof hostMessage>;

/** What VS Code keeps of a panel across a reload of the window; nothing else is. */
export const panelMemory = z.object({ account: text, app: text, tab: z.catch(z.enum(tabs), 'overview') });
export type PanelMemory = z.infer<typeof panelMemory>;
