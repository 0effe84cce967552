import assert from 'node:assert/strict';
import { parseFilter } from '../../../../src/logs/model/filter-text.ts';
import { logStage, type LogStage } from '../../../support/log-stage.ts';
import { now, until, useGateway } from '../../../support/use-gateway.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('A log session', () => {
  const gateway = useGateway();
  const stages: LogStage[] = [];
  afterEach(() => stages.splice(0).forEach(({ session }) => session.dispose()));

  const stage = (...[app, text]: [app: Parameters<typeof logStage>[1], text?: string]) => {
    const made = logStage(gateway, app, text);
    stages.push(made);
    return made;
  };
  const requests = () => gateway.sent('AppLogPage').length;

  it('asks for nothing before it is started, then looks through all environments and follows', async () => {
    const { session, loaded, kept, world } = stage('releaseNotes', 'last:24h');
    assert.equal(session.status.kind, 'idle');
    assert.equal(requests(), 0);
    session.start();
    await loaded();
    assert.equal(session.status.kind, 'following');
    assert.deepEqual(kept(), world(now.getTime() - day, now.getTime()));
    const times = session.view.lines.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(session.completeSince, now.getTime() - day);
    assert.equal(session.hasOlder, false);
  });

  it('brings enough of a long past first, then more on request until all is there', async () => {
    const { session, loaded, kept, world } = stage('releaseNotes', 'last:30d');
    session.start();
    await loaded();
    const first = kept().length;
    assert.ok(first >= 2_000);
    assert.deepEqual(kept(), world(session.completeSince ?? 0, now.getTime()));
    while (session.hasOlder) {
      session.fetchOlder();
      await until(() => !session.isFetchingOlder && session.status.kind === 'following');
    }
    assert.ok(kept().length > first);
    assert.deepEqual(kept(), world(now.getTime() - 30 * day, now.getTime()));
  });

  it('counts what is new, also while older lines are asked for, and none of these', async () => {
    const { session, loaded, passUntil } = stage('timesheets', 'last:15m env:production');
    session.start();
    await loaded();
    assert.equal(session.arrived, 0);
    const newest = session.store.all.at(-1)?.at ?? 0;
    session.clear();
    await loaded();
    const askForOlder = (body: unknown) => {
      session.fetchOlder();
      return body;
    };
    gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: askForOlder });
    await passUntil(() => session.store.all.some(({ at }) => at > newest));
    await until(() => session.store.all.some(({ at }) => at < newest));
    assert.equal(session.arrived, session.store.all.filter(({ at }) => at > newest).length);
  });

  it('follows: new lines come once, late ones slot in by their time', async () => {
    const { session, loaded, kept, world, polled, pass } = stage('timesheets', 'last:15m');
    session.start();
    await loaded();
    for (let round = 0; round < 20; round++) await polled();
    // What comes 45 s late at most is there a minute afterwards.
    await pass(0);
    const until = gateway.sandbox.world.clock.now() - 60_000;
    const keptUntil = kept().filter((line) => Number(line.slice(0, 13)) <= until);
    assert.deepEqual(keptUntil, world(now.getTime() - 15 * 60_000, until));
    const times = session.view.lines.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });

  it('asks nothing while nobody looks, and then for all that came meanwhile', async () => {
    const { session, loaded, kept, world, pass } = stage('timesheets', 'last:15m env:production');
    session.start();
    await loaded();
    session.watch('hidden');
    assert.equal(session.status.kind, 'paused');
    const before = requests();
    for (let minute = 0; minute < 5; minute++) await pass(60_000);
    assert.equal(requests(), before);
    session.watch('visible');
    await loaded();
    const until = gateway.sandbox.world.clock.now() - 60_000;
    assert.deepEqual(
      kept().filter((line) => Number(line.slice(0, 13)) <= until),
      world(now.getTime() - 15 * 60_000, until),
    );
  });

  it('ends after a quiet quarter of an hour, says when, and goes on when asked', async () => {
    const { session, loaded, passUntil } = stage('teamPoll');
    session.start();
    await loaded();
    const began = gateway.sandbox.world.clock.now();
    await passUntil(() => session.status.kind === 'ended', 10_000);
    assert.ok(session.status.kind === 'ended' && session.status.why === 'quiet');
    const minutes = (session.status.at - began) / 60_000;
    assert.ok(minutes >= 15 && minutes < 16, String(minutes));
    session.resume();
    await loaded();
    assert.equal(session.status.kind, 'following');
  });

  it('only looks at times that are over', async () => {
    const { session, loaded, kept, world } = stage('releaseNotes', 'from:2025-06-14T00:00Z to:2025-06-14T12:00Z');
    session.start();
    await loaded();
    assert.equal(session.status.kind === 'ended' && session.status.why, 'range');
    assert.deepEqual(kept(), world(Date.UTC(2025, 5, 14), Date.UTC(2025, 5, 14, 12)));
  });

  it('waits as long as the rate limit says, says until when, and loses nothing', async () => {
    gateway.sandbox.faults.set('AppLogPage', { kind: 'status', status: 429, retryAfter: '7' }, 2);
    const { session, loaded, pass, kept, world } = stage('releaseNotes', 'last:24h');
    session.start();
    for (let time = 1; time <= 2; time++) {
      await until(() => session.limitedUntil !== undefined);
      assert.equal(requests(), time);
      await pass(6_000);
      assert.equal(requests(), time);
      await pass(5_000);
      await until(() => requests() > time);
    }
    await loaded();
    assert.equal(session.limitedUntil, undefined);
    assert.deepEqual(kept(), world(now.getTime() - day, now.getTime()));
  });

  it('asks no earlier than the rate limit allows, whoever hides, clears or resumes meanwhile', async () => {
    gateway.sandbox.faults.set('AppLogPage', { kind: 'status', status: 429, retryAfter: '20' }, 1);
    const { session, loaded, pass } = stage('releaseNotes', 'last:24h env:production');
    session.start();
    await until(() => session.limitedUntil !== undefined);
    const acts = [
      () => session.watch('hidden'),
      () => session.watch('visible'),
      () => session.clear(),
      () => session.stop(),
      () => session.resume(),
      () => session.setFilter(parseFilter('last:48h env:production').filter),
    ];
    for (const act of acts) {
      act();
      await pass(2_500);
    }
    assert.equal(requests(), 1);
    await pass(6_000);
    await loaded();
    assert.ok(requests() > 1);
  });

  it('goes on through short troubles, and fails for good with the lines it has', async () => {
    const { session, loaded, passUntil } = stage('releaseNotes', 'last:24h');
    session.start();
    await loaded();
    const before = session.store.all.length;
    gateway.sandbox.faults.set('AppLogPage', { kind: 'status', status: 503 }, 2);
    await passUntil(() => session.status.kind === 'following' && session.status.trouble?.kind === 'serverError');
    await passUntil(() => session.status.kind === 'following' && session.status.trouble === undefined);
    gateway.sandbox.faults.set('AppLogPage', { kind: 'status', status: 403 });
    await passUntil(() => session.status.kind === 'failed');
    assert.ok(session.status.kind === 'failed' && session.status.error.kind === 'forbidden');
    assert.ok(session.store.all.length >= before);
    gateway.sandbox.faults.clear();
    session.resume();
    await loaded();
    assert.equal(session.status.kind, 'following');
  });

  it('gives up where the gateway sends the same lines again and again', async () => {
    const oncePerPage = (body: unknown) => {
      const { data } = body as { data: { appLogsWithMetaData: object } };
      const appLogs = [{ ts: now.toISOString(), message: 'the same' }];
      return { data: { appLogsWithMetaData: { ...data.appLogsWithMetaData, appLogs, hasNextPage: true } } };
    };
    gateway.sandbox.faults.set('AppLogPage', { kind: 'reply', change: oncePerPage });
    const { session, loaded } = stage('releaseNotes', 'last:1h env:production');
    session.start();
    await loaded();
    assert.ok(session.status.kind === 'failed' && session.status.error.kind === 'badReply', session.status.kind);
    assert.equal(requests(), 4);
  });

  it('fetches nothing for a narrower filter, and again for a wider one', async () => {
    const { session, loaded, kept, world } = stage('releaseNotes', 'last:24h');
    session.start();
    await loaded();
    const all = kept().length;
    const before = requests();
    session.setFilter(parseFilter('last:24h level:error,fatal').filter);
    await loaded();
    const after = requests();
    assert.ok(after - before <= (session.environments?.length ?? 0), 'only what came meanwhile');
    assert.equal(kept().length, all);
    assert.ok(
      session.view.lines.length > 0 && session.view.lines.every(({ level }) => ['ERROR', 'FATAL'].includes(level)),
    );
    session.setFilter(parseFilter('last:48h').filter);
    await loaded();
    assert.deepEqual(kept(), world(now.getTime() - 2 * day, now.getTime()));
  });

  it('clears what is there, follows what comes, and brings the old back when asked', async () => {
    const { session, loaded, kept, passUntil } = stage('timesheets', 'last:15m env:production');
    session.start();
    await loaded();
    const old = kept();
    session.clear();
    assert.equal(kept().length, 0);
    await passUntil(() => kept().length > 0);
    assert.deepEqual(
      kept().filter((line) => old.includes(line)),
      [],
    );
    session.fetchOlder();
    await passUntil(() => old.every((line) => kept().includes(line)));
  });

  it('brings nothing back that was cleared while a request was under way, and leaves no gap', async () => {
    const { session, loaded, kept, world, pass, passUntil } = stage('timesheets', 'last:15m env:production');
    session.start();
    await loaded();
    const before = requests();
    gateway.sandbox.faults.set('AppLogPage', { kind: 'hang' }, 1);
    await pass(5_000);
    await until(() => requests() > before);
    const newest = session.store.all.at(-1)?.at ?? 0;
    session.clear();
    await passUntil(() => kept().length > 20);
    assert.equal(session.completeSince, newest + 1);
    await pass(0);
    const reached = gateway.sandbox.world.clock.now() - 60_000;
    const isOld = (line: string) => Number(line.slice(0, 13)) <= reached;
    assert.deepEqual(kept().filter(isOld), world(newest + 1, reached));
    assert.ok(session.store.all.every(({ at }) => at > newest));
  });

  it('stays stopped when it is hidden while older lines are fetched, and when the filter becomes narrower', async () => {
    const { session, loaded } = stage('releaseNotes', 'last:30d');
    session.start();
    await loaded();
    session.stop();
    gateway.sandbox.faults.set('AppLogPage', { kind: 'hang' }, 1);
    const before = requests();
    session.fetchOlder();
    await until(() => requests() > before);
    session.watch('hidden');
    session.watch('visible');
    assert.equal(session.status.kind, 'ended');
    session.setFilter(parseFilter('last:30d level:error').filter);
    assert.equal(session.status.kind, 'ended');
    assert.equal(session.isFetchingOlder, false);
    assert.equal(requests(), before + 1);
  });

  it('brings nothing back that was cleared when the filter becomes narrower, but when it asks for earlier times', async () => {
    const { session, loaded, kept, world } = stage('releaseNotes', 'last:24h');
    session.start();
    await loaded();
    session.clear();
    await loaded();
    session.setFilter(parseFilter('last:24h level:error').filter);
    await loaded();
    assert.deepEqual(kept(), []);
    session.setFilter(parseFilter('last:48h').filter);
    await loaded();
    assert.deepEqual(kept(), world(now.getTime() - 2 * day, now.getTime()));
  });

  it('says why there is nothing', async () => {
    const quiet = stage('teamPoll');
    quiet.session.start();
    await quiet.loaded();
    assert.equal(quiet.session.silence([])?.kind, 'nothingRan');
    assert.equal(quiet.session.silence(quiet.session.environments?.map(({ id }) => id) ?? [])?.kind, 'tunnel');

    const refused = stage('sprintForecast');
    refused.session.start();
    await refused.loaded();
    assert.equal(refused.session.silence([])?.kind, 'notPermitted');

    const filtered = stage('releaseNotes', 'last:24h');
    filtered.session.start();
    await filtered.loaded();
    assert.equal(filtered.session.silence([]), undefined);
    filtered.session.setFilter(parseFilter('last:24h "no such text"').filter);
    await filtered.loaded();
    assert.equal(filtered.session.silence([])?.kind, 'filteredOut');

    const old = stage('releaseNotes', 'from:2025-01-01 to:2025-01-02');
    old.session.start();
    await old.loaded();
    assert.equal(old.session.silence([])?.kind, 'tooOld');

    const withheld = stage('releaseNotes', 'last:24h site:fjordline.atlassian.net');
    withheld.session.start();
    await until(() => withheld.source.sites().length > 0);
    await withheld.loaded();
    const silence = withheld.session.silence([]);
    assert.ok(silence?.kind === 'notShared' && silence.isAll, silence?.kind);
    assert.deepEqual(
      silence.sites.map(({ host }) => host),
      ['fjordline.atlassian.net'],
    );
  });

  it('keeps what came of a site that stops sharing while it is followed, and says so once it looks again', async () => {
    const { session, source, share, loaded, polled, pass } = stage('timesheets', 'last:15m');
    session.start();
    await loaded();
    await until(() => source.sites().some(({ sharesLogs }) => sharesLogs === true));
    const host = session.view.lines.findLast(({ origin }) => origin.site !== undefined)?.origin.site ?? '';
    const linesOf = () => session.store.all.filter(({ origin }) => origin.site === host);
    const came = linesOf().length;
    assert.ok(came > 0);
    share(host, false);
    const all = session.store.all.length;
    for (let round = 0; round < 5; round++) await polled(60_000);
    await pass(0);
    assert.ok(session.store.all.length > all);
    assert.equal(linesOf().length, came);
    session.setFilter(parseFilter(`last:15m site:${host}`).filter);
    session.refresh();
    await loaded();
    await until(() => session.silence([])?.kind === 'notShared');
    share(host, true);
    session.refresh();
    await until(() => linesOf().length > 0);
  });

  /** Lets installations say nothing of whether they share logs. */
  const saysNothing = (body: unknown) =>
    JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'config' ? [] : value))) as unknown;

  it('asks which sites share logs where their installations don’t say, unless it may not', async () => {
    gateway.sandbox.faults.set('InstallationList', { kind: 'reply', change: saysNothing });
    const filter = 'last:24h site:fjordline.atlassian.net';
    const { session, source, loaded } = stage('releaseNotes', filter);
    session.start();
    await until(() => source.sites().some(({ sharesLogs }) => sharesLogs !== undefined));
    await loaded();
    const silence = session.silence([]);
    assert.ok(silence?.kind === 'notShared' && silence.isAll, silence?.kind);
    const asked = () => gateway.sent('DeveloperLogAccess').length;
    assert.ok(asked() > 0);

    const denied = { message: 'No', errorType: 'PERMISSION_DENIED' };
    gateway.sandbox.faults.set('DeveloperLogAccess', { kind: 'errors', errors: [denied] });
    const refused = stage('releaseNotes', filter);
    refused.session.start();
    const before = asked();
    await until(() => refused.source.sites().length > 0 && asked() > before);
    await refused.loaded();
    assert.notEqual(refused.session.silence([])?.kind, 'notShared');
    assert.ok(refused.source.sites().every(({ sharesLogs }) => sharesLogs === undefined));
  });

  it('finds by regular expressions, and says when one takes too long', async () => {
    const { session, loaded } = stage('releaseNotes', 'last:24h');
    session.start();
    await loaded();
    session.setFilter(parseFilter(String.raw`last:24h /^Issue\s\w+/`).filter);
    await until(() => session.view.lines.length > 0);
    assert.ok(session.view.lines.every(({ text }) => text.startsWith('Issue ')));
    session.setFilter(parseFilter('last:24h /(a+)+$/').filter);
    await until(() => session.view.failure !== undefined);
    assert.equal(session.view.failure?.kind, 'timeout');
    assert.equal(session.view.lines.length, 0);
  });
});
