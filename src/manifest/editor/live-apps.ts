import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { App } from '../../core/app.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { AppAri } from '../../core/ids.ts';
import { inBackground } from '../../gateway/priority.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';

/** An app of a manifest as one of the accounts knows it. */
export interface LiveApp {
  readonly data: AccountData;
  readonly app: App;
  readonly details: AppDetails;
}

/** What the gateway tells of the apps whose manifests are looked at. */
export interface LiveApps extends Disposable {
  /** The app, where an account lists it; what is not known of it yet is fetched in the background. */
  of(id: AppAri): LiveApp | undefined;
  /** Whether the lists of all accounts are there, so that an app that is not found is in none of them. */
  areListed(): boolean;
  /** Fires when there is news of an app that was asked for, or of who is signed in. */
  readonly onDidChange: Event<undefined>;
}

/** The apps of everyone who is signed in. */
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

  function found(account: AccountData, id: AppAri): LiveApp | undefined {
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
      for (const account of data.list) {
        const app = found(account, id);
        if (app) return app;
      }
      return undefined;
    },
    areListed: () => data.list.every(({ apps }) => apps.state.status === 'ready'),
    onDidChange: changed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
