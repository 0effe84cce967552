import type { Frame, Locator, Page } from 'playwright-core';
import { readFacts } from './in-page.mjs';

const openMs = 20_000;

/** The page of an app panel, a document two frames deep in the workbench. */
export interface AppPanel {
  readonly frame: Frame;
  readonly heading: Locator;
  /** Selects a tab and waits until it is shown. */
  tab(name: string): Promise<void>;
  /** Returns the name of the selected tab. */
  shownTab(): Promise<string>;
  /** Returns the values of the facts under a heading, by label. */
  facts(title: string): Promise<Record<string, string>>;
  /** Returns all visible text on the page. */
  text(): Promise<string>;
}

/** Waits for the panel of the app with this name, which must be in front. */
export async function appPanel(page: Page, app: string): Promise<AppPanel> {
  const frame = await panelFrame(page, app);
  const tabs = frame.locator('vscode-panel-tab');
  const panel: AppPanel = {
    frame,
    heading: frame.locator('h1'),
    async tab(name) {
      const named = { hasText: new RegExp(`^\\s*${name}\\b`) };
      const tab = tabs.filter(named);
      if ((await tab.getAttribute('class'))?.includes('in-menu')) {
        await frame.getByRole('button', { name: 'More tabs' }).click();
        await frame.getByRole('menuitem', { name: named.hasText }).click();
      } else await tab.click();
      await tabs.and(frame.locator('[aria-selected="true"]')).filter(named).waitFor();
    },
    async shownTab() {
      // Leaves out the number beside the name.
      return (await tabs.and(frame.locator('[aria-selected="true"]')).innerText()).replace(/[\d,.\s]+$/, '');
    },
    async facts(title) {
      const section = frame
        .locator('section, article')
        .filter({ has: frame.getByRole('heading', { name: title, exact: true }) })
        .first();
      await section.locator('dl.facts dt').first().waitFor();
      return section.evaluate(readFacts);
    },
    text: () => frame.locator('body').innerText(),
  };
  return panel;
}

async function panelFrame(page: Page, app: string): Promise<Frame> {
  for (const deadline = Date.now() + openMs; ;) {
    for (const frame of page.frames()) {
      const name = await frame
        .locator('main#panel h1')
        .textContent({ timeout: 200 })
        .catch(() => undefined);
      const element = name === app ? await frame.frameElement().catch(() => undefined) : undefined;
      if (element && (await element.isVisible())) return frame;
    }
    if (Date.now() > deadline) throw new Error(`No panel shows ${app}`);
    await page.waitForTimeout(100);
  }
}
