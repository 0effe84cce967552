import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { AppRef } from '../../../../src/apps/model/app-ref.ts';
import { createAccountData } from '../../../../src/apps/model/account-data.ts';
import { createMySites } from '../../../../src/apps/model/my-sites.ts';
import { createAppListCache } from '../../../../src/apps/model/app-list-cache.ts';
import { type Detail, detailChange, type DetailRequest } from '../../../../src/apps/model/change-details.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { createJournal } from '../../../../src/changes/model/journal-file.ts';
import type { Journal } from '../../../../src/changes/model/journal.ts';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useFolder } from '../../../support/folder.ts';
import { jumpingTime } from '../../../support/removal-world.ts';
import { useGateway } from '../../../support/use-gateway.ts';

const uuid = sampleAppIds.teamPoll;
const [from, to] = ['Team Poll (old)', 'Team Poll'];

describe('changing the name or the description of an app', () => {
  const gateway = useGateway();
  const folder = useFolder();
  const fail = (error: unknown) => assert.fail(String(error));
  const journal = () => createJournal(join(folder.path, 'journal.jsonl'), () => new Date(0));
  let restore: () => void;
  beforeEach(() => {
    const { apps } = gateway.sandbox.world;
    const before = [...apps];
    restore = () => before.forEach(([key, app]) => apps.set(key, app));
  });
  afterEach(() => restore());

  function appOf(id: string, name: string): AppRef {
    const { accountId, name: who, email } = gateway.sandbox.accounts.main;
    const account = {
      key: 'k',
      id: accountId,
      name: who,
      email,
      gateway: gateway.sandbox.url,
      kind: 'sample',
    } as const;
    const cache = createAppListCache(folder.path, 'k', fail);
    const noMarks = { get: () => undefined, update: () => Promise.resolve() };
    return {
      data: createAccountData(account, gateway.connect().client, cache, createMySites(noMarks, 'k'), () => 50),
      id: appAri(id),
      name,
    };
  }
  const make = (request: DetailRequest, into: Journal = journal()) =>
    makeChange(detailChange(request), {
      journal: into,
      timing: jumpingTime(),
      signal: new AbortController().signal,
      onJournalFailure: fail,
    });
  const change = (detail: Detail, was: string, becomes: string) =>
    make({ app: appOf(uuid, from), detail, from: was, to: becomes });
  const inWorld = () => gateway.sandbox.world.apps.get(uuid);
  const recorded = async () => (await journal().read()).entries.map(({ action, outcome }) => `${action} ${outcome}`);

  it('is sent once, changes nothing else, and is in the journal', async () => {
    const description = inWorld()?.description;
    assert.equal((await change('name', from, to)).status, 'done');
    assert.deepEqual([inWorld()?.name, inWorld()?.description], [to, description]);
    assert.equal(gateway.sent('UpdateAppDetails').length, 1);
    assert.deepEqual(await recorded(), ['rename sent', 'rename done']);
  });

  it('can empty a description', async () => {
    const description = inWorld()?.description ?? '';
    assert.equal((await change('description', description, '')).status, 'done');
    assert.deepEqual([inWorld()?.name, inWorld()?.description], [from, '']);
    assert.deepEqual(await recorded(), ['describe sent', 'describe done']);
  });

  it('is not sent where it was changed in the meantime', async () => {
    assert.deepEqual(await change('name', 'Another', to), {
      status: 'changed',
      differences: [from],
      now: from,
    });
    assert.deepEqual([gateway.sent('UpdateAppDetails'), await recorded()], [[], []]);
  });

  it('is not sent where the journal can not be written', async () => {
    const noJournal = createJournal(join(folder.path, 'file', 'journal.jsonl'));
    await createJournal(join(folder.path, 'file')).append({
      request: 'r',
      account: { id: 'a', email: 'e' },
      gateway: 'g',
      app: { id: 'i', name: 'n' },
      action: 'delete',
      outcome: 'sent',
    });
    const outcome = await make({ app: appOf(uuid, from), detail: 'name', from, to }, noJournal);
    assert.equal(outcome.status, 'failed');
    assert.deepEqual(gateway.sent('UpdateAppDetails'), []);
  });

  it('is refused by the gateway for a role that may not, and told as that', async () => {
    const app = appOf(sampleAppIds.qualityGate, 'Quality Gate for Compass');
    const outcome = await make({ app, detail: 'name', from: app.name, to });
    assert.deepEqual([outcome.status, 'error' in outcome && outcome.error.kind], ['refused', 'forbidden']);
    assert.deepEqual(await recorded(), ['rename sent', 'rename refused']);
  });

  it('is done where only the answer was lost', async () => {
    gateway.sandbox.faults.set('UpdateAppDetails', { kind: 'dropAfterSending' });
    assert.equal((await change('name', from, to)).status, 'done');
    assert.equal(gateway.sent('UpdateAppDetails').length, 1);
    assert.deepEqual(await recorded(), ['rename sent', 'rename done']);
  });

  for (const [title, told, arrange] of [
    ['kept where the app is as before half a minute after a lost answer', 'kept', () => undefined],
    [
      'unknown where nobody can be asked',
      'unknown',
      () => gateway.sandbox.faults.set('ListedApp', { kind: 'status', status: 403 }),
    ],
  ] as const) {
    it(`is ${title}`, async () => {
      gateway.sandbox.faults.set('UpdateAppDetails', {
        kind: 'reply',
        change(body) {
          arrange();
          return { ...(body as object), data: null };
        },
      });
      // The sandbox's change is taken back before anyone asks.
      const sent = change('name', from, to);
      const { apps } = gateway.sandbox.world;
      const set = apps.set.bind(apps);
      apps.set = (key, app) => set(key, { ...app, name: from });
      const outcome = await sent.finally(() => (apps.set = set));
      assert.equal(outcome.status, told);
      assert.deepEqual(await recorded(), ['rename sent', `rename ${told}`]);
    });
  }
});
