import assert from 'node:assert/strict';
import type { LogHandlers } from '../../../src/logs/panel/log-handlers.ts';
import type { ShownLogs } from '../../../src/logs/panel/shown-logs.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { isReady, month, past, useLogs } from '../../support/editor/logs-on-page.ts';

describe('logs that are narrowed', () => {
  const forge = useConsole();
  const logs = useLogs(forge);
  const { show, settles, lineWith } = logs;
  let shown: ShownLogs;
  let handlers: LogHandlers;
  beforeEach(() => ({ shown, handlers } = logs));

  it('are narrowed to a part of the timeline, and widened again', async () => {
    await show(sampleAppIds.releaseNotes, past);
    const all = shown.session?.view.lines.length ?? 0;
    const { timeline } = shown.state();
    const bar = timeline?.bars.find(({ counts }) => Object.values(counts).some((count) => count > 0));
    assert.ok(timeline && bar && !timeline.isZoomed);
    await handlers.zoomLogs({ from: bar.at, to: bar.at + timeline.length });
    await settles('a part is shown', (state) => isReady(state) && state.timeline?.isZoomed === true);
    const times = (shown.session?.view.lines ?? []).map(({ at }) => at);
    assert.ok(times.length > 0 && times.length < all);
    assert.ok(times.every((at) => at >= bar.at && at <= bar.at + timeline.length));
    await handlers.logCommand({ command: 'zoomOut' });
    await settles('all are shown', (state) => isReady(state) && state.timeline?.isZoomed === false);
    assert.equal(shown.state().filter, past);
    assert.ok((shown.session?.view.lines.length ?? 0) >= all);
  });

  it('have no way back from a time that was typed', async () => {
    await show(sampleAppIds.releaseNotes, past);
    await handlers.zoomLogs({ from: Date.now() - 5 * 24 * 60 * 60_000 });
    assert.equal(shown.state().timeline?.isZoomed, true);
    await handlers.setLogFilter({ filter: month });
    await settles('the month is shown', isReady);
    assert.equal(shown.state().timeline?.isZoomed, false);
  });

  it('have the deployments of the environments that are looked at in the timeline', async () => {
    await show(sampleAppIds.releaseNotes);
    const marks = () => shown.state().timeline?.deployments ?? [];
    // Those before the newest of each environment are known by their major versions.
    await settles('all are there', () => marks().some(({ version }) => /^\d+$/.test(version)));
    assert.ok(marks().every(({ at }, index, all) => at >= (all[index - 1]?.at ?? 0)));
    assert.ok(new Set(marks().map(({ environment }) => environment)).size > 1);
    await handlers.chooseInLogMenu({ menu: 'environment', value: 'production' });
    await settles('one environment is left', isReady);
    assert.deepEqual([...new Set(marks().map(({ environment }) => environment))], ['production']);
  });

  it('are found again where lines came in above them', async () => {
    await show(sampleAppIds.releaseNotes, past);
    for (const isGrouped of [false, true]) {
      await handlers.arrangeLogs({ isGrouped });
      const { rows } = await handlers.logRows({ from: 20, count: 30 });
      for (const [index, { id }] of rows.entries()) {
        const reply = await handlers.logRows({ from: 3, count: 40, anchor: { id, index: index + 13 } });
        assert.equal(reply.from, 10);
        assert.equal(reply.rows[index + 10]?.id, id);
      }
    }
  });

  it('lead to the lines around one, and to those of its invocation', async () => {
    await show(sampleAppIds.releaseNotes);
    const { id } = await lineWith('Draft saved');
    await handlers.showLogContext({ id, of: 'invocation' });
    await settles('the line is shown', ({ reveal }) => reveal?.id === id);
    const invocations = new Set(shown.session?.view.lines.map(({ invocation }) => invocation));
    assert.equal(invocations.size, 1);
    const turn = shown.state().reveal?.turn ?? 0;
    await handlers.showLogContext({ id, of: 'around' });
    await settles('the line is shown again', ({ reveal }) => reveal?.id === id && reveal.turn > turn);
    assert.match(shown.state().filter, /^around:\S+,1m env:\S+$/);
  });

  it('are those of a trace, with the line that it was asked of', async () => {
    await show(sampleAppIds.releaseNotes);
    const { id } = shown.session?.view.lines.find(({ trace }) => trace !== undefined) ?? assert.fail();
    const trace = shown.line(id)?.trace;
    await handlers.showLogContext({ id, of: 'trace' });
    await settles('the line is shown', ({ reveal }) => reveal?.id === id);
    assert.deepEqual([...new Set(shown.session?.view.lines.map((line) => line.trace))], [trace]);
    assert.match(shown.state().filter, new RegExp(`trace:${String(trace)}$`));
  });

  it('are those around a time, or between two, as somebody types them', async () => {
    await show(sampleAppIds.releaseNotes);
    forge.prompts.answerInput('2026-01-02 10:42');
    await handlers.logCommand({ command: 'chooseAround' });
    assert.equal(shown.state().filter, 'around:2026-01-02T10:42Z');
    const [first, second] = [5, 3].map((days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10));
    forge.prompts.answerInput(first ?? '');
    forge.prompts.answerInput(`${second ?? ''} 08:00 UTC`);
    await handlers.logCommand({ command: 'chooseBetween' });
    assert.equal(shown.state().filter, `from:${first ?? ''}T00:00Z to:${second ?? ''}T08:00Z`);
    await handlers.arrangeLogs({ isUtc: false });
    forge.prompts.answerInput('10:42');
    await handlers.logCommand({ command: 'chooseAround' });
    assert.equal(shown.state().filter, 'around:10:42');
  });

  it('say that a time was typed in another zone than that of the lines', async () => {
    await show(sampleAppIds.releaseNotes, 'around:10:42');
    assert.equal(shown.state().filterProblem, '10:42 is in the time zone of this computer. For UTC, write 10:42Z.');
    await handlers.arrangeLogs({ isUtc: false });
    assert.equal(shown.state().filterProblem, undefined);
  });

  it('have a text that was selected in one of them, or what is typical of it, or don’t', async () => {
    await show(sampleAppIds.releaseNotes, past);
    const { id } = await lineWith('Draft saved');
    await handlers.narrowLogsToText({ id, not: false });
    assert.equal(shown.state().filter, `${past} "Draft saved"`);
    await handlers.narrowLogsToText({ id, selected: 'OPS-1', not: true });
    assert.equal(shown.state().filter, `${past} "Draft saved" -OPS-1`);
  });
});
