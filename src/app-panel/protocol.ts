import * as z from 'zod/mini';
import { auditChoice, auditLogsState, auditRequests } from '../audit-logs/audit-logs-protocol.ts';
import { appFields, appProfileFields, listingSchema } from '../core/app-schema.ts';
import { appClientSchema } from '../core/app-client-schema.ts';
import { contributorEventFields, contributorFields } from '../core/contributor-schema.ts';
import { contributorActions } from '../core/contributor.ts';
import { documentationPages } from '../core/documentation.ts';
import { type Failure, failureSchema } from '../core/failure-schema.ts';
import { pageAnswer } from '../core/page-protocol.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';
import { buildsState, deploymentRequests, deploymentsState } from '../deployments/deployments-protocol.ts';
import { environmentRequests, environmentView } from '../environments/environments-protocol.ts';
import { installationRequests, installationsState } from '../installations/installations-protocol.ts';
import { logRequests, logsState } from '../logs/log-protocol.ts';
import { moduleTitle, permissionRequests, permissionsState } from '../manifest/permissions-protocol.ts';
import { versionRequests, versionUse } from '../versions/versions-protocol.ts';
import { variableRequests, variablesState } from '../variables/variables-protocol.ts';
import { tabs } from './tabs.ts';

/*
 * The protocol between the app panel's page and the extension. Both sides import this file, and both parse what they
 * receive. Fields of domain types follow their schemas; times are epoch milliseconds. Enumerations (types, roles,
 * statuses) come as display text in the editor's language; the page adds only its own labels. What belongs to one feature
 * stands in that feature's protocol.
 */

const number = z.number();

export type { Failure } from '../core/failure-schema.ts';
export { contributorActions } from '../core/contributor.ts';
export { type Tab, tabs, tabsOf } from './tabs.ts';

/** Parts of the panel that are fetched, fail and are retried independently. */
const sectionNames = [
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
    failure: maybe(failureSchema),
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

/** Roles are display text. */
const contributor = z.extend(z.object(contributorFields(number)), { isYou: flag });
export type ContributorView = z.infer<typeof contributor>;

const state = z.object({
  header,
  profile: section(profile),
  environments: section(z.array(environmentView)),
  variables: section(variablesState),
  deployments: section(deploymentsState),
  builds: section(buildsState),
  installations: section(installationsState),
  contributors: section(z.array(contributor)),
  /** Loaded for Connect apps and integrations alone. */
  clients: section(many(appClientSchema)),
  /** By environment id, of those that were opened. */
  versionUses: z.record(text, section(versionUse)),
  permissions: section(permissionsState),
  logs: logsState,
  auditLogs: auditLogsState,
  /** Names of sites in audit logs by site id, as far as they are known. */
  siteNames: z.record(text, text),
  /** Titles of the modules in the compared manifest; without one, as deployed. */
  titles: z.array(moduleTitle),
  /** Key of the environment that this workspace works with where nothing says which. */
  defaultEnvironment: text,
  /** Why the app is gone for this account; null if it is not. */
  gone: z.nullable(text),
  /**
   * That the account's requests wait for Atlassian's rate limit, and the remaining time, updated each second; null if
   * none waits.
   */
  rateLimit: z.nullable(text),
});
export type PanelState = z.infer<typeof state>;

/** Names for people, display text for the rest. */
const contributorEvent = z.extend(z.object(contributorEventFields(number)), { actor: text, contributor: maybe(text) });
export type ContributorEventView = z.infer<typeof contributorEvent>;

const nothing = z.null();

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
  /** Changes to the contributors, with who made them, newest first. For admins only. */
  contributorHistory: {
    params: z.object({ actions: z.array(z.enum(contributorActions)), after: maybe(text) }),
    reply: z.object({ events: z.array(contributorEvent), next: maybe(text) }),
  },
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
  /** Runs the deletion of the app, which checks first and asks for confirmation. Replies when the command has ended. */
  deleteApp: { params: z.object({}), reply: nothing },
  signIn: { params: z.object({}), reply: nothing },
  /** Stops waiting for the rate limit: the waiting requests fail. */
  stopWaiting: { params: z.object({}), reply: nothing },
  showOutput: { params: z.object({}), reply: nothing },
  ...auditRequests,
  ...environmentRequests,
  ...installationRequests,
  ...permissionRequests,
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
