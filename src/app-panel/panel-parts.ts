// What features add to the panel of an app: parts of its state, and answers to its page's requests.
import type { AccountData } from '../apps/model/account-data.ts';
import type { Disposable } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { Loadable } from '../core/loadable.ts';
import type { PanelState, Params, Reply, RequestName, Section } from './protocol.ts';
import type { ViewWords } from './section-views.ts';

/** What answers the page's requests: exactly one handler each. */
export type Handlers = { readonly [N in RequestName]: (params: Params<N>) => Promise<Reply<N>> | Reply<N> };

/** The panel that a part belongs to. */
export interface PanelContext {
  readonly data: AccountData;
  readonly appId: AppAri;
  readonly words: ViewWords;
  /** The app's name as far as it is known. */
  readonly name: () => string;
  /** Says which parts of the state are different now. */
  readonly changed: (...parts: (keyof PanelState)[]) => void;
  /** Something that loads as the page's section, its value made by `toView`. */
  readonly section: <T, V>(state: Loadable<T> | undefined, toView: (value: T) => V) => Section<V>;
}

/** A feature's part of one panel. */
export interface PanelPart<State extends keyof PanelState, Request extends RequestName> extends Disposable {
  readonly state: { readonly [Part in State]: () => PanelState[Part] };
  readonly handlers: Pick<Handlers, Request>;
  /** Called when a tab is shown. */
  readonly shown?: (shown: Params<'show'>) => void;
  /** Called when the whole panel is refreshed. */
  readonly refresh?: () => void;
}

/** The parts, by the feature that adds each. */
export interface PanelParts {
  readonly auditLogs: PanelPart<
    'auditLogs' | 'siteNames',
    'showAuditDays' | 'stopAudit' | 'auditRows' | 'auditEvent' | 'copyAuditField' | 'saveAuditEvents' | 'auditCommand'
  >;
  readonly manifest: PanelPart<'permissions' | 'titles', 'chooseManifest' | 'openManifest'>;
  readonly connection: PanelPart<'rateLimit', 'stopWaiting'>;
}

/** Makes a feature's part of a panel. */
export type MakePanelPart<Feature extends keyof PanelParts> = (panel: PanelContext) => PanelParts[Feature];

/** Makes the parts of a panel, a function for each feature. */
export type MakePanelParts = { readonly [Feature in keyof PanelParts]: MakePanelPart<Feature> };
