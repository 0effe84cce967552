import assert from 'node:assert/strict';
import { createEmitter } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import type { LogsState } from '../../../src/logs/log-protocol.ts';
import type { LogHandlers } from '../../../src/logs/panel/log-handlers.ts';
import type { LogsDesk } from '../../../src/logs/panel/logs-desk.ts';
import type { ShownLogs } from '../../../src/logs/panel/shown-logs.ts';
import type { useConsole } from './console.ts';
import { until } from './until.ts';

/** The last 30 days, as a filter. */
export const month = 'last:30d';

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
/** Times that are over, as a filter: no line comes or goes any more. */
export const past = `from:${daysAgo(29)} to:${daysAgo(1)}`;

export const isReady = ({ phase, isLoading, rows }: LogsState) => phase === 'ready' && !isLoading && rows > 0;

/** Logs as a page shows them, with what a page may ask for. New for each test of the suite. */
export interface LogsOnPage {
  readonly desk: LogsDesk;
  readonly shown: ShownLogs;
  readonly handlers: LogHandlers;
  /** Signs in and shows an app's logs with a filter, until they are there. */
  readonly show: (uuid: string, filter?: string) => Promise<void>;
  /** Waits until the state is as it should be. */
  readonly settles: (what: string, holds: (state: LogsState) => boolean) => Promise<void>;
  /** The first rows, up to 500. */
  readonly allRows: () => Promise<Awaited<ReturnType<LogHandlers['logRows']>>['rows']>;
  /** The first line that a text is in. */
  readonly lineWith: (text: string) => Promise<{ readonly id: string; readonly text: string }>;
}

/** Creates logs for each test of the calling suite. */
export function useLogs(forge: ReturnType<typeof useConsole>): LogsOnPage {
  let own: Pick<LogsOnPage, 'desk' | 'shown' | 'handlers'> | undefined;
  let changed = createEmitter<undefined>();
  const made = () => own ?? assert.fail('Logs are there only while a test runs');

  beforeEach(async () => {
    const emitter = createEmitter<undefined>();
    changed = emitter;
    const desk = await forge.services.logs.desk();
    const shown = desk.newLogs(() => emitter.fire(undefined));
    own = { desk, shown, handlers: desk.handlers(shown, { pin: () => undefined }) };
  });
  afterEach(() => own?.shown.dispose());

  const settles = (what: string, holds: (state: LogsState) => boolean) =>
    until(what, () => holds(made().shown.state()), changed.event);
  const allRows = async () => (await made().handlers.logRows({ from: 0, count: 500 })).rows;

  return {
    get desk() {
      return made().desk;
    },
    get shown() {
      return made().shown;
    },
    get handlers() {
      return made().handlers;
    },
    settles,
    allRows,
    async show(uuid, filter = month) {
      const { shown, handlers } = made();
      await forge.signIn('main');
      const [data] = forge.services.data.list;
      assert.ok(data);
      await data.start();
      const id = appAri(uuid);
      shown.show({ data, id, name: data.apps.state.value?.apps.get(id)?.name ?? '' });
      await handlers.setLogFilter({ filter });
      shown.watch('visible');
      await settles('the lines are there', ({ phase, isLoading }) => phase !== 'loading' && !isLoading);
    },
    async lineWith(text) {
      const row = (await allRows()).find((one) => one.kind === 'line' && one.text.includes(text));
      return row ?? assert.fail(`no line has ${text}`);
    },
  };
}
