import assert from 'node:assert/strict';
import { createAccountStore } from '../../../src/accounts/account-store.ts';
import { createAccounts } from '../../../src/accounts/accounts.ts';
import { clouds } from '../../../src/core/clouds.ts';

describe('the accounts of the gateways in use', () => {
  const { gateway } = clouds.commercial;
  const mara = { id: 'mara', email: 'mara@example.com', name: 'Mara Lindqvist', gateway, token: 'a token' };
  const secrets = new Map([[`account:${gateway}#mara`, JSON.stringify(mara)]]);
  const storage = {
    keys: () => Promise.resolve([...secrets.keys()]),
    get: (key: string) => Promise.resolve(secrets.get(key)),
    store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
    delete: (key: string) => Promise.resolve(void secrets.delete(key)),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  const fail = (error: unknown) => assert.fail(String(error));

  it('are those of the setting as it is, also if it changes while they are read', async () => {
    let gateways = [gateway];
    const preparing = Promise.withResolvers<undefined>();
    const prepared = Promise.withResolvers<undefined>();
    function prepare(): Promise<unknown> {
      preparing.resolve(undefined);
      return prepared.promise;
    }
    const accounts = createAccounts(createAccountStore(storage, fail), () => gateways, prepare);
    await preparing.promise;
    gateways = [];
    const changed = accounts.reload();
    // So that it could end before the first one does.
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    prepared.resolve(undefined);
    await Promise.all([accounts.loaded, changed]);
    assert.deepEqual(accounts.list, []);
  });

  it('are read again after that failed', async () => {
    let isLocked = true;
    const keyring = {
      ...storage,
      keys: () => (isLocked ? Promise.reject(new Error('the keyring is locked')) : storage.keys()),
    };
    const accounts = createAccounts(
      createAccountStore(keyring, fail),
      () => [gateway],
      () => Promise.resolve(),
    );
    await assert.rejects(accounts.loaded, /the keyring is locked/);
    isLocked = false;
    await accounts.reload();
    assert.deepEqual(
      accounts.list.map(({ name }) => name),
      ['Mara Lindqvist'],
    );
  });
});
