import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { App } from '../core/app.ts';
import type { Disposable } from '../core/emitter.ts';
import type { Environment } from '../core/environment.ts';
import type { AppAri } from '../core/ids.ts';
import { compareManifest } from '../manifest/model/compare-manifest.ts';
import { consequences } from '../manifest/model/consequence.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { AppDetails } from '../apps/model/app-details.ts';
import type { Resource } from '../apps/model/resource.ts';
import type { RateLimitDisplay } from '../connection/rate-limit-display.ts';
import type { FoundManifest, Manifests } from '../manifest/workspace/manifests.ts';
import { type AuditArchives, type AuditSource, createAuditSource } from '../audit-logs/panel/audit-source.ts';
import { permissionsView } from '../manifest/panel/permission-views.ts';
import type { ModuleTitle, PanelState, PermissionsView, Tab } from './protocol.ts';
import { viewWords } from './view-words.ts';
import {
  contributorView,
  environmentView,
  headerView,
  installationsView,
  profileView,
  toSection,
} from './section-views.ts';

export type PanelPart = keyof PanelState;

/** What a panel tells of waiting for the rate limit. */
export type PanelRateLimit = Pick<RateLimitDisplay, 'textOf' | 'onDidChange'>;

/** What a panel shows, made from the account's data and the manifests each time it is asked for. */
export interface PanelSource extends Disposable {
  readonly audit: AuditSource;
  /** The app's name as far as it is known. */
  readonly name: string;
  /** The manifest that is compared. */
  readonly manifest: FoundManifest | undefined;
  /** Compares another of the app's manifests from now on. */
  chooseManifest(index: number): void;
  /** All that the page shows. */
  all(): PanelState;
  /** Some parts of it. */
  only(parts: ReadonlySet<PanelPart>): Partial<PanelState>;
  /** Fetches what a tab shows, unless that was done. */
  ensure(tab: Tab): void;
}

/** The source for one app's panel; `onChange` hears which parts are different now. */
export function createPanelSource(
  data: AccountData,
  appId: AppAri,
  manifests: Manifests,
  archives: AuditArchives,
  rateLimit: PanelRateLimit,
  onChange: (...parts: PanelPart[]) => void,
): PanelSource {
  const details = data.details(appId);
  const { profile, environments, installations, contributors } = details;
  const audit = createAuditSource(data, appId, archives, onChange);
  let chosen: string | undefined;
  /** The app as it was when it was last heard of. */
  let lastKnown: App | undefined;

  function app(): App | undefined {
    lastKnown = data.apps.state.value?.apps.get(appId) ?? lastKnown;
    return lastKnown;
  }

  function manifest(): FoundManifest | undefined {
    const found = manifests.of(appId);
    return found.find(({ uri }) => uri.toString() === chosen) ?? found[0];
  }

  function permissions(known: readonly Environment[]): PermissionsView {
    const compared = manifest();
    const found = manifests.of(appId);
    return permissionsView(
      {
        comparison: compareManifest(compared?.manifest, known),
        consequences: compared ? consequences(compared.manifest, known) : [],
        manifests: found.map(({ uri, manifest: { problems } }) => ({
          path: vscode.workspace.asRelativePath(uri),
          problems: problems.length,
        })),
        manifest: compared && found.indexOf(compared),
      },
      viewWords,
    );
  }

  const makers: { readonly [Part in keyof Required<PanelState>]: () => PanelState[Part] } = {
    header: () => headerView(app(), profile.state?.value, appId, data.account, viewWords),
    profile: () => toSection(profile.state, (value) => profileView(value, viewWords), viewWords),
    environments: () =>
      toSection(environments.state, (list) => list.map((one) => environmentView(one, viewWords)), viewWords),
    installations: () => toSection(installations.state, (known) => installationsView(known, viewWords), viewWords),
    contributors: () =>
      toSection(
        contributors.state,
        (list) => list.map((one) => contributorView(one, data.account, viewWords)),
        viewWords,
      ),
    permissions: () => toSection(environments.state, permissions, viewWords),
    auditLogs: audit.view,
    siteNames: () => ({ ...audit.siteNames() }),
    titles: () => titlesOf(manifest()),
    gone: () => goneReason(data, appId, details),
    rateLimit: () => rateLimit.textOf(data.account) ?? null,
  };
  const only = (parts: ReadonlySet<PanelPart>) =>
    Object.fromEntries([...parts].map((part) => [part, makers[part]()])) as Partial<PanelState>;

  const subscriptions = [
    data.apps.onDidChange(() => onChange('header', 'gone')),
    profile.onDidChange(() => onChange('header', 'profile', 'gone')),
    environments.onDidChange(() => onChange('environments', 'permissions', 'gone')),
    installations.onDidChange(() => onChange('installations')),
    contributors.onDidChange(() => onChange('contributors')),
    manifests.onDidChange(() => onChange('permissions', 'titles')),
    rateLimit.onDidChange(() => onChange('rateLimit')),
  ];

  return {
    audit,
    get name() {
      return app()?.name ?? profile.state?.value?.name ?? l10n.t('App');
    },
    get manifest() {
      return manifest();
    },
    chooseManifest(index) {
      chosen = manifests.of(appId)[index]?.uri.toString();
      onChange('permissions', 'titles');
    },
    all: () => only(new Set(Object.keys(makers) as PanelPart[])) as PanelState,
    only,
    ensure(tab) {
      const needed: Record<Tab, Resource<unknown>[]> = {
        overview: [profile, environments, installations, contributors],
        environments: [environments, installations],
        permissions: [environments],
        installations: [installations],
        contributors: [contributors],
        auditLogs: [],
      };
      for (const resource of needed[tab]) resource.ensure();
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      audit.dispose();
    },
  };
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

/** The names that users see: the titles of the manifest's modules. */
function titlesOf(manifest: FoundManifest | undefined): ModuleTitle[] {
  return (manifest?.manifest.modules ?? []).flatMap(({ type, key, title }) =>
    title ? [{ module: type, key: key ?? '', title: title.text, line: title.range.start.line }] : [],
  );
}
