// The panel of an app in the real workbench: how soon it is there after a click, beside a webview panel with nothing in
// it, and how smoothly its longest list scrolls.
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox-server.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { median } from '../../support/bench/median.ts';
import { scrollingOf } from '../../support/bench/scrolling.ts';
import { keptTabs, openTabs } from '../../support/bench/tab-contents.ts';
import { removeTemporaryFolder, run, temporaryFolder } from '../../support/host/processes.ts';
import { installedExtensions, installProduct } from '../../support/host/product.ts';
import { installExtension } from '../../support/host/server-build.ts';
import { root } from '../../support/paths.ts';
import { openWorkbench, type Workbench } from '../../support/workbench/open-workbench.ts';
import { signIn } from '../../support/workbench/sign-in-by-typing.ts';
import { tree } from '../../support/workbench/tree.ts';
import type { Figure } from '../../support/bench/figure.ts';

const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
const emptyPanel = join(root, 'test/support/bench/empty-panel');
const rounds = 15;
const tabRounds = 7;
const gatewayMs = 200;
const installations = 10_000;

/** Apps whose panels are opened for the first time: those that are in production have all that tabs show. */
const deployed = [
  'Sprint Forecast',
  'Decision Register',
  'Approval Buttons',
  'Field Guard',
  'Quality Gate for Compass',
];
const neverDeployed = ['Standup Digest', 'Merge Gatekeeper'];

/** When something was to be seen, in milliseconds since 1970, as all frames of a page tell it. */
interface Marks {
  readonly pressed?: number;
  readonly empty?: number;
  /** The page's own words. */
  readonly shown?: number;
  /** What had to be fetched. */
  readonly filled?: number;
}

/**
 * Runs in every frame: notes when the mouse was pressed, and when each thing was drawn. VS Code shows a frame once all
 * of it is loaded.
 */
const watch = `(() => {
  const marks = (globalThis.__marks ??= {});
  const at = () => performance.timeOrigin + performance.now();
  const signs = { empty: '#empty', shown: '#panel .tab-body', filled: '#panel [aria-labelledby="card-details"] .facts' };
  addEventListener('mousedown', () => (marks.pressed = at()), true);
  const timer = setInterval(() => {
    for (const [name, sign] of Object.entries(signs))
      if (marks[name] === undefined && document.querySelector(sign) && frameElement?.checkVisibility({ visibilityProperty: true })) {
        marks[name] = 0;
        requestAnimationFrame(() => (marks[name] = at()));
      }
    if (marks.empty || marks.filled) clearInterval(timer);
  }, 2);
})()`;

async function marksOf(frame: Frame): Promise<Marks> {
  return (await frame.evaluate<Marks | undefined>('globalThis.__marks').catch(() => undefined)) ?? {};
}

/** Waits until some frame has a mark, and gives the time from the last press of the mouse. */
async function elapsed(page: Page, mark: 'empty' | 'filled'): Promise<number> {
  for (const deadline = Date.now() + 20_000; ;) {
    for (const frame of page.frames()) {
      const { [mark]: at = 0 } = await marksOf(frame);
      const { pressed = 0 } = await marksOf(page.mainFrame());
      if (at > pressed && pressed > 0) return at - pressed;
    }
    if (Date.now() > deadline) throw new Error(`Nothing was ${mark}.`);
    await page.waitForTimeout(20);
  }
}

async function closeEditor(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.page.locator('.editor-group-container .tab').waitFor({ state: 'detached' });
}

/**
 * Medians of opening the panel of an app that was looked at before, one of an app that was not, and of an empty panel.
 */
export default async function panel(): Promise<Figure[]> {
  const folder = await temporaryFolder('bench-panel');
  let sandbox: Sandbox | undefined;
  let workbench: Workbench | undefined;
  try {
    Object.assign(process.env, await installProduct());
    await run(
      process.execPath,
      [
        vsce,
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--skip-license',
        '--out',
        join(folder, 'empty.vsix'),
      ],
      { cwd: emptyPanel },
    );
    await installExtension(join(folder, 'empty.vsix'), installedExtensions());
    sandbox = await startSandbox();
    grow(sandbox);
    const opened = await openWorkbench({
      settings: { 'forgeConsole.gatewayUrl': sandbox.url },
      viewport: { width: 1440, height: 900 },
    });
    workbench = opened;
    const { page } = opened;
    await page.context().addInitScript(watch);
    await workbench.reload();
    const apps = await workbench.openView('Forge Console', 'Apps');
    const measured = tree(page, 'Measured');
    await signIn(opened, sandbox.accounts.main);
    await apps.find('Release Notes Composer');

    const tabTimes = { cached: new Map<string, number[]>(), fresh: new Map<string, number[]>() };
    const open = async (name: string, times?: Map<string, number[]>, tabs: readonly string[] = keptTabs) => {
      await apps.select(name);
      const ms = await elapsed(page, 'filled');
      if (times !== undefined)
        for (const [tab, took] of await openTabs(await panelFrame(page), tabs))
          times.set(tab, [...(times.get(tab) ?? []), took]);
      await closeEditor(opened);
      return ms;
    };
    const openEmpty = async () => {
      await measured.select('Empty panel');
      const ms = await elapsed(page, 'empty');
      await closeEditor(opened);
      return ms;
    };

    await open('Release Notes Composer');
    await openEmpty();
    const [cached, empty]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      cached.push(await open('Release Notes Composer'));
      empty.push(await openEmpty());
    }

    await open('Release Notes Composer', new Map());
    // What is shown after this was there before.
    sandbox.faults.set('*', { kind: 'latency', ms: 3_000 });
    for (let round = 0; round < tabRounds; round++) await open('Release Notes Composer', tabTimes.cached);

    sandbox.faults.set('*', { kind: 'latency', ms: gatewayMs });
    const fresh: number[] = [];
    for (const name of deployed) fresh.push(await open(name, tabTimes.fresh, [...keptTabs, 'Versions']));
    for (const name of neverDeployed) fresh.push(await open(name));
    // Its first look finds lines: it logs one every second.
    for (let round = 0; round < tabRounds; round++) await open('Timesheets & Rates for Jira', tabTimes.fresh, ['Logs']);
    sandbox.faults.clear();

    const baseline = median(empty);
    return [
      {
        name: 'an app’s panel, looked at before: from click to content',
        value: median(cached),
        unit: 'ms',
        baseline,
        aim: { atMost: 300 },
      },
      { name: 'the same, beyond an empty panel of VS Code', value: median(cached) - baseline, unit: 'ms' },
      {
        name: 'an app’s panel, new: from click to content, beyond one round trip',
        value: median(fresh) - gatewayMs,
        unit: 'ms',
        baseline,
        aim: { atMost: 300 },
      },
      ...[...tabTimes.cached].map(([name, times]) => ({
        name: `the tab ${name}, looked at before: from click to content`,
        value: median(times),
        unit: 'ms',
        aim: { atMost: 300 },
      })),
      ...[...tabTimes.fresh].map(([name, times]) => ({
        name: `the tab ${name}, new: from click to content, beyond one round trip`,
        value: median(times) - gatewayMs,
        unit: 'ms',
        aim: { atMost: 300 },
      })),
      ...(await longLists(workbench, page)),
    ];
  } finally {
    await workbench?.close();
    await sandbox?.close();
    await removeTemporaryFolder(folder);
  }
}

/** Gives the vault very many installations. */
function grow(sandbox: Sandbox): void {
  const details = sandbox.world.apps.get(sampleAppIds.customerVault)?.details();
  const [one] = details?.installations ?? [];
  if (details === undefined || one === undefined) throw new Error('The sandbox has no installations to copy.');
  const copies = Array.from({ length: installations }, (_, index) => ({
    ...one,
    id: `${one.id.slice(0, -6)}${String(index).padStart(6, '0')}`,
  }));
  Object.assign(details, { installations: copies });
}

/** Opens and scrolls the longest lists: of installations, who is on which version of these, and of an app's logs. */
async function longLists(workbench: Workbench, page: Page): Promise<Figure[]> {
  const apps = tree(page, 'Apps');
  await apps.select('Customer Notes Vault');
  const vault = await panelFrame(page);
  await vault.locator('vscode-panel-tab').filter({ hasText: 'Installations' }).click();
  await vault.locator(`[role="grid"][aria-rowcount="${installations + 1}"]`).waitFor({ timeout: 120_000 });
  const grid = { selector: '.scroller', name: `${installations.toLocaleString('en')} installations` };
  const ofGrid = await scrollingOf(page, vault, grid);
  await workbench.screenshot('bench-installations');
  const versions = await openTabs(vault, ['Environments', 'Versions']);
  const [height = NaN, screen = NaN] = await vault.evaluate<number[]>(
    `[document.querySelector('.version-use table').getBoundingClientRect().height, innerHeight]`,
  );
  await workbench.screenshot('bench-versions');
  await closeEditor(workbench);

  await apps.select('Release Notes Composer');
  const notes = await panelFrame(page);
  await openTabs(notes, ['Logs']);
  await notes.locator('.log-filter input').fill('last:30d');
  await notes
    .locator('.log-summary')
    .filter({ hasText: /^\d,\d{3} lines/ })
    .waitFor({ timeout: 120_000 });
  await notes.locator('.log-following vscode-progress-ring').waitFor({ state: 'detached', timeout: 120_000 });
  const ofLogs = await scrollingOf(page, notes, { selector: '.log-scroller', name: 'the lines of 30 days' });
  await workbench.screenshot('bench-logs');
  return [
    ...ofGrid,
    {
      name: `${grid.name} by version: from click to content`,
      value: versions.get('Versions') ?? NaN,
      unit: 'ms',
      aim: { atMost: 300 },
    },
    { name: 'the same: height', value: height, unit: 'px', baseline: screen, aim: { ratioAtMost: 1 } },
    ...ofLogs,
  ];
}

async function panelFrame(page: Page): Promise<Frame> {
  for (const deadline = Date.now() + 20_000; ;) {
    for (const frame of page.frames()) if ((await marksOf(frame)).shown) return frame;
    if (Date.now() > deadline) throw new Error('No panel is open.');
    await page.waitForTimeout(50);
  }
}
