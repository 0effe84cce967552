// What features add to an app's panel: parts of its state, and handlers of its page's requests.
import type { AccountData } from '../apps/model/account-data.ts';
import type { Disposable } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Loadable } from '../core/loadable.ts';
import type { auditRequests } from '../audit-logs/audit-logs-protocol.ts';
import type { permissionRequests } from '../manifest/permissions-protocol.ts';
import type { PanelState, Params, Reply, RequestName, Section } from './protocol.ts';
import type { deploymentRequests } from '../deployments/deployments-protocol.ts';
import type { variableRequests } from '../variables/variables-protocol.ts';
import type { logRequests } from '../logs/log-protocol.ts';
import type { versionRequests } from '../versions/versions-protocol.ts';
import type { ViewWords } from './section-views.ts';

/** Handlers of the page's requests, exactly one for each. */
export type Handlers = { readonly [N in RequestName]: (params: Params<N>) => Promise<Reply<N>> | Reply<N> };

/** The panel that a part belongs to. */
export interface PanelContext {
  readonly data: AccountData;
  readonly appId: AppAri;
  readonly words: ViewWords;
  /** The app's name, as far as it is known. */
  readonly name: () => string;
  /** Reports which parts of the state changed. */
  readonly changed: (...parts: (keyof PanelState)[]) => void;
  /** Converts a loadable to a section of the page, its value by `toView`. */
  readonly section: <T, V>(state: Loadable<T> | undefined, toView: (value: T) => V) => Section<V>;
}

/** A feature's part of one panel. */
export interface PanelPart<State extends keyof PanelState, Request extends RequestName> extends Disposable {
  readonly state: { readonly [Part in State]: () => PanelState[Part] };
  readonly handlers: Pick<Handlers, Request>;
  /** Called when a tab is shown. */
  readonly shown?: (shown: Params<'show'>) => void;
  /** Called when the panel is hidden: its page is thrown away. */
  readonly hidden?: () => unknown;
  /** Called when the whole panel is refreshed. */
  readonly refresh?: () => unknown;
}

/** The parts, by feature. */
export interface PanelParts {
  readonly auditLogs: PanelPart<'auditLogs' | 'siteNames', keyof typeof auditRequests>;
  readonly manifest: PanelPart<'permissions' | 'titles', keyof typeof permissionRequests>;
  readonly deployments: PanelPart<'deployments' | 'builds', keyof typeof deploymentRequests>;
  readonly variables: PanelPart<'variables', keyof typeof variableRequests>;
  readonly logs: PanelPart<'logs', keyof typeof logRequests>;
  readonly connection: PanelPart<'rateLimit', 'stopWaiting'>;
  readonly environments: PanelPart<'defaultEnvironment', 'environmentCommand'>;
  readonly versions: PanelPart<'versionUses', keyof typeof versionRequests>;
}

export type MakePanelPart<Feature extends keyof PanelParts> = (panel: PanelContext) => PanelParts[Feature];

export type MakePanelParts = { readonly [Feature in keyof PanelParts]: MakePanelPart<Feature> };
