import type { AppAri } from '../../core/ids.ts';
import type { ContentPolicy, Egress, Remote } from '../../core/permission.ts';
import type { Position, Range } from '../../core/text-position.ts';
import type { ShapeProblem } from './shape-problem.ts';

export interface ManifestScope {
  /** With the values of its variables, as far as they are known. */
  readonly key: string;
  /** As it stands in the text, where a variable was filled in. */
  readonly written?: string;
  readonly range: Range;
  /** Whether the app may use the scope on behalf of absent users; only the map form can say so. */
  readonly allowImpersonation: boolean;
}

/** An egress permission; an entry that names a remote has the address of the remote. */
export interface ManifestEgress extends Egress {
  readonly range: Range;
  /** Key of the remote that the entry names in place of an address. */
  readonly remote?: string;
}

/** An exception from the content security policy. */
export interface ManifestContentPolicy extends ContentPolicy {
  readonly range: Range;
}

export interface ManifestRemote extends Remote {
  readonly range: Range;
  /** Base URLs by region, where the manifest has several. */
  readonly baseUrls?: Readonly<Record<string, string>>;
}

/** A folder or file of a user interface, by its path from the manifest's folder. */
export interface ManifestResource {
  readonly key: string;
  readonly path: string;
  /** The range of the path. */
  readonly range: Range;
  /** Whether a module shows it; else it holds icons alone. */
  readonly isPage: boolean;
}

/** A function of the app: `handler` names a file of code and an export of it, like `index.run`. */
export interface ManifestFunction {
  readonly handler: string;
  readonly range: Range;
}

/** A title or name that users see. */
export interface ManifestTitle {
  /** The text itself, or the key of a translation. */
  readonly text: string;
  /** Whether `text` is a key under `translations`. */
  readonly isTranslated: boolean;
  readonly range: Range;
}

/** A file with an app's translations, by its path from the manifest's folder. */
export interface ManifestTranslations {
  readonly locale: string;
  readonly path: string;
}

/** A text in a list, like the name of an event. */
export interface ManifestListItem {
  readonly text: string;
  readonly range: Range;
}

/** A token that remotes get, with which they call Atlassian’s APIs as a user or as the app. */
export interface ManifestToken {
  readonly token: 'appUserToken' | 'appSystemToken';
  readonly range: Range;
}

export interface ManifestModule {
  /** Key under `modules`, like `jira:issuePanel`. */
  readonly type: string;
  /** Absent while the module is half-typed. */
  readonly key?: string;
  /** The range of the key, else of the whole module. */
  readonly range: Range;
  /** The name that users see; absent for modules without one. */
  readonly title?: ManifestTitle;
  /**
   * Of web triggers, where the manifest says so: `static` ones answer as declared, `dynamic` ones as their code says.
   */
  readonly responseType?: string;
  /** Of triggers: the events that they subscribe to, like `avi:jira:created:issue`. */
  readonly events?: readonly ManifestListItem[];
  /** Of Rovo's agent connectors: the Atlassian apps that they read from, like `jira`. */
  readonly productContexts?: readonly ManifestListItem[];
  /** Of a function: the code that it runs, such as `index.run`. */
  readonly handler?: string;
}

/**
 * `yaml`: a YAML error. `scopesShape`: `permissions.scopes` is neither a list nor a map. `scopeShape`: an item of the
 * list of scopes is no string. `scopeSpace`: it is none because of a space after a colon. `shape`: any other value of
 * the wrong type.
 */
export type ProblemKind =
  | 'yaml'
  | 'unreadable'
  | 'tooManyEntries'
  | 'duplicateKey'
  | 'duplicateScope'
  | 'scopesShape'
  | 'scopeShape'
  | 'scopeSpace'
  | 'shape';

/** A part of a manifest that could not be read. */
export interface ManifestProblem {
  readonly kind: ProblemKind;
  /** Of duplicates: the key or scope. Of `scopeSpace`: the scope that is meant. */
  readonly subject?: string;
  readonly message: string;
  readonly range: Range;
}

/**
 * A part of a manifest that may hold more, or something else, than was read. `yaml`: the text there or above it is
 * broken; `shape`: a value there has the wrong type; `variable`: it depends on one whose value is not known.
 */
export interface ManifestGap {
  readonly part: 'scopes' | 'egress' | 'contentPolicies' | 'remotes';
  readonly cause: 'yaml' | 'shape' | 'variable';
  /** Its name. */
  readonly variable?: string;
}

/** A key at which problems are told. */
export type ManifestKey = 'app' | 'permissions' | 'scopes' | 'external' | 'fetch.backend' | 'fetch.client';

/**
 * The contents of a manifest.yml, as far as they can be read; lists are in the order of the text. In texts, variables
 * are replaced by their values where these are known.
 */
export interface Manifest {
  /** Whether this is a manifest of Forge: other tools have a manifest.yml too. */
  readonly isForge: boolean;
  /** `app.id`, where it is an app's ARI. */
  readonly app?: { readonly id: AppAri; readonly at: Position };
  /** The range of `app.id`, whatever text it is. */
  readonly appId?: Range;
  /** The variables in `app.id` whose values are not known. */
  readonly appIdVariables: readonly string[];
  /** The ranges of these keys: `app`, `permissions`, and `scopes`, `external`, `fetch.backend` and `fetch.client` in it. */
  readonly keys: Readonly<Partial<Record<ManifestKey, Range>>>;
  readonly scopes: readonly ManifestScope[];
  /** Absent where the scopes are neither. */
  readonly scopesForm?: 'list' | 'map';
  readonly egress: readonly ManifestEgress[];
  /** Whether admins of sites may let the app reach more addresses. */
  readonly hasConfigurableEgress: boolean;
  readonly contentPolicies: readonly ManifestContentPolicy[];
  readonly remotes: readonly ManifestRemote[];
  /** The tokens that remotes and endpoints enable. */
  readonly tokens: readonly ManifestToken[];
  readonly modules: readonly ManifestModule[];
  readonly resources: readonly ManifestResource[];
  readonly functions: readonly ManifestFunction[];
  /** `app.package.path`, where what Forge runs was built by other tools. */
  readonly packagePath?: string;
  /** `translations`: the file for the default language. */
  readonly translations?: ManifestTranslations;
  /** `app.storage`: the kinds of data that the app keeps in Forge storage. */
  readonly storage?: { readonly classifications: readonly string[]; readonly range: Range };
  /** `app.licensing.enabled`; absent where the manifest does not say. */
  readonly isLicensingEnabled?: boolean;
  readonly hasConnectModules: boolean;
  /**
   * Whether code outside the manifest's folder may use its scopes: a Connect app, a remote with tokens, a container or
   * a page.
   */
  readonly hasCodeElsewhere: boolean;
  /** Empty where everything could be read. */
  readonly problems: readonly ManifestProblem[];
  /** What Forge does not take; empty where the YAML is broken. */
  readonly shapeProblems: readonly ShapeProblem[];
  /** Empty where the permissions are all known. */
  readonly gaps: readonly ManifestGap[];
}

/** A manifest of which nothing is known. */
export const emptyManifest: Manifest = {
  isForge: false,
  appIdVariables: [],
  keys: {},
  scopes: [],
  egress: [],
  hasConfigurableEgress: false,
  contentPolicies: [],
  remotes: [],
  tokens: [],
  modules: [],
  resources: [],
  functions: [],
  hasConnectModules: false,
  hasCodeElsewhere: false,
  problems: [],
  shapeProblems: [],
  gaps: [],
};

/** A manifest that could not be read, with the reason as a sentence. */
export function unreadableManifest(message: string): Manifest {
  const nowhere = { line: 0, character: 0 };
  return { ...emptyManifest, problems: [{ kind: 'unreadable', message, range: { start: nowhere, end: nowhere } }] };
}
