import assert from 'node:assert/strict';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { appNames } from '../../support/workbench/sandbox-world.ts';

describe('the list of apps', () => {
  const forge = useForgeConsole({ sandbox: { now: new Date() } });
  let all: string[];
  before(async () => {
    await forge.signIn();
    all = appNames(forge.sandbox, forge.sandbox.accounts.main);
    await becomes(labels, all);
  });

  const labels = async () => (await forge.apps.rows()).map(({ label }) => label);
  const message = () => forge.apps.message();
  const marked = () => forge.workbench.page.locator('.sidebar .label-name .highlight').allInnerTexts();

  async function choose(command: string, title: string, choice: string): Promise<void> {
    await forge.workbench.runCommand(command);
    await forge.workbench.quickInput.opened(title);
    await forge.workbench.quickInput.choose(choice);
    await forge.workbench.quickInput.closed();
  }

  it('is filtered while one types: by name, scope and id; what was found is marked', async () => {
    const { quickInput } = forge.workbench;
    await forge.apps.press('Filter Apps');
    await quickInput.opened('Filter Apps');
    await quickInput.type('gate');
    await becomes(labels, ['Quality Gate for Compass', 'Merge Gatekeeper']);
    await becomes(marked, ['Gate', 'Gate']);
    await becomes(message, `Filter “gate”: 2 of ${all.length}`);
    await quickInput.type('read:scorecard');
    await becomes(labels, ['Quality Gate for Compass']);
    await quickInput.type('8d13');
    await becomes(labels, ['Standup Digest']);
    await quickInput.type('議事');
    await becomes(labels, ['議事録アシスタント']);
    await becomes(marked, ['議事']);
    await quickInput.type('no such app');
    await becomes(labels, ['No apps match the filter']);
    await quickInput.cancel();
    await becomes(labels, all);
    await becomes(message, '');
  });

  it('keeps open what was opened when a filter hides it and it comes back, and closed what was closed', async () => {
    const { apps, workbench } = forge;
    const openRows = async () => (await apps.rows()).filter(({ expanded }) => expanded).map(({ label }) => label);
    async function hideAndShow(): Promise<void> {
      await apps.press('Filter Apps');
      await workbench.quickInput.opened('Filter Apps');
      await workbench.quickInput.type('no such app');
      await becomes(labels, ['No apps match the filter']);
      await workbench.quickInput.cancel();
      await eventually(labels, (shown) => assert.equal(shown[0], all[0]));
    }
    const [first = ''] = all;
    await apps.expand(first);
    await apps.expand('Environments', first);
    await hideAndShow();
    await becomes(openRows, [first, 'Environments']);
    await apps.press('Collapse All');
    await becomes(labels, all);
    await hideAndShow();
    await becomes(labels, all);
  });

  it('shows that it is being fetched', async () => {
    const bar = forge.workbench.page.locator('.part.sidebar .monaco-progress-container.active');
    await becomes(() => bar.count(), 0);
    forge.sandbox.faults.set('AppList', { kind: 'latency', ms: 1_000 });
    await forge.apps.press('Refresh Apps');
    await bar.waitFor();
    forge.sandbox.faults.clear();
    await bar.waitFor({ state: 'detached' });
    await becomes(labels, all);
  });

  it('is sorted by name and grouped by type', async () => {
    await choose('Forge Console: Sort Apps By…', 'Sort Apps By', 'Name');
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    await becomes(
      labels,
      appNames(forge.sandbox, forge.sandbox.accounts.main, (a, b) => collator.compare(a.name, b.name)),
    );
    await choose('Forge Console: Group Apps By…', 'Group Apps By', 'Type (Forge, Connect, OAuth 2.0)');
    await eventually(
      () => forge.apps.rows(),
      (rows) => {
        const groups = rows.filter(({ level, expanded }) => level === 1 && expanded === true);
        assert.deepEqual(
          groups.map(({ label, description, spoken }) => [label, description, spoken]),
          [
            ['Forge', '11', 'Forge, 11 apps'],
            ['Connect', '1', 'Connect, 1 app'],
            ['OAuth 2.0 (3LO)', '1', 'OAuth 2.0 (3LO), 1 app'],
          ],
        );
        const below = rows.slice(rows.findIndex(({ label }) => label === 'Connect') + 1);
        assert.deepEqual(
          below.map(({ level, label }) => [level, label]),
          [
            [2, 'Asset Bridge Cloud'],
            [1, 'OAuth 2.0 (3LO)'],
            [2, 'Report Exporter integration'],
          ],
        );
      },
    );
    await becomes(message, 'Sorted by name · Grouped by type');
  });

  it('keeps its filter, order and groups over a reload', async () => {
    const { quickInput } = forge.workbench;
    await forge.apps.press('Filter Apps');
    await quickInput.opened('Filter Apps');
    await quickInput.type('re');
    await eventually(marked, (parts) => assert.deepEqual(parts.toSorted(), ['Re', 'Re', 'Re', 're']));
    await quickInput.accept();
    await quickInput.closed();
    await pictures(forge.workbench, 'grouped-and-filtered');
    const arranged = new RegExp(`^Filter “re”: \\d+ of ${all.length} · Sorted by name · Grouped by type$`);
    await eventually(message, (text) => assert.match(text, arranged));
    const [rows, said] = [await forge.apps.rows(), await message()];
    await forge.workbench.stored('"filter":"re","sort":"name","group":"type"');

    await forge.workbench.reload();
    await forge.openView();
    await becomes(() => forge.apps.rows(), rows);
    await becomes(message, said);

    await choose('Forge Console: Group Apps By…', 'Group Apps By', 'No groups');
    await choose('Forge Console: Sort Apps By…', 'Sort Apps By', 'Newest update first');
    await forge.workbench.runCommand('Forge Console: Clear Filter');
    await becomes(labels, all);
    await becomes(message, '');
  });

  it('is there at once after a restart without a connection, with its age and filter, and fresh again once that is back', async () => {
    const { quickInput } = forge.workbench;
    await forge.apps.press('Filter Apps');
    await quickInput.opened('Filter Apps');
    await quickInput.type('for');
    // The message and the rows are drawn one after the other.
    await eventually(
      async () => [await message(), (await labels()).length] as const,
      ([text, rows]) => {
        assert.ok(rows < all.length);
        assert.equal(text, `Filter “for”: ${rows} of ${all.length}`);
      },
    );
    await quickInput.accept();
    await quickInput.closed();
    await forge.workbench.stored('"filter":"for"');
    const filtered = await labels();

    await forge.sandbox.close();
    await forge.workbench.restart();
    await forge.openView();
    await becomes(labels, filtered);
    await becomes(
      async () => (await message()).replace(/\d+ of/, 'N of').replace(/\d+ minutes? ago|just now/, 'WHEN'),
      `Filter “for”: N of ${all.length} · Last refreshed WHEN`,
    );
    await becomes(labels, ['Offline', ...filtered]);
    const [failed] = await forge.apps.rows();
    assert.match(
      failed?.spoken ?? '',
      /^Couldn’t load the apps: the gateway can’t be reached \(.*\); check the connection and the gateway setting\. What you see below was loaded (just now|\d+ minutes? ago)\.$/,
    );
    await forge.workbench.runCommand('Forge Console: Clear Filter');
    await becomes(labels, ['Offline', ...all]);
    await pictures(forge.workbench, 'offline-with-list');

    await forge.gatewayReturns();
    // The row is gone by itself sooner or later; this does not wait for that.
    await forge.workbench.runCommand('Forge Console: Refresh Apps');
    await becomes(labels, all);
    await becomes(message, '');
  });
});
