import assert from 'node:assert/strict';
import { welcome } from '../../../../src/apps/tree/apps-view.ts';
import { useConsole } from '../../../support/editor/console.ts';
import {
  asLines,
  labelsOf,
  readable,
  readRows,
  rowAt,
  settledRows,
  tooltipOf,
} from '../../../support/editor/tree-rows.ts';

const main = 'Mara Lindqvist (mara@example.com)';
const alias = 'Mara Lindqvist (mara+forge@example.com)';

describe('the tree of several accounts', () => {
  const forge = useConsole();

  it('has no level for a single one', async () => {
    await forge.signIn('alias');
    assert.deepEqual(labelsOf(await settledRows(forge.services.tree)), ['Forge Playground', 'Invoice Matcher']);
  });

  it('has a branch for each', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    const rows = await settledRows(forge.services.tree, 2);
    assert.deepEqual(
      rows.map(({ label, children }) => [label, children.length]),
      [
        [main, 16],
        [alias, 2],
      ],
    );
    assert.deepEqual(asLines(await readRows(forge.services.tree)), [`${main} | 16`, `${alias} | 2`]);
    const text = readable(await tooltipOf(forge.services.tree, await rowAt(forge.services.tree, main)));
    for (const fact of [forge.sandbox.accounts.main.accountId, forge.sandbox.url, 'mara@example.com'])
      assert.ok(text.includes(fact), text);
  });

  it('says in its branch that an account has no apps', async () => {
    await forge.signIn('empty');
    await forge.signIn('alias');
    const rows = await settledRows(forge.services.tree, 2);
    assert.deepEqual(asLines(rows.slice(0, 1)).slice(1), ['  No apps']);
    assert.equal(welcome(forge.services.data), 'none');
  });

  it('welcomes a single account without apps', async () => {
    await forge.signIn('empty');
    assert.deepEqual(await settledRows(forge.services.tree), []);
    assert.equal(welcome(forge.services.data), 'noApps');
  });

  it('keeps a failure in the branch where it happened', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 }, 1);
    const rows = await settledRows(forge.services.tree, 2);
    const failed = rows.filter(({ children }) => children[0]?.item.contextValue === 'failed');
    assert.equal(failed.length, 1);
    assert.equal(rows.length, 2);
  });

  it('welcomes whoever is signed out', async () => {
    assert.deepEqual(await readRows(forge.services.tree), []);
    assert.equal(welcome(forge.services.data), 'signedOut');
  });
});
