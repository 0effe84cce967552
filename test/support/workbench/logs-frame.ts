import type { Frame, Page } from 'playwright-core';

const openMs = 20_000;

/** Waits for the page of the view Forge Logs. */
export async function logsFrame(page: Page): Promise<Frame> {
  for (const deadline = Date.now() + openMs; ;) {
    for (const frame of page.frames()) {
      const isLogs = await frame
        .locator('main#logs .logs')
        .count()
        .catch(() => 0);
      if (isLogs > 0) return frame;
    }
    if (Date.now() > deadline) throw new Error('The view Forge Logs is not shown');
  }
}
