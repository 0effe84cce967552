import { l10n } from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import type { AppDetails } from '../apps/model/app-details.ts';
import type { Resource } from '../apps/model/resource.ts';
import type { App } from '../core/app.ts';
import type { Disposable } from '../core/emitter.ts';
import type { AppAri } from '../core/ids.ts';
import type { MakePanelParts, PanelContext, PanelParts } from './panel-parts.ts';
import type { PanelState, Tab } from './protocol.ts';
import {
  contributorView,
  environmentView,
  headerView,
  installationsView,
  profileView,
  toSection,
} from './section-views.ts';
import { viewWords } from './view-words.ts';

export type StatePart = keyof PanelState;

/** What a panel shows, made from the account's data and the features' parts each time it is asked for. */
export interface PanelSource extends Disposable {
  readonly parts: PanelParts;
  /** The app's name as far as it is known. */
  readonly name: string;
  /** All that the page shows. */
  all(): PanelState;
  /** Some parts of it. */
  only(parts: ReadonlySet<StatePart>): Partial<PanelState>;
  /** Fetches what a tab shows, unless that was done. */
  ensure(tab: Tab): void;
}

/** The source for one app's panel; `changed` hears which parts are different now. */
export function createPanelSource(
  data: AccountData,
  appId: AppAri,
  makeParts: MakePanelParts,
  changed: (...parts: StatePart[]) => void,
): PanelSource {
  const details = data.details(appId);
  const { profile, environments, installations, contributors } = details;
  /** The app as it was when it was last heard of. */
  let lastKnown: App | undefined;

  function app(): App | undefined {
    lastKnown = data.apps.state.value?.apps.get(appId) ?? lastKnown;
    return lastKnown;
  }

  const name = () => app()?.name ?? profile.state?.value?.name ?? l10n.t('App');
  const section: PanelContext['section'] = (state, toView) => toSection(state, toView, viewWords);
  const panel: PanelContext = { data, appId, words: viewWords, name, changed, section };
  const parts: PanelParts = {
    auditLogs: makeParts.auditLogs(panel),
    manifest: makeParts.manifest(panel),
    connection: makeParts.connection(panel),
  };

  const state: { readonly [Part in StatePart]: () => PanelState[Part] } = {
    header: () => headerView(app(), profile.state?.value, appId, data.account, viewWords),
    profile: () => section(profile.state, (value) => profileView(value, viewWords)),
    environments: () => section(environments.state, (list) => list.map((one) => environmentView(one, viewWords))),
    installations: () => section(installations.state, (known) => installationsView(known, viewWords)),
    contributors: () =>
      section(contributors.state, (list) => list.map((one) => contributorView(one, data.account, viewWords))),
    gone: () => goneReason(data, appId, details),
    ...parts.auditLogs.state,
    ...parts.manifest.state,
    ...parts.connection.state,
  };
  const only = (wanted: ReadonlySet<StatePart>) =>
    Object.fromEntries([...wanted].map((part) => [part, state[part]()])) as Partial<PanelState>;

  const subscriptions = [
    data.apps.onDidChange(() => changed('header', 'gone')),
    profile.onDidChange(() => changed('header', 'profile', 'gone')),
    environments.onDidChange(() => changed('environments', 'gone')),
    installations.onDidChange(() => changed('installations')),
    contributors.onDidChange(() => changed('contributors')),
  ];

  return {
    parts,
    get name() {
      return name();
    },
    all: () => only(new Set(Object.keys(state) as StatePart[])) as PanelState,
    only,
    ensure(tab) {
      for (const resource of neededBy(tab, details)) resource.ensure();
    },
    dispose() {
      for (const one of [...subscriptions, parts.auditLogs, parts.manifest, parts.connection]) one.dispose();
    },
  };
}

/** What a tab shows of what is fetched by itself. */
function neededBy(tab: Tab, details: AppDetails): readonly Resource<unknown>[] {
  const { profile, environments, installations, contributors } = details;
  const needed: Record<Tab, Resource<unknown>[]> = {
    overview: [profile, environments, installations, contributors],
    environments: [environments, installations],
    permissions: [environments],
    installations: [installations],
    contributors: [contributors],
    auditLogs: [],
  };
  return needed[tab];
}

/** Why the panel has nothing to show any more: the app is not in the list, or the gateway does not know it. */
function goneReason(
  { apps, account }: AccountData,
  appId: AppAri,
  { environments, profile }: AppDetails,
): string | null {
  const isUnlisted = apps.state.status === 'ready' && !apps.state.value.apps.has(appId);
  const isUnknown = [environments.state, profile.state].some(
    (state) => state?.status === 'failed' && state.error.kind === 'notFound',
  );
  return isUnlisted || isUnknown
    ? l10n.t('This app was deleted, or {0} is no longer one of its contributors.', viewWords.account(account))
    : null;
}
