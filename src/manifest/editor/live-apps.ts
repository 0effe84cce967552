import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { App } from '../../core/app.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import { inBackground } from '../../gateway/priority.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';

/** An app that an account lists. */
export interface LiveApp {
  readonly data: AccountData;
  readonly app: App;
  readonly details: AppDetails;
}

/** The apps of the manifests, as the gateway returns them. */
export interface LiveApps extends Disposable {
  /** Undefined if no account lists the app (yet). Details that are not loaded are loaded in the background. */
  of(id: AppAri): LiveApp | undefined;
  /** The variables of all environments of a found app, which are loaded in the background; undefined until they are. */
  variablesOf(found: LiveApp): readonly EnvironmentVariables[] | undefined;
  /**
   * Whether the app lists of all accounts are complete; only then does an app that was not found belong to no account.
   */
  hasCompleteLists(): boolean;
  /** Fires when a requested app changes, or when an account signs in or out. */
  readonly onDidChange: Event<undefined>;
}

/** The apps of all signed-in accounts. */
export function createLiveApps(data: AccountDataSet): LiveApps {
  const changed = createEmitter<undefined>();
  const watched = new WeakSet();
  const subscriptions: Disposable[] = [data.onDidChange(() => changed.fire(undefined))];

  function watch(...sources: readonly { readonly onDidChange: Event<undefined> }[]): void {
    for (const source of sources) {
      if (watched.has(source)) continue;
      watched.add(source);
      subscriptions.push(source.onDidChange(() => changed.fire(undefined)));
    }
  }

  function find(account: AccountData, id: AppAri): LiveApp | undefined {
    watch(account.apps);
    void account.start();
    const app = account.apps.state.value?.apps.get(id);
    if (app === undefined) return undefined;
    const details = account.details(id);
    const { environments, installations, contributors } = details;
    watch(environments, installations, contributors);
    inBackground(() => {
      for (const resource of [environments, installations, contributors]) resource.ensure();
    });
    return { data: account, app, details };
  }

  return {
    of(id) {
      for (const account of data.forApp(id)) {
        const app = find(account, id);
        if (app) return app;
      }
      return undefined;
    },
    variablesOf({ details: { variables } }) {
      watch(variables);
      inBackground(() => variables.ensure());
      return variables.state?.value;
    },
    hasCompleteLists: () => data.list.every(({ apps }) => apps.state.status === 'ready'),
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
