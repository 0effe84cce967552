import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/app-panel/protocol.ts';
import type { VersionView } from '../../../../src/environments/environments-protocol.ts';
import type { Answer, Ask } from '../../../../webview-ui/shell/page-client.ts';
import { createHistory } from '../../../../webview-ui/shell/page-history.ts';
import { type Memory, recall } from '../../../../webview-ui/shell/page-memory.ts';

const version = (id: string): VersionView => ({
  id,
  version: '1.0.0',
  isLatest: false,
  createdAt: 0,
  deployedAt: 0,
  scopeCount: 0,
});
const failure: Failure = { short: 'offline', reason: '', message: '', signedOut: false };

/** A history whose requests a test answers one by one. */
function start() {
  let memory: Memory = recall(undefined, { account: 'a', app: 'b', tab: 'environments' });
  const asked: { name: string; params: object; answer(answer: unknown): Promise<void> }[] = [];
  const ask: Ask = (name, params) => {
    const { promise, resolve } = Promise.withResolvers<Answer<typeof name>>();
    asked.push({
      name,
      params,
      async answer(answer) {
        resolve(answer as Answer<typeof name>);
        await promise;
      },
    });
    return promise;
  };
  const history = createHistory({
    ask,
    memory: () => memory,
    remember: (change) => (memory = { ...memory, ...change }),
    changed: () => undefined,
  });
  return { history, asked, memory: () => memory };
}

describe('The version history of an environment', () => {
  it('is fetched when it is opened, and page by page after that', async () => {
    const { history, asked, memory } = start();
    assert.equal(history.versions('e'), undefined);
    history.toggleVersions('e');
    assert.deepEqual(memory().openEnvironments, ['e']);
    assert.equal(history.versions('e')?.status, 'loading');
    await asked[0]?.answer({ reply: { versions: [version('1')], next: 'two' } });
    history.moreVersions('e');
    assert.deepEqual(asked[1]?.params, { environmentId: 'e', after: 'two' });
    await asked[1].answer({ reply: { versions: [version('2')] } });
    assert.deepEqual(
      history.versions('e')?.items.map(({ id }) => id),
      ['1', '2'],
    );
    assert.equal(history.versions('e')?.next, undefined);
  });

  it('keeps what was fetched when the next page fails, and tries that page again', async () => {
    const { history, asked } = start();
    history.toggleVersions('e');
    await asked[0]?.answer({ reply: { versions: [version('1')], next: 'two' } });
    history.moreVersions('e');
    await asked[1]?.answer({ failure });
    assert.equal(history.versions('e')?.status, 'failed');
    assert.equal(history.versions('e')?.items.length, 1);
    history.moreVersions('e');
    assert.deepEqual(asked[2]?.params, { environmentId: 'e', after: 'two' });
  });

  it('is not asked for twice at a time, nor again when it is closed and opened', async () => {
    const { history, asked } = start();
    history.toggleVersions('e');
    history.moreVersions('e');
    assert.equal(asked.length, 1);
    await asked[0]?.answer({ reply: { versions: [version('1')] } });
    history.toggleVersions('e');
    history.toggleVersions('e');
    assert.equal(asked.length, 1);
  });

  it('is fetched from its start on refresh, and shown as it was until then', async () => {
    const { history, asked } = start();
    history.toggleVersions('e');
    await asked[0]?.answer({ reply: { versions: [version('old')], next: 'two' } });
    history.refresh();
    assert.deepEqual(asked[1]?.params, { environmentId: 'e' });
    assert.deepEqual(
      history.versions('e')?.items.map(({ id }) => id),
      ['old'],
    );
    await asked[1].answer({ reply: { versions: [version('new')] } });
    assert.deepEqual(
      history.versions('e')?.items.map(({ id }) => id),
      ['new'],
    );
  });
});

describe('The contributor history', () => {
  it('is fetched when it is opened, or was left open', () => {
    const { history, asked } = start();
    history.shown('contributors');
    assert.equal(asked.length, 0);
    history.showContributors({ open: true });
    assert.deepEqual(asked[0]?.params, { actions: [] });
  });

  it('shows only what belongs to the chosen action, whichever answer comes first', async () => {
    const { history, asked } = start();
    history.showContributors({ open: true });
    history.showContributors({ action: 'CONTRIBUTOR_ADDED' });
    assert.deepEqual(asked[1]?.params, { actions: ['CONTRIBUTOR_ADDED'] });
    await asked[1].answer({ reply: { events: [{ action: 'Added', actor: 'Ana', at: 0 }] } });
    await asked[0]?.answer({ reply: { events: [{ action: 'Removed', actor: 'Ana', at: 0 }] } });
    assert.deepEqual(
      history.contributors()?.items.map(({ action }) => action),
      ['Added'],
    );
  });
});
