import type { Frame, Locator, Page } from 'playwright-core';
import { readFacts } from './in-page.mjs';

const openMs = 20_000;

/** The page of an app panel, which is a document two frames deep in the workbench. */
export interface AppPanel {
  readonly frame: Frame;
  readonly heading: Locator;
  /** Shows a tab and waits until it is shown. */
  tab(name: string): Promise<void>;
  /** The name of the tab that is shown. */
  shownTab(): Promise<string>;
  /** The values of the facts under a heading, by their labels. */
  facts(title: string): Promise<Record<string, string>>;
  /** All that can be read on the page. */
  text(): Promise<string>;
}

/** Waits for the panel that shows the app with this name; it must be in front. */
export async function appPanel(page: Page, app: string): Promise<AppPanel> {
  const frame = await panelFrame(page, app);
  const tabs = frame.locator('vscode-panel-tab');
  const panel: AppPanel = {
    frame,
    heading: frame.locator('h1'),
    async tab(name) {
      await tabs.filter({ hasText: name }).click();
      await tabs.and(frame.locator('[aria-selected="true"]')).filter({ hasText: name }).waitFor();
    },
    async shownTab() {
      // The number beside the name is not part of it.
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
