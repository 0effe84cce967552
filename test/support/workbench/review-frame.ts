import type { Frame, Page } from 'playwright-core';

const openMs = 20_000;

/** Waits for the review with this title, which must be in front. */
export async function reviewFrame(page: Page, title: string | RegExp): Promise<Frame> {
  const fits = (name = '') => (typeof title === 'string' ? name === title : title.test(name));
  for (const deadline = Date.now() + openMs; ;) {
    for (const frame of page.frames()) {
      const heading = frame.locator('main > h1');
      const name = await heading.textContent({ timeout: 200 }).catch(() => undefined);
      const element = name && fits(name) ? await frame.frameElement().catch(() => undefined) : undefined;
      if (element && (await element.isVisible())) return frame;
    }
    if (Date.now() > deadline) throw new Error(`The review ${String(title)} is not shown`);
  }
}
