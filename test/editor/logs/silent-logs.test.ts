import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createEmitter } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import { parseFilter } from '../../../src/logs/model/filter-text.ts';
import { createLogSession } from '../../../src/logs/model/log-session.ts';
import { createLogSource } from '../../../src/logs/model/log-source.ts';
import type { LogHandlers } from '../../../src/logs/panel/log-handlers.ts';
import { forgetful } from '../../../src/logs/panel/log-memory.ts';
import { ShownLogs } from '../../../src/logs/panel/shown-logs.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { until } from '../../support/editor/until.ts';
import { isReady, month, useLogs } from '../../support/editor/logs-on-page.ts';

describe('logs without a line', () => {
  const forge = useConsole();
  const logs = useLogs(forge);
  const { show, settles } = logs;
  let shown: ShownLogs;
  let handlers: LogHandlers;
  beforeEach(() => ({ shown, handlers } = logs));

  it('say that nothing ran, where nothing did', async () => {
    await show(sampleAppIds.teamPoll, '');
    assert.equal(shown.state().silence?.title, 'Nothing was logged');
  });

  it('say that the filter left none, and show all again', async () => {
    await show(sampleAppIds.releaseNotes, `${month} no-such-text`);
    const { silence } = shown.state();
    assert.equal(silence?.title, 'Nothing matches');
    await handlers.logCommand({ command: 'clearFilter' });
    assert.equal(shown.state().filter, '');
  });

  it('say why they can’t be loaded, and go on from there', async () => {
    await show(sampleAppIds.releaseNotes);
    forge.sandbox.faults.set('AppLogPage', { kind: 'errors', errors: [{ message: 'No.', statusCode: 403 }] });
    shown.refresh();
    await settles('they are refused', ({ phase }) => phase === 'refused');
    assert.equal(shown.state().silence?.title, 'You can’t read these logs');
    forge.sandbox.faults.clear();
    await handlers.logCommand({ command: 'retry' });
    await settles('they are back', (state) => {
      if (!isReady(state)) throw new Error(JSON.stringify({ ...state, menus: 0, timeline: 0 }));
      return true;
    });
  });

  it('say that a tunnel has the lines of an environment', async () => {
    await forge.signIn('main');
    const [data] = forge.services.data.list;
    assert.ok(data);
    await data.start();
    const id = appAri(sampleAppIds.sprintForecast);
    const changed = createEmitter<undefined>();
    const tunnelled = new ShownLogs({
      makeSession: (app, filter) =>
        createLogSession({
          place: { account: data.account.key, appId: app.id },
          source: createLogSource(data.client, app.id, data.details(app.id)),
          search: () => Promise.resolve([]),
          filter,
        }),
      isSignedIn: () => true,
      memory: forgetful,
      changed: () => changed.fire(undefined),
      tunnelsOf: () => ['development'],
      now: Date.now,
    });
    tunnelled.show({ data, id, name: 'Sprint Forecast' }, parseFilter('env:development invocation:none-such').filter);
    tunnelled.watch('visible');
    await until('it is told', () => tunnelled.state().silence !== undefined, changed.event);
    const { silence } = tunnelled.state();
    assert.equal(silence?.title, 'A tunnel is running');
    assert.match(silence.reason, /development/);
    tunnelled.dispose();
  });

  it('say that lines are older than what is kept', async () => {
    await show(sampleAppIds.releaseNotes, 'from:2020-01-01 to:2020-01-02');
    assert.equal(shown.state().silence?.title, 'These lines are gone');
  });

  it('say which sites share none, with a text for their admins', async () => {
    await show(sampleAppIds.timesheets, 'site:meridian-bank.atlassian.net');
    await settles('it is told', ({ silence }) => silence?.sites !== undefined);
    const { silence } = shown.state();
    assert.deepEqual([silence?.title, silence?.sites], ['No site shares its logs', ['meridian-bank.atlassian.net']]);
    await handlers.logCommand({ command: 'copyAdminText' });
    assert.match(await vscode.env.clipboard.readText(), /meridian-bank\.atlassian\.net/);
  });
});
