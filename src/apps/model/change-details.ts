import type { Change } from '../../changes/model/change.ts';
import { fetchListedApp } from '../../gateway/operations/fetch-listed-app.ts';
import { updateAppDetails } from '../../gateway/operations/update-app-details.ts';
import type { AccountData } from './account-data.ts';
import type { AppRef } from './app-ref.ts';

/** What can be changed of an app. */
export type Detail = 'name' | 'description';

/** Atlassian's limits, in characters. */
export const limits: Record<Detail, { readonly least: number; readonly most: number }> = {
  name: { least: 1, most: 60 },
  description: { least: 0, most: 1000 },
};

export interface DetailRequest {
  readonly app: Pick<AppRef, 'id' | 'name'> & { readonly data: Pick<AccountData, 'account' | 'client'> };
  readonly detail: Detail;
  readonly from: string;
  readonly to: string;
}

/** Changing an app's name or description, unless it is another one by then: the difference is what it is. */
export function detailChange({ app, detail, from, to }: DetailRequest): Change<string, string> {
  const { data, id, name } = app;
  const current = async (signal?: AbortSignal) => (await fetchListedApp(data.client, id, signal))[detail];
  return {
    account: data.account,
    app: { id, name },
    action: detail === 'name' ? 'rename' : 'describe',
    check: { load: current, differences: (now) => (now === from ? [] : [now]) },
    send: (signal) => updateAppDetails(data.client, id, detail === 'name' ? { name: to } : { description: to }, signal),
    look: async () => ((await current()) === to ? 'done' : 'notDone'),
  };
}
