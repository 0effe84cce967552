import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { LogsDesk } from './logs-desk.ts';
import { followAttention } from './window-attention.ts';

/** The part of an app's panel that shows its logs. */
export function logsPart({ data, appId: id, name, changed }: PanelContext, desk: LogsDesk): PanelParts['logs'] {
  const app = (): AppRef => ({ data, id, name: name() });
  const shown = desk.newLogs(() => changed('logs'));
  shown.show(app());
  let [isSeen, wasShown] = [false, false];
  const attention = followAttention(
    () => isSeen,
    (how) => shown.watch(how),
  );
  return {
    state: { logs: () => shown.state() },
    handlers: desk.handlers(shown, { pin: ({ session }) => desk.show(app(), session?.filter) }),
    shown({ tab }) {
      isSeen = tab === 'logs';
      wasShown ||= isSeen;
      attention.update();
    },
    hidden() {
      isSeen = false;
      attention.update();
    },
    refresh() {
      if (wasShown) shown.refresh();
    },
    dispose() {
      attention.dispose();
      shown.dispose();
    },
  };
}
