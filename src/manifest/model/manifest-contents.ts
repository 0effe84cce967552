import type { AppAri } from '../../core/ids.ts';
import type { ContentPolicy, Egress, Remote } from '../../core/permission.ts';
import type { Place, Range } from '../../core/text-position.ts';

/** A scope as a manifest declares it. */
export interface ManifestScope {
  readonly key: string;
  /** Where the key stands. */
  readonly range: Range;
  /** Whether the app may use the scope in the name of users who are not there; only the map form can say so. */
  readonly allowImpersonation: boolean;
}

/** An egress permission as a manifest declares it; an entry that names a remote has the remote's address. */
export interface ManifestEgress extends Egress {
  readonly range: Range;
  /** Key of the remote that the entry names instead of an address. */
  readonly remote?: string;
}

/** An exception from the content security policy as a manifest declares it. */
export interface ManifestContentPolicy extends ContentPolicy {
  readonly range: Range;
}

/** A remote as a manifest declares it. */
export interface ManifestRemote extends Remote {
  readonly range: Range;
  /** Base addresses by region, where the manifest has several. */
  readonly baseUrls?: Readonly<Record<string, string>>;
}

/** A title or name that users see. */
export interface ManifestTitle {
  /** The text itself, or the key of a translation. */
  readonly text: string;
  /** Set where `text` is a key under `translations`. */
  readonly isTranslated: boolean;
  readonly range: Range;
}

/** A word of a list, like the name of an event. */
export interface ManifestWord {
  readonly text: string;
  readonly range: Range;
}

/** A module of a manifest. */
export interface ManifestModule {
  /** Key under `modules`, like `jira:issuePanel`. */
  readonly type: string;
  /** Absent while it is not typed yet. */
  readonly key?: string;
  /** Where the module's key stands, else where the module begins. */
  readonly range: Range;
  /** What users see of it; absent for modules that show none. */
  readonly title?: ManifestTitle;
  /**
   * Of web triggers, where it is said: `static` ones answer with what was declared, `dynamic` ones with what their code
   * says.
   */
  readonly responseType?: string;
  /** Of triggers: the events that they listen to, like `avi:jira:created:issue`. */
  readonly events?: readonly ManifestWord[];
  /** Of Rovo's agent connectors: the Atlassian apps that they read from, like `jira`. */
  readonly productContexts?: readonly ManifestWord[];
}

/**
 * `yaml`: it is no YAML. `scopesShape`: `permissions.scopes` is neither a list nor a map. `scopeShape`: an entry of the
 * list is no text. `shape`: anything else is not what it should be.
 */
export type ProblemKind =
  'yaml' | 'unreadable' | 'tooManyEntries' | 'duplicateKey' | 'duplicateScope' | 'scopesShape' | 'scopeShape' | 'shape';

/** What of a manifest could not be read. */
export interface ManifestProblem {
  readonly kind: ProblemKind;
  /** The key or scope that it is about, of duplicates. */
  readonly subject?: string;
  readonly message: string;
  readonly range: Range;
}

/** What a manifest.yml says, as far as it can be read; lists keep the order of the text. */
export interface Manifest {
  /** `app.id`, where it is an app's ARI (an interpolated or missing one is not). */
  readonly app?: { readonly id: AppAri; readonly at: Place };
  /** Where `app.id` stands, whatever text it is; absent where there is none. */
  readonly appId?: Range;
  /** Where these keys stand, each below the one before. */
  readonly keys: { readonly app?: Range; readonly permissions?: Range; readonly scopes?: Range };
  readonly scopes: readonly ManifestScope[];
  /** Whether the scopes are a list or a map; absent where they are neither. */
  readonly scopesForm?: 'list' | 'map';
  readonly egress: readonly ManifestEgress[];
  readonly contentPolicies: readonly ManifestContentPolicy[];
  readonly remotes: readonly ManifestRemote[];
  readonly modules: readonly ManifestModule[];
  /** `app.storage`: the kinds of data that the app keeps with Forge. */
  readonly storage?: { readonly classifications: readonly string[]; readonly range: Range };
  /** `app.licensing.enabled`; absent where the manifest does not say. */
  readonly licensing?: boolean;
  readonly hasConnectModules: boolean;
  /**
   * Whether code outside the manifest's folder may use its scopes: a Connect app, a remote that gets tokens, a
   * container, a page.
   */
  readonly runsElsewhere: boolean;
  /** Empty where everything could be read. */
  readonly problems: readonly ManifestProblem[];
}
