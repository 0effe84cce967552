import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { accountLabel } from '../accounts/authentication-provider.ts';
import type { AppActions } from '../app-actions.ts';
import type { Environment } from '../core/environment.ts';
import { appUuid } from '../core/ids.ts';
import { appTypeName } from '../vscode/domain-names.ts';
import type { PickItem, Prompts } from '../vscode/prompts.ts';
import type { Target, Targets } from '../vscode/target.ts';
import { plain, relativeTime } from '../vscode/text.ts';
import type { AccountData } from './model/account-data.ts';
import { type AppRef, appRef, distinctApps } from './model/app-ref.ts';
import { arrange } from './model/arrange.ts';

type Choose = Pick<AppActions, 'chooseApp' | 'chooseApps' | 'chooseEnvironment' | 'chooseAccount'>;

/**
 * Determines what a command applies to: what it was invoked on, otherwise what the user picks from the apps of all
 * accounts.
 */
export function createChoose(data: AccountDataSet, prompts: Prompts): Choose {
  const allItems = async () => (await Promise.all(data.list.map((one) => appItems(one, data.list.length > 1)))).flat();

  const pickApp = (title: string) => prompts.pick(allItems(), { title, placeholder: l10n.t('Choose an app') });

  /** Returns undefined if the user cancelled, or was shown that there is none. */
  async function pickEnvironment(app: AppRef, title: string): Promise<Environment | undefined> {
    const items = await environmentItems(app);
    if (items.length > 0) return prompts.pick(items, { title, placeholder: l10n.t('Choose an environment') });
    await prompts.message(l10n.t('{0} has no environments.', plain(app.name)), [], { severity: 'info' });
    return undefined;
  }

  /** Returns undefined if the user cancelled, or was shown that no account lists the app. */
  async function chooseApp(targets: Targets, title: string): Promise<AppRef | undefined> {
    const [target] = targets ?? [];
    if (target?.kind === 'unlisted') {
      const text = l10n.t('None of your accounts has the app {0}.', appUuid(target.id));
      await prompts.message(text, [], { severity: 'info' });
      return undefined;
    }
    return appOf(target) ?? pickApp(title);
  }

  return {
    chooseApp,
    async chooseApps(targets, title) {
      const named = await Promise.all(
        (targets ?? []).map((target) =>
          target.kind === 'account' ? appsOf(target.data) : Promise.resolve([appOf(target) ?? []].flat()),
        ),
      );
      const apps = distinctApps(named.flat());
      if (apps.length > 0) return apps;
      return prompts.pickMany(allItems(), { title, placeholder: l10n.t('Choose one or more apps') });
    },
    async chooseEnvironment(targets, title) {
      const [target] = targets ?? [];
      if (target?.kind === 'environment') return { app: target, environment: target.environment };
      const app = target?.kind === 'app' ? target : await pickApp(title);
      if (app === undefined) return undefined;
      const environment = await pickEnvironment(app, title);
      return environment && { app, environment };
    },
    async chooseAccount(targets, title) {
      const target = targets?.find((one) => one.kind !== 'unlisted');
      if (target) return target.data;
      if (data.list.length === 1) return data.list[0];
      const items = data.list.map((one) => ({ label: plain(accountLabel(one.account)), value: one }));
      return prompts.pick(items, { title, placeholder: l10n.t('Choose an account') });
    },
  };
}

/** The app that a target is, or is part of. */
function appOf(target: Target | undefined): AppRef | undefined {
  return target === undefined || target.kind === 'account' || target.kind === 'unlisted' ? undefined : target;
}

async function appsOf(data: AccountData): Promise<AppRef[]> {
  return (await appItems(data, false)).map(({ value }) => value);
}

async function appItems(data: AccountData, showAccount: boolean): Promise<PickItem<AppRef>[]> {
  if (data.apps.state.value === undefined) await data.apps.refresh();
  const { state } = data.apps;
  if (state.value === undefined && state.status === 'failed') throw state.error;
  const account = showAccount ? [plain(accountLabel(data.account))] : [];
  return arrange(state.value?.apps ?? [], { filter: '', sort: 'updated' }).map((app) => ({
    label: plain(app.name),
    description: [appTypeName(app.type), relativeTime(app.updatedAt), ...account].join(' · '),
    detail: appUuid(app.id),
    value: appRef(data, app),
  }));
}

async function environmentItems({ data, id }: AppRef) {
  const { environments } = data.details(id);
  if (environments.state?.value === undefined) await environments.refresh();
  if (environments.state?.value === undefined && environments.state?.status === 'failed')
    throw environments.state.error;
  return (environments.state?.value ?? []).map((environment) => ({
    label: plain(environment.key),
    description: environment.latest?.version ?? l10n.t('Never deployed'),
    detail: environment.id,
    value: environment,
  }));
}
