import assert from 'node:assert/strict';
import type { AppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { allNodes, nextCursor, oneAhead, type Page, pages } from '../../../src/gateway/paging.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

describe('the cursor of the next page', () => {
  it('is the end cursor where there is more', () => {
    assert.equal(nextCursor({ hasNextPage: true, endCursor: 'MTA=' }), 'MTA=');
  });

  it('is none at the end, whatever the end cursor says', () => {
    assert.equal(nextCursor({ hasNextPage: false, endCursor: 'MTA=' }), undefined);
    assert.equal(nextCursor({ hasNextPage: false }), undefined);
  });

  it('is none where the gateway promises more but tells no cursor', () => {
    for (const endCursor of [null, undefined, ''])
      assert.equal(nextCursor({ hasNextPage: true, endCursor }), undefined);
  });
});

describe('paging', () => {
  const chain = (cursors: readonly (string | undefined)[]) => {
    const asked: (string | undefined)[] = [];
    const load = (after: string | undefined): Promise<Page<string>> => {
      asked.push(after);
      return Promise.resolve({ nodes: [`after ${after ?? 'the start'}`], next: cursors[asked.length - 1] });
    };
    return { asked, load };
  };

  it('asks for page after page', async () => {
    const { asked, load } = chain(['a', 'b', undefined]);
    assert.deepEqual(await allNodes(load), ['after the start', 'after a', 'after b']);
    assert.deepEqual(asked, [undefined, 'a', 'b']);
  });

  it('takes an empty page that has a next one', async () => {
    let asked = 0;
    const found = await allNodes<number>(() =>
      Promise.resolve(asked++ === 0 ? { nodes: [], next: 'a' } : { nodes: [1], next: undefined }),
    );
    assert.deepEqual(found, [1]);
  });

  for (const cursors of [
    ['a', 'a'],
    ['a', 'b', 'a'],
    ['a', 'b', 'c', 'b'],
  ]) {
    it(`stops at a cursor that comes twice: ${cursors.join(', ')}`, async () => {
      const { asked, load } = chain(cursors);
      assert.equal((await failure(allNodes(load))).kind, 'badReply');
      assert.equal(asked.length, cursors.length);
    });
  }

  it('ends where the pages hold more than the memory should', async () => {
    const name = 'x'.repeat(300_000);
    let asked = 0;
    const error = await failure(
      allNodes(() => Promise.resolve({ nodes: Array.from({ length: 100 }, () => ({ name })), next: `${asked++}` })),
    );
    assert.equal(error.kind, 'badReply');
    assert.equal(error.message, 'the gateway’s list is longer than 64 MB');
    assert.equal(asked, 3, 'pages of 30 MB');
  });

  it('ends where the gateway always has another page', async () => {
    let asked = 0;
    const endless = (nodes: readonly number[]) => () => Promise.resolve({ nodes, next: `cursor ${asked++}` });
    assert.equal((await failure(allNodes(endless([1])))).kind, 'badReply');
    asked = 0;
    assert.equal((await failure(allNodes(endless([])))).kind, 'badReply');
    assert.ok(asked < 100, `${asked} empty pages were asked for`);
  });

  it('takes a page of more nodes than a call can have arguments', async () => {
    const page = { nodes: Array.from({ length: 500_000 }, (_, index) => index), next: undefined };
    assert.equal((await allNodes(() => Promise.resolve(page))).length, 500_000);
  });

  it('asks for no page that nobody takes', async () => {
    const { asked, load } = chain(['a', 'b', 'c']);
    for await (const page of pages(load)) if (page.next === 'b') break;
    assert.equal(asked.length, 2);
  });
});

describe('paging through 120 apps', () => {
  const gateway = useGateway({ apps: 120 });

  it('gets all of them in three pages of at most 50', async () => {
    const { client } = gateway.connect();
    const sizes: number[] = [];
    const ids = new Set<string>();
    for await (const page of pages((after) => fetchAppPage(client, 50, after))) {
      sizes.push(page.nodes.length);
      assert.equal(page.total, 120);
      for (const app of page.nodes) ids.add(app.id);
    }
    assert.deepEqual(sizes, [50, 50, 20]);
    assert.equal(ids.size, 120);
    assert.equal(gateway.sent('AppList').length, 3);
  });

  it('gets as many when the pages are small', async () => {
    const { client } = gateway.connect();
    const apps = await allNodes((after) => fetchAppPage(client, 7, after));
    assert.equal(new Set(apps.map(({ id }) => id)).size, 120);
    assert.equal(gateway.sent('AppList').length, 18);
  });

  it('fails when the gateway repeats a cursor', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('AppList', {
      kind: 'reply',
      change: (body) => withPageInfo(body, { hasNextPage: true, endCursor: 'NDk=' }),
    });
    const seen: AppPage[] = [];
    const error = await failure(
      (async () => {
        for await (const page of pages((after) => fetchAppPage(client, 50, after))) seen.push(page);
      })(),
    );
    assert.equal(error.kind, 'badReply');
    assert.equal(seen.length, 2);
    assert.equal(gateway.sent('AppList').length, 2);
  });

  it('ends where the gateway promises more without a cursor', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('AppList', {
      kind: 'reply',
      change: (body) => withPageInfo(body, { hasNextPage: true, endCursor: null }),
    });
    assert.equal((await allNodes((after) => fetchAppPage(client, 50, after))).length, 50);
    assert.equal(gateway.sent('AppList').length, 1);
  });

  it('leaves out null entries', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'errors', errors: [], nullPath: ['apps', 'nodes', 3] });
    assert.equal((await fetchAppPage(client, 50, undefined)).nodes.length, 49);
  });
});

/** A reply to AppList with another `pageInfo`. */
function withPageInfo(body: unknown, pageInfo: object): unknown {
  const reply = body as { data: { apps: object } };
  return { ...reply, data: { apps: { ...reply.data.apps, pageInfo } } };
}

describe('one item ahead', () => {
  /** Numbers from 1 on, and which of them were asked for. */
  function numbers(last: number, end?: Error) {
    const asked: number[] = [];
    async function* source() {
      for (let number = 1; number <= last; number++) {
        asked.push(number);
        await Promise.resolve();
        yield number;
      }
      if (end) throw end;
    }
    return { asked, ahead: oneAhead(source()) };
  }

  it('gives all items in order', async () => {
    for (const count of [0, 1, 5]) {
      const seen: number[] = [];
      for await (const number of numbers(count).ahead) seen.push(number);
      assert.deepEqual(
        seen,
        Array.from({ length: count }, (_, index) => index + 1),
      );
    }
  });

  it('asks for an item while the one before is worked on, and for no more', async () => {
    const { asked, ahead } = numbers(5);
    assert.equal((await ahead.next()).value, 1);
    await new Promise(setImmediate);
    assert.deepEqual(asked, [1, 2]);
    await ahead.next();
    await new Promise(setImmediate);
    assert.deepEqual(asked, [1, 2, 3]);
  });

  it('throws after the items before the failure', async () => {
    const { ahead } = numbers(2, new Error('broken'));
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const number of ahead) {
        await new Promise(setImmediate);
        seen.push(number);
      }
    }, /broken/);
    assert.deepEqual(seen, [1, 2]);
  });
});
