import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmitter } from '../../../../src/core/emitter.ts';
import type { GatewayClient } from '../../../../src/gateway/client.ts';
import { scopes as sandboxScopes } from '../../../../src/sandbox/world/world-scopes.ts';
import { allScopes, scopeFacts } from '../../../../src/manifest/scopes/built-in-scopes.ts';
import type { ScopeSource } from '../../../../src/manifest/scopes/live-scopes.ts';
import { createScopeCatalogue, type ScopeCatalogue } from '../../../../src/manifest/scopes/scope-catalogue.ts';
import { createScopeFactsCache } from '../../../../src/manifest/scopes/scope-facts-cache.ts';
import { useFolder } from '../../../support/folder.ts';
import { quickRetry, until, useGateway } from '../../../support/use-gateway.ts';

const day = 24 * 3_600_000;
const address = 'https://gateway.example/graphql';

describe('the catalogue of scopes', () => {
  const open: ScopeCatalogue[] = [];
  const writes: { readonly keys: number; readonly done: Promise<void> }[] = [];
  const cacheErrors: unknown[] = [];
  // Before the folder is removed: what is being written then is written.
  afterEach(async () => {
    for (const catalogue of open.splice(0)) catalogue.dispose();
    await Promise.all(writes.splice(0).map(({ done }) => done));
    cacheErrors.splice(0);
  });
  const gateway = useGateway();
  const folder = useFolder();

  /** A source with a cache in a folder. */
  function cached(client: GatewayClient, path = folder.path): ScopeSource {
    const cache = createScopeFactsCache(path, address, (error) => cacheErrors.push(error));
    return {
      client,
      cache: {
        read: () => cache.read(),
        write(scopes) {
          const done = cache.write(scopes);
          writes.push({ keys: scopes.size, done });
          return done;
        },
      },
    };
  }
  /** Waits until all scopes were written. */
  async function written(): Promise<void> {
    await until(() => writes.some(({ keys }) => keys >= allScopes.length));
    await Promise.all(writes.splice(0).map(({ done }) => done));
  }

  /** A catalogue, and the circumstances that a test changes. */
  function catalogueOf(source: ScopeSource | undefined, declared: readonly string[] = []) {
    const given = { source, declared, time: 1_750_000_000_000, changes: 0, updates: 0 };
    const [sources, manifests] = [createEmitter<undefined>(), createEmitter<undefined>()];
    const catalogue = createScopeCatalogue({
      source: () => given.source,
      onDidChangeSource: sources.event,
      declared() {
        given.updates++;
        return given.declared;
      },
      onDidChangeDeclared: manifests.event,
      now: () => given.time,
      quietMs: 1,
    });
    catalogue.onDidChange(() => given.changes++);
    open.push(catalogue);
    return {
      catalogue,
      given,
      changeSource: () => sources.fire(undefined),
      changeManifests: () => manifests.fire(undefined),
    };
  }
  const asked = () => gateway.sent('ScopeFacts').map(({ variables }) => (variables as { keys: string[] }).keys);
  const askedAll = (times = 1) => until(() => asked().flat().length >= allScopes.length * times);

  it('answers from our own facts at once, and asks nobody while nobody is signed in', () => {
    const { catalogue } = catalogueOf(undefined);
    assert.equal(catalogue.facts('read:jira-work'), scopeFacts('read:jira-work'));
    assert.equal(catalogue.facts('read:nothing:jira'), undefined);
    assert.equal(catalogue.all(), allScopes);
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('answers from our own facts while the gateway is silent', async () => {
    gateway.sandbox.faults.set('ScopeFacts', { kind: 'hang' });
    const { catalogue } = catalogueOf({ client: gateway.connect().client });
    await until(() => gateway.sent('ScopeFacts').length > 0);
    assert.equal(catalogue.facts('read:jira-work'), scopeFacts('read:jira-work'));
  });

  it('has the gateway’s facts once they are there, and says so', async () => {
    const { catalogue, given } = catalogueOf({ client: gateway.connect().client });
    await until(() => given.changes > 0);
    const live = catalogue.facts('manage:jira-configuration');
    assert.deepEqual([live?.label, live?.restricted], ['Manage Jira global settings', true]);
    assert.equal(
      catalogue.facts('read:artifact:artifacts'),
      scopeFacts('read:artifact:artifacts'),
      'the sandbox does not know it',
    );
    assert.ok(catalogue.all().includes(live ?? assert.fail()));
    assert.ok(catalogue.all().length >= allScopes.length);
  });

  it('asks for the scopes of manifests first, then for all, each once, in batches', async () => {
    const { given } = catalogueOf({ client: gateway.connect().client }, [
      'read:label:jira',
      'storage:app',
      'storage:app',
    ]);
    await askedAll();
    await until(() => given.changes > 0);
    assert.deepEqual(asked()[0], ['read:label:jira', 'storage:app']);
    for (const keys of asked()) assert.ok(keys.length <= 50, `${keys.length} keys in one request`);
    assert.deepEqual(asked().flat().sort(), allScopes.map(({ key }) => key).sort());
  });

  it('knows a scope that only the gateway knows, once a manifest has it', async () => {
    const key = 'read:moon-phase:jira';
    const { catalogue, given, changeManifests } = catalogueOf({ client: gateway.connect().client });
    await askedAll();
    assert.equal(catalogue.facts(key), undefined);
    gateway.sandbox.faults.set('ScopeFacts', {
      kind: 'reply',
      change: () => ({
        data: {
          appHostServiceScopes: [
            { key, name: 'View phases of the moon', description: '', restricted: null, service: { name: 'Moon API' } },
          ],
        },
      }),
    });
    given.declared = ['read:jira-work', key];
    changeManifests();
    await until(() => catalogue.facts(key) !== undefined);
    assert.deepEqual(catalogue.facts(key), {
      key,
      api: 'Moon API',
      kind: 'granular',
      accepted: true,
      label: 'View phases of the moon',
      restricted: false,
    });
    assert.equal(catalogue.all().at(-1)?.key, key);
    assert.deepEqual(asked().at(-1), [key], 'nothing is asked for twice');
  });

  it('asks once for what nobody knows, and never for what is no scope', async () => {
    const declared = [
      'read:nothing:jira',
      'half',
      '',
      'https://example.com/secret?token=1',
      'a:b c',
      `read:${'x'.repeat(500)}:jira`,
      '__proto__:x\n',
    ];
    const { given, catalogue, changeManifests } = catalogueOf({ client: gateway.connect().client }, declared);
    await askedAll();
    given.declared = [...declared, 'read:other-thing:jira'];
    changeManifests();
    await until(() => asked().flat().includes('read:other-thing:jira'));
    const strange = asked()
      .flat()
      .filter((key) => scopeFacts(key) === undefined);
    assert.deepEqual(strange, ['read:nothing:jira', 'read:other-thing:jira']);
    assert.equal(catalogue.facts('read:nothing:jira'), undefined);
  });

  it('asks for no more than a hundred keys that nobody knows', async () => {
    catalogueOf(
      { client: gateway.connect().client },
      Array.from({ length: 5000 }, (_, index) => `read:thing-${index}:jira`),
    );
    await askedAll();
    assert.equal(
      asked()
        .flat()
        .filter((key) => scopeFacts(key) === undefined).length,
      100,
    );
  });

  it('has the facts of the last time at once after a restart, and asks for none of them within a day', async () => {
    const first = catalogueOf(cached(gateway.connect().client));
    await written();
    first.catalogue.dispose();
    const before = asked().length;

    const second = catalogueOf(cached(gateway.connect().client));
    second.given.time += day - 1;
    await until(() => second.given.changes > 0);
    assert.equal(second.catalogue.facts('read:jira-work')?.label, 'View Jira issue data');
    second.changeManifests();
    second.given.declared = ['read:brand-new:jira'];
    await until(() => asked().flat().includes('read:brand-new:jira'));
    assert.equal(asked().length, before + 1);
    assert.deepEqual(cacheErrors, []);
  });

  it('asks again for facts that are a day old, and shows them until then', async () => {
    const first = catalogueOf(cached(gateway.connect().client));
    await written();
    first.catalogue.dispose();

    gateway.sandbox.faults.set('ScopeFacts', { kind: 'hang' });
    const second = catalogueOf(cached(gateway.connect().client));
    second.given.time += day;
    await until(() => second.given.changes > 0 && asked().flat().length > allScopes.length);
    assert.equal(second.catalogue.facts('read:jira-work')?.label, 'View Jira issue data');
  });

  it('does without a cache that is spoiled, and replaces it', async () => {
    const first = catalogueOf(cached(gateway.connect().client));
    await written();
    first.catalogue.dispose();
    const [name = ''] = await readdir(folder.path);
    await writeFile(join(folder.path, name), '{"formatVersion":1,"scopes":[["read:jira-work",{"at":"now"}]]}');

    const second = catalogueOf(cached(gateway.connect().client));
    await askedAll(2);
    await until(() => second.given.changes > 0);
    await written();
    assert.equal(cacheErrors.length, 1);
  });

  it('does without a cache that cannot be written', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const { catalogue } = catalogueOf(cached(gateway.connect().client, join(folder.path, 'file', 'scopes')));
    await askedAll();
    await until(() => cacheErrors.length > 1);
    assert.equal(catalogue.facts('read:jira-work')?.label, 'View Jira issue data');
  });

  for (const [what, fault] of [
    ['refuses', { kind: 'status', status: 401 }],
    ['is broken', { kind: 'status', status: 500 }],
    ['cannot be reached', { kind: 'drop' }],
    ['talks nonsense', { kind: 'garbage' }],
  ] as const) {
    it(`keeps our own facts where the gateway ${what}, and leaves it alone for ten minutes`, async () => {
      gateway.sandbox.faults.set('ScopeFacts', fault);
      const { client, log } = gateway.connect({ retry: { ...quickRetry, attempts: 1 } });
      const { catalogue, given, changeManifests } = catalogueOf({ client });
      await until(() => log.some(({ error }) => error !== undefined));
      const requests = asked().length;
      assert.equal(catalogue.facts('read:jira-work'), scopeFacts('read:jira-work'));
      gateway.sandbox.faults.clear();

      given.time += 10 * 60_000 - 1;
      const { updates } = given;
      changeManifests();
      await until(() => given.updates > updates);
      assert.equal(asked().length, requests);
      given.time += 1;
      changeManifests();
      await until(() => given.changes > 0);
      assert.equal(catalogue.facts('read:jira-work')?.label, 'View Jira issue data');
    });
  }

  it('keeps what came before a failure', async () => {
    const { client, log } = gateway.connect();
    const { catalogue, given } = catalogueOf({ client }, ['read:jira-work']);
    await until(() => given.changes > 0);
    gateway.sandbox.faults.set('ScopeFacts', { kind: 'status', status: 403 });
    await until(() => log.some(({ error }) => error !== undefined));
    assert.equal(catalogue.facts('read:jira-work')?.label, 'View Jira issue data');
  });

  it('forgets what a gateway said when its account signs out, and asks the next one', async () => {
    const { catalogue, given, changeSource } = catalogueOf({ client: gateway.connect().client });
    await askedAll();
    await until(() => given.changes > 0);
    given.source = undefined;
    changeSource();
    assert.equal(catalogue.facts('read:jira-work'), scopeFacts('read:jira-work'));
    assert.equal(given.changes, 2);

    given.source = { client: gateway.connect().client };
    changeSource();
    await askedAll(2);
    await until(() => given.changes === 3);
    changeSource();
    assert.equal(given.changes, 3, 'the source is the same');
    assert.equal(asked().flat().length, allScopes.length * 2);
  });

  it('asks nothing more once it is disposed of', async () => {
    const { catalogue, given, changeManifests, changeSource } = catalogueOf({ client: gateway.connect().client });
    await until(() => asked().length > 0);
    catalogue.dispose();
    const { updates } = given;
    given.source = { client: gateway.connect().client };
    changeManifests();
    changeSource();
    assert.equal(given.updates, updates);
    assert.equal(given.changes, 0);
  });

  it('has live facts of every scope of the sandbox that a manifest can have', async () => {
    const { catalogue, given } = catalogueOf({ client: gateway.connect().client });
    await askedAll();
    await until(() => given.changes > 0);
    for (const { key, name } of sandboxScopes.values())
      if (scopeFacts(key)) assert.equal(catalogue.facts(key)?.label, name);
  });
});
