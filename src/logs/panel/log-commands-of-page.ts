import { env, l10n } from 'vscode';
import type { Shared } from '../../shared.ts';
import type { LogCommand } from '../log-protocol.ts';
import { chooseAround, chooseBetween } from '../dialogs/choose-log-time.ts';
import { emptyFilter } from '../model/log-filter.ts';
import type { LogSession } from '../model/log-session.ts';
import type { LogTime } from '../model/log-time.ts';
import { saysNoLogs } from './no-logs.ts';
import type { ShownLogs } from './shown-logs.ts';
import { adminText, sitesToAsk } from './silence-view.ts';

/** What pages of logs ask other parts of the feature for. */
export interface LogPageActions {
  readonly openAsText: (shown: ShownLogs) => Promise<void>;
  /** Saves the lines that the filter finds. */
  readonly save: (shown: ShownLogs) => Promise<void>;
  /** Lets the user choose among saved filters, save this one, or copy it. */
  readonly chooseFilter: (shown: ShownLogs) => Promise<void>;
  /** Opens a page of its own for these logs; from an app's panel, the view Forge Logs. */
  readonly pin: (shown: ShownLogs) => unknown;
}

/** Does what buttons of a page ask for; `shared` has what all features share. */
export function logPageCommands(
  shown: ShownLogs,
  shared: Pick<Shared, 'actions' | 'network' | 'output' | 'prompts'>,
  actions: LogPageActions,
): (command: LogCommand) => Promise<void> {
  const lookAt = (time: LogTime | undefined) => {
    if (time !== undefined && shown.session) shown.setFilter({ ...shown.session.filter, time });
  };
  const commands: Record<LogCommand, () => unknown> = {
    async chooseApp() {
      const app = await shared.actions.chooseApp(undefined, l10n.t('Show Logs'));
      if (app && !(await saysNoLogs(app, shared.prompts))) shown.show(app);
    },
    signIn: () => shared.actions.signIn(shown.app?.data.account),
    retry: () => retry(shown.session),
    resume: () => shown.session?.resume(),
    stop: () => shown.session?.stop(),
    older: () => shown.session?.fetchOlder(),
    clear: () => shown.session?.clear(),
    clearFilter: () => shown.setFilter(emptyFilter),
    openAsText: () => actions.openAsText(shown),
    save: () => actions.save(shown),
    chooseFilter: () => actions.chooseFilter(shown),
    pin: () => actions.pin(shown),
    copyAdminText: () => copyAdminText(shown),
    showOutput: () => shared.output.show(),
    zoomOut: () => shown.zoomOut(),
    chooseAround: async () => lookAt(await chooseAround(shared.prompts, shown.arrangement.isUtc)),
    chooseBetween: async () => lookAt(await chooseBetween(shared.prompts, shown.arrangement.isUtc, Date.now())),
    stopWaiting: () => shared.network.limiters.giveUp(),
  };
  return async (command) => {
    await commands[command]();
  };
}

function retry(session: LogSession | undefined): void {
  // Where nothing came yet, there is nothing to go on from.
  if (session?.status.kind === 'failed' && session.store.all.length > 0) session.resume();
  else session?.refresh();
}

async function copyAdminText({ session, app, tunnels }: ShownLogs): Promise<void> {
  const silence = session?.silence(tunnels);
  const sites = silence === undefined ? [] : sitesToAsk(silence);
  if (app === undefined || sites.length === 0) return;
  await env.clipboard.writeText(adminText(app.name, sites));
}
