import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { presetRange } from '../../../src/audit-logs/model/day-range.ts';
import { documentation } from '../../../src/core/documentation.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { appPanel, type AppPanel } from '../../support/workbench/app-panel-page.ts';
import { becomes, browserDialogs, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { readCells, readLabels } from '../../support/workbench/in-page.mjs';
import { pictures } from '../../support/workbench/pictures.ts';

const vault = 'Customer Notes Vault';

describe('the audit logs in the panel of an app', () => {
  const forge = useForgeConsole({ viewport: { width: 1440, height: 1000 } });
  let panel: AppPanel;
  let dialogs: readonly string[];

  const count = async () => Number(((await grid().getAttribute('aria-rowcount')) ?? '1').replaceAll(',', '')) - 1;
  const grid = () => panel.frame.getByRole('grid', { name: /Audit events/ });
  const cells = (column: number) => grid().locator(`.body .row > :nth-child(${column})`).allInnerTexts();
  /** The cells of all rows that are drawn. */
  const drawnRows = () => grid().locator('.body .row').evaluateAll(readCells);
  const status = () => panel.frame.locator('.audit-status').innerText();
  const barLabels = () => panel.frame.locator('.bars-by-month [role="button"]').evaluateAll(readLabels);
  const focused = () => panel.frame.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? ""');
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => forge.workbench.page.keyboard.press(key)), Promise.resolve());

  async function choose(label: string, option: string): Promise<void> {
    const list = panel.frame.getByRole('combobox', { name: label, exact: true });
    await list.click();
    await list.locator('vscode-option').filter({ hasText: option }).first().click();
  }

  /** Clears the filter, and waits until the table is drawn without one. */
  async function clearFilter(): Promise<void> {
    const clear = panel.frame.getByRole('button', { name: 'Clear Filter' });
    await clear.click();
    await clear.waitFor({ state: 'detached' });
  }

  before(async () => {
    dialogs = browserDialogs(forge.workbench);
    await forge.signIn();
    await forge.allShown();
    await forge.apps.select(vault);
    panel = await appPanel(forge.workbench.page, vault);
  });

  it('are asked for when their tab is opened, and show the last 30 days', async () => {
    const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'AuditEvents').length;
    assert.equal(asked(), 0);
    await panel.tab('Audit logs');
    await eventually(status, (text) =>
      assert.match(text, /^\d+ events from Atlassian; this workspace has no archive of them\s+refreshed just now$/),
    );
    const { from } = presetRange('days30', new Date());
    const days = await cells(1);
    assert.ok(days.length >= 5);
    assert.deepEqual(days, days.toSorted().reverse(), 'newest first');
    assert.ok(days.every((day) => /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(day) && day >= from));
    // Most sites have a name; the id is in the tooltip.
    await eventually(
      () => cells(3),
      (sites) => assert.ok(sites.some((site) => site.endsWith('.atlassian.net'))),
    );
  });

  it('are explained where they are shown, with the pages that say more', async () => {
    await panel.tab('Audit logs');
    const toggle = panel.frame.getByRole('button', { name: 'About these logs' });
    const list = panel.frame.getByRole('list', { name: 'About these logs' });
    assert.equal(await list.count(), 0);
    await toggle.click();
    const texts = (await list.getByRole('listitem').allInnerTexts()).join('\n');
    for (const words of [
      'aren’t app logs',
      'evidence for audits',
      'PINNED',
      'moves to the same location',
      '28 March 2024',
    ])
      assert.ok(texts.includes(words), words);
    assert.equal(await list.getByRole('button', { name: 'Learn more' }).count(), 6);
    for (const [about, address] of [
      ['data residency', documentation.dataResidency],
      ['moving product data', documentation.movingProductData],
      ['the backfill of March 2024', documentation.backfillOfMarch2024],
    ] as const) {
      await list.getByTitle(`Learn more about ${about}`).click();
      const question = await forge.workbench.dialog();
      await question.cancel();
      // VS Code’s question leaves out what follows `#`.
      assert.ok(`${question.text} ${question.detail}`.includes(address.replace(/#.*$/, '')), question.detail);
    }
    await pictures(forge.workbench, 'about-audit-logs');
    await toggle.click();
    await list.waitFor({ state: 'detached' });
  });

  it('show two years, with a bar for each month', async () => {
    const before = await count();
    await choose('Days', 'Last two years');
    await eventually(count, (now) => assert.ok(now > before + 30));
    await eventually(status, (text) => assert.match(text, /refreshed just now$/));
    const bars = panel.frame.locator('.bars-by-month [role="button"]');
    await becomes(() => bars.count(), 25);
    const labels = await barLabels();
    assert.ok(
      labels.every((label) => /^\w+ 20\d\d: (no events|\d+ × )/.test(label)),
      labels.join('\n'),
    );
    const told = labels.flatMap((label) => [...label.matchAll(/(\d+) × /g)].map(([, number]) => Number(number)));
    assert.equal(
      told.reduce((sum, number) => sum + number, 0),
      await count(),
    );
    await pictures(forge.workbench, 'audit-logs-panel');
  });

  it('are gone through by the keyboard: arrows between bars, Enter for the events of a month and back', async () => {
    const bars = panel.frame.locator('.bars-by-month [role="button"]');
    assert.equal(await panel.frame.locator('.bars-by-month [tabindex="0"]').count(), 1, 'one bar is reached with Tab');
    await bars.last().focus();
    await press('Home');
    const first = await focused();
    await press('End');
    assert.notEqual(await focused(), first);
    // To a month that has events.
    const all = await count();
    do await press('ArrowLeft');
    while ((await focused()).includes('no events'));
    const label = await focused();
    const expected = [...label.matchAll(/(\d+) × /g)].reduce((sum, [, number]) => sum + Number(number), 0);
    await press('Enter');
    await becomes(count, expected);
    assert.equal(await panel.frame.locator('.bars-by-month [aria-pressed="true"]').getAttribute('aria-label'), label);
    assert.equal(new Set((await cells(1)).map((day) => day.slice(0, 7))).size, 1);
    await panel.frame.getByRole('button', { name: `${label.split(':')[0] ?? ''}, show all months` }).waitFor();
    assert.equal(await focused(), label, 'the focus stays where it was');
    await press('Enter');
    await becomes(count, all);
    await press('Tab');
    assert.match(await panel.frame.evaluate<string>('document.activeElement?.className ?? ""'), /kind/);
  });

  it('are the same in numbers, as a table', async () => {
    await panel.frame.getByRole('button', { name: 'As a table' }).click();
    const rows = panel.frame.locator('.month-table tbody tr');
    await becomes(() => rows.count(), 25);
    const totals = await rows.locator('td:last-child').allInnerTexts();
    assert.equal(
      totals.reduce((sum, text) => sum + Number(text), 0),
      await count(),
    );
    await panel.frame.getByRole('button', { name: 'As bars' }).click();
  });

  it('are hidden kind by kind in the legend, in the bars and in the table', async () => {
    const all = await count();
    const kind = panel.frame.locator('.kind').filter({ hasText: 'App installed' });
    const installed = Number(await kind.locator('.kind-count').innerText());
    await kind.click();
    await becomes(count, all - installed);
    assert.ok((await barLabels()).every((label) => !label.includes('App installed')));
    await clearFilter();
    await becomes(count, all);
  });

  it('are filtered by their event and by text, and saved as they are shown', async () => {
    await choose('Event', 'Migration completed');
    await eventually(
      () => cells(2),
      (events) => assert.deepEqual([...new Set(events)], ['Migration completed']),
    );
    await panel.frame.locator('vscode-text-field.filter input').fill('→ eu');
    await panel.frame.getByText('None of the').waitFor();
    await panel.frame.locator('vscode-text-field.filter input').fill('eu production');
    await eventually(
      () => cells(7),
      (places) => assert.ok(places.length > 0 && places.every((place) => place.includes('EU'))),
    );
    const drawn = await drawnRows();
    const [days, places] = [drawn.map((row) => row[0] ?? ''), drawn.map((row) => row[6] ?? '')];

    await panel.frame.getByRole('button', { name: 'Save as CSV…' }).click();
    const { from, to } = presetRange('years2', new Date());
    const target = join(forge.workbench.workspace, `customer-notes-vault_83c0f6d2_${from}_${to}_selection.csv`);
    await becomes(() => forge.workbench.quickInput.value(), target);
    await forge.workbench.quickInput.accept();
    const told = await forge.workbench.notification(`of ${vault} saved.`);
    assert.deepEqual(
      [told.text, told.buttons],
      [`${days.length} events of ${vault} saved.`, ['Open', 'Reveal', 'Copy Path']],
    );
    const [header, ...rows] = parse(await readFile(target, 'utf8'), { record_delimiter: '\r\n' });
    assert.equal(
      header?.join(),
      'App ID,App name,Site ID,Product,Environment,Installed version,Event,Event date,Location,Target location',
    );
    assert.deepEqual(
      rows.map((row) => row[7]),
      days.map((day) => day.slice(0, 10)),
    );
    assert.deepEqual(
      rows.map((row) => `${row[8] ?? ''} → ${row[9] ?? ''}`),
      places,
    );
    assert.ok(rows.every((row) => row[0] === sampleAppIds.customerVault));
    await told.close();
    await clearFilter();
  });

  it('show all of one event by the keyboard, and copy its ID', async () => {
    await grid().focus();
    await press('ArrowDown', 'Enter');
    const details = panel.frame.locator('.event-details');
    await details.locator('dt', { hasText: 'Event ID' }).waitFor();
    const id = (
      await details.locator('.facts > div').filter({ hasText: 'Event ID' }).locator('.long').innerText()
    ).trim();
    await press('Control+c');
    await becomes(() => forge.workbench.clipboard(), id);
    await press('ArrowDown');
    await eventually(
      () => details.innerText(),
      (text) => assert.ok(!text.includes(id)),
    );
    await pictures(forge.workbench, 'audit-logs-event');
    await press('Escape');
    await becomes(() => details.count(), 0);
  });

  it('are archived from the panel, and known from there then', async () => {
    await panel.frame.getByRole('button', { name: 'Archive Audit Logs' }).click();
    const told = await forge.workbench.notification(`new events of ${vault}`);
    await told.close();
    await eventually(status, (text) => assert.match(text, /^\d+ events, all of them archived/));
    await panel.frame.getByRole('button', { name: 'Update Archive' }).waitFor();
    assert.equal((await grid().locator('.codicon-archive').count()) > 0, true);
  });

  it('keep filter and days when the panel was hidden, and across a reload of the window', async () => {
    await choose('Event', 'App uninstalled');
    await eventually(
      () => cells(2),
      (events) => assert.deepEqual([...new Set(events)], ['App uninstalled']),
    );
    const before = await count();
    await forge.apps.select('Sprint Forecast');
    await appPanel(forge.workbench.page, 'Sprint Forecast');
    await forge.apps.select(vault);
    panel = await appPanel(forge.workbench.page, vault);
    await becomes(() => panel.shownTab(), 'Audit logs');
    await becomes(count, before);
    await forge.workbench.reloadWindow();
    await forge.openView();
    panel = await appPanel(forge.workbench.page, vault);
    await becomes(() => panel.shownTab(), 'Audit logs');
    await becomes(count, before);
    await clearFilter();
  });

  it('are shown from the archive without a network, and from Atlassian too once it is back', async () => {
    const all = await count();
    await forge.sandbox.close();
    await forge.workbench.reloadWindow();
    await forge.openView();
    panel = await appPanel(forge.workbench.page, vault);
    const warning = panel.frame.locator('.audit .outdated');
    await eventually(
      () => warning.innerText(),
      (text) => assert.match(text, /^Couldn’t reach Atlassian\. Showing the archive up to \w/),
    );
    await eventually(status, (text) => assert.match(text, /^\d+ events from the archive$/));
    await becomes(count, all);
    assert.match((await cells(1))[0] ?? '', /^\d{4}-\d\d-\d\d$/, 'the archive keeps the day only');
    await pictures(forge.workbench, 'audit-logs-offline');
    await warning.getByRole('button', { name: 'Show Details' }).click();
    await warning.getByRole('button', { name: 'Hide Details' }).waitFor();
    await forge.gatewayReturns();
    await eventually(status, (text) => assert.match(text, /all of them archived/), 80_000);
    await becomes(() => warning.count(), 0);
  });

  it('are fetched on Retry where they failed', async () => {
    const warning = panel.frame.locator('.audit .outdated');
    forge.sandbox.faults.set('AuditEvents', { kind: 'status', status: 403 });
    await panel.frame.getByRole('button', { name: 'Refresh' }).click();
    await eventually(
      () => warning.innerText(),
      (text) =>
        assert.match(text, /^Atlassian didn’t return the events \(Not allowed\)\. Showing the archive up to \w/),
    );
    forge.sandbox.faults.clear();
    await warning.getByRole('button', { name: 'Retry' }).click();
    await becomes(() => warning.count(), 0);
  });

  it('are fetched no longer when another tab is shown, and go on when theirs is again', async () => {
    forge.sandbox.faults.set('AuditEvents', { kind: 'hang' });
    await panel.frame.getByRole('button', { name: 'Refresh' }).click();
    await panel.frame.getByRole('button', { name: 'Stop' }).waitFor();
    await panel.tab('Overview');
    forge.sandbox.faults.clear();
    await panel.tab('Audit logs');
    await eventually(status, (text) => assert.match(text, /refreshed just now$/));
  });

  it('fail in their place, and say what may help', async () => {
    await forge.apps.select('Release Notes Composer');
    panel = await appPanel(forge.workbench.page, 'Release Notes Composer');
    await panel.tab('Environments');
    await panel.frame.locator('article.environment').first().waitFor();
    await panel.tab('Audit logs');
    await panel.frame.getByText('Only apps that use it have audit logs').waitFor();
    await pictures(forge.workbench, 'audit-logs-refused');
    await panel.frame.getByRole('button', { name: 'Ask Anyway' }).click();
    const failure = panel.frame.locator('.failed');
    await failure.waitFor();
    assert.match(await failure.innerText(), /Check that the app uses storage hosted by Forge/);
    await failure.getByRole('button', { name: 'Retry' }).waitFor();
  });

  it('run nothing of hostile values, and show what hides in them', async () => {
    const details = forge.sandbox.world.apps.get(sampleAppIds.customerVault)?.details();
    assert.ok(details);
    const hostile = `<img src=x onerror=alert(1)>\u202Egnp.exe`;
    details.dataEvents = details.dataEvents.map((event) => ({
      ...event,
      location: hostile,
      target: `${hostile}${'x'.repeat(1_000_000)}`,
    }));
    await forge.apps.select(vault);
    panel = await appPanel(forge.workbench.page, vault);
    await choose('Days', 'Last 30 days');
    await panel.frame.getByRole('button', { name: 'Refresh' }).click();
    await eventually(
      () => cells(7),
      (places) =>
        assert.ok(
          places.length > 0 &&
            places.every((place) => place.startsWith('<img src=x onerror=alert(1)>⟨U+202E⟩gnp.exe → ')),
        ),
    );
    await grid().focus();
    await press('Enter');
    await panel.frame.locator('.event-details', { hasText: 'copying takes all' }).waitFor();
    assert.equal(await panel.frame.locator('img, iframe, object, embed, [onerror]').count(), 0);
    assert.deepEqual(dialogs, []);
    await forge.workbench.screenshot('audit-logs-hostile');
  });
});
