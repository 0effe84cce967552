import { l10n } from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import type { AppDetails } from '../apps/model/app-details.ts';
import type { Resource } from '../apps/model/resource.ts';
import type { App, AppType } from '../core/app.ts';
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

/** The state of a panel, computed from the account's data and the features' parts on each call. */
export interface PanelSource extends Disposable {
  readonly parts: PanelParts;
  /** The app's name, as far as it is known. */
  readonly name: string;
  /** The whole state. */
  all(): PanelState;
  /** The given parts of the state. */
  only(parts: ReadonlySet<StatePart>): Partial<PanelState>;
  /** Fetches the data of a tab unless it has been fetched already. */
  ensure(tab: Tab): void;
}

/**
 * Creates the source of one app's panel; `tell` is called with the parts of the state that changed, until it is disposed.
 */
export function createPanelSource(
  data: AccountData,
  appId: AppAri,
  makeParts: MakePanelParts,
  tell: (...parts: StatePart[]) => void,
): PanelSource {
  let isOver = false;
  // What a part is still waiting for then may end later.
  const changed = (...parts: StatePart[]) => {
    if (!isOver) tell(...parts);
  };
  const details = data.details(appId);
  const { profile, environments, installations, contributors, clients } = details;
  /** The app as it was last listed: its name is still shown when it is gone. */
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
    logs: makeParts.logs(panel),
    deployments: makeParts.deployments(panel),
    environments: makeParts.environments(panel),
    versions: makeParts.versions(panel),
    variables: makeParts.variables(panel),
  };

  const state: { readonly [Part in StatePart]: () => PanelState[Part] } = {
    header: () => headerView(app(), profile.state?.value, appId, data.account, viewWords),
    profile: () => section(profile.state, (value) => profileView(value, viewWords)),
    environments: () => section(environments.state, (list) => list.map((one) => environmentView(one, viewWords))),
    installations: () => section(installations.state, (known) => installationsView(known, viewWords, data.mySites.ids)),
    contributors: () =>
      section(contributors.state, (list) => list.map((one) => contributorView(one, data.account, viewWords))),
    clients: () => section(clients.state, (list) => list),
    gone: () => goneReason(data, appId, details),
    ...parts.auditLogs.state,
    ...parts.manifest.state,
    ...parts.connection.state,
    ...parts.logs.state,
    ...parts.deployments.state,
    ...parts.environments.state,
    ...parts.versions.state,
    ...parts.variables.state,
  };
  const only = (wanted: ReadonlySet<StatePart>) =>
    Object.fromEntries([...wanted].map((part) => [part, state[part]()])) as Partial<PanelState>;

  const subscriptions = [
    data.apps.onDidChange(() => changed('header', 'gone')),
    profile.onDidChange(() => changed('header', 'profile', 'gone')),
    environments.onDidChange(() => changed('environments', 'gone')),
    installations.onDidChange(() => changed('installations')),
    data.mySites.onDidChange(() => changed('installations')),
    contributors.onDidChange(() => changed('contributors')),
    clients.onDidChange(() => changed('clients')),
  ];

  return {
    parts,
    get name() {
      return name();
    },
    all: () => only(new Set(Object.keys(state) as StatePart[])) as PanelState,
    only,
    ensure(tab) {
      for (const resource of neededBy(tab, details, app()?.type ?? 'unknown')) resource.ensure();
    },
    dispose() {
      isOver = true;
      const owned: readonly Disposable[] = [...subscriptions, ...(Object.values(parts) as Disposable[])];
      for (const one of owned) one.dispose();
    },
  };
}

/** The resources that a tab of an app shows. */
function neededBy(tab: Tab, details: AppDetails, type: AppType): readonly Resource<unknown>[] {
  const { profile, environments, variables, deployments, builds, installations, contributors, clients } = details;
  const overviews: Record<AppType, Resource<unknown>[]> = {
    forge: [profile, environments, installations, contributors],
    unknown: [profile, environments, installations, contributors],
    connect: [profile, clients, installations, contributors],
    oauth: [profile, clients, contributors],
  };
  const needed: Record<Tab, Resource<unknown>[]> = {
    overview: overviews[type],
    environments: [environments, installations],
    variables: [variables],
    deployments: [deployments, builds, environments],
    permissions: [environments],
    installations: [installations],
    contributors: [contributors],
    logs: [],
    auditLogs: [],
  };
  return needed[tab];
}

/** Why there is nothing to show: the app is not in the list, or the gateway does not know it. */
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
