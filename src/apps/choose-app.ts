import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { accountLabel } from '../accounts/authentication-provider.ts';
import type { Account } from '../core/account.ts';
import type { App } from '../core/app.ts';
import { type AppAri, appUuid, isAppAri } from '../core/ids.ts';
import type { AccountData } from './model/account-data.ts';
import { arrange } from './model/arrange.ts';
import type { Subject, TreeNode } from './tree/tree-node.ts';
import type { PickItem, Prompts } from '../vscode/prompts.ts';
import { plain, relativeTime } from '../vscode/text.ts';
import { appTypeName } from '../vscode/domain-names.ts';

/** What a command acts on: the row it was invoked on, or what the person picks. */
export interface Choose {
  /** The app of the row or with the id that the argument is, or the one picked; undefined when the person gave up. */
  app(argument: unknown, title: string): Promise<{ account: Account; app: App } | undefined>;
  /** The apps of the rows that were selected, all of an account for its row; else those picked, at least one. */
  apps(
    argument: unknown,
    selected: unknown,
    title: string,
  ): Promise<readonly { account: Account; app: App }[] | undefined>;
  /** The environment of the row, or the one picked. */
  environment(argument: unknown, title: string): Promise<Extract<Subject, { kind: 'environment' }> | undefined>;
  /** The account of the row, or the only one, or the one picked. */
  account(argument: unknown, title: string): Promise<Account | undefined>;
}

/** What a command was invoked on, if it was a row of the tree. */
export function subjectOf(argument: unknown): Subject | undefined {
  const subject: unknown = isRow(argument) ? argument.subject?.() : undefined;
  return isSubject(subject) ? subject : undefined;
}

/** Other extensions may run commands too, with whatever they like. */
function isSubject(value: unknown): value is Subject {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('account' in value)) return false;
  const hasKey =
    typeof value.account === 'object' &&
    value.account !== null &&
    'key' in value.account &&
    typeof value.account.key === 'string';
  if (!hasKey || value.kind === 'account') return hasKey;
  return (
    'app' in value &&
    typeof value.app === 'object' &&
    value.app !== null &&
    'id' in value.app &&
    typeof value.app.id === 'string' &&
    isAppAri(value.app.id) &&
    'name' in value.app &&
    typeof value.app.name === 'string'
  );
}

/** Whether a command's argument is a row of the tree. */
export function isRow(argument: unknown): argument is TreeNode {
  if (typeof argument !== 'object' || argument === null || !('id' in argument) || !('item' in argument)) return false;
  const parts = [
    ...('subject' in argument ? [argument.subject] : []),
    ...('refresh' in argument ? [argument.refresh] : []),
    ...('showMore' in argument ? [argument.showMore] : []),
  ];
  return typeof argument.item === 'function' && parts.every((part) => part === undefined || typeof part === 'function');
}

/** The app that the page of a panel names as `{ accountKey, appId }`, with the data of its account. */
export function namedByPage(
  argument: unknown,
  data: AccountDataSet,
): { readonly owner: AccountData; readonly id: AppAri } | undefined {
  if (typeof argument !== 'object' || argument === null || !('accountKey' in argument) || !('appId' in argument))
    return undefined;
  const { accountKey, appId } = argument;
  const owner = typeof accountKey === 'string' ? data.get(accountKey) : undefined;
  return owner && typeof appId === 'string' && isAppAri(appId) ? { owner, id: appId } : undefined;
}

/** Choices from rows, and where there is none from quick picks over everyone's apps. */
export function createChoose(data: AccountDataSet, prompts: Prompts): Choose {
  async function pickApp(title: string): Promise<{ account: Account; app: App } | undefined> {
    return prompts.pick(
      Promise.all(data.list.map((one) => appItems(one, data.list.length > 1))).then((items) => items.flat()),
      {
        title,
        placeholder: l10n.t('Choose an app'),
      },
    );
  }

  /** The app with an id, as the first account that lists it knows it; where none does, that is said. */
  async function appWith(id: AppAri): Promise<{ account: Account; app: App } | undefined> {
    for (const { account, apps } of data.list) {
      const app = apps.state.value?.apps.get(id);
      if (app) return { account, app };
    }
    await prompts.message(l10n.t('None of the accounts that are signed in lists the app {0}.', appUuid(id)), [], {
      severity: 'info',
    });
    return undefined;
  }

  return {
    async app(argument, title) {
      if (typeof argument === 'string' && isAppAri(argument)) return appWith(argument);
      const subject = subjectOf(argument);
      return subject !== undefined && subject.kind !== 'account' ? subject : pickApp(title);
    },
    async apps(argument, selected, title) {
      const rows = Array.isArray(selected) && selected.includes(argument) ? selected : [argument];
      const subjects = rows.map(subjectOf).filter((subject) => subject !== undefined);
      const chosen = await Promise.all(
        subjects.map(async (subject) =>
          subject.kind === 'account'
            ? everyApp(data.get(subject.account.key))
            : [{ account: subject.account, app: subject.app }],
        ),
      );
      const unique = new Map(chosen.flat().map((one) => [`${one.account.key} ${one.app.id}`, one]));
      if (unique.size > 0) return [...unique.values()];
      const items = Promise.all(data.list.map((one) => appItems(one, data.list.length > 1)));
      return prompts.pickMany(
        items.then((all) => all.flat()),
        { title, placeholder: l10n.t('Choose one or more apps') },
      );
    },
    async environment(argument, title) {
      const subject = subjectOf(argument);
      if (subject?.kind === 'environment') return subject;
      const chosen = subject?.kind === 'app' ? subject : await pickApp(title);
      if (chosen === undefined) return undefined;
      const environment = await prompts.pick(environmentItems(data, chosen), {
        title,
        placeholder: l10n.t('Choose an environment'),
      });
      return environment && { kind: 'environment', account: chosen.account, app: chosen.app, environment };
    },
    async account(argument, title) {
      const subject = subjectOf(argument);
      if (subject !== undefined) return subject.account;
      if (data.list.length === 1) return data.list[0]?.account;
      const items = data.list.map(({ account }) => ({ label: plain(accountLabel(account)), value: account }));
      return prompts.pick(items, { title, placeholder: l10n.t('Choose an account') });
    },
  };
}

async function everyApp(data: AccountData | undefined): Promise<{ account: Account; app: App }[]> {
  return data === undefined ? [] : (await appItems(data, false)).map(({ value }) => value);
}

async function appItems(data: AccountData, showAccount: boolean): Promise<PickItem<{ account: Account; app: App }>[]> {
  if (data.apps.state.value === undefined) await data.apps.refresh();
  const { state } = data.apps;
  if (state.value === undefined && state.status === 'failed') throw state.error;
  return arrange(state.value?.apps ?? [], { filter: '', sort: 'updated' }).map((app) => ({
    label: plain(app.name),
    description: [
      appTypeName(app.type),
      relativeTime(app.updatedAt),
      ...(showAccount ? [plain(accountLabel(data.account))] : []),
    ].join(' · '),
    detail: appUuid(app.id),
    value: { account: data.account, app },
  }));
}

async function environmentItems(data: AccountDataSet, { account, app }: { account: Account; app: App }) {
  const environments = data.get(account.key)?.details(app.id).environments;
  if (environments === undefined) return [];
  if (environments.state?.value === undefined) await environments.refresh();
  if (environments.state?.value === undefined && environments.state?.status === 'failed')
    throw environments.state.error;
  return (environments.state?.value ?? []).map((environment) => ({
    label: plain(environment.key),
    description: environment.latest?.version ?? l10n.t('never deployed'),
    detail: environment.id,
    value: environment,
  }));
}
