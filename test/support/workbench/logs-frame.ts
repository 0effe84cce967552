import type { Frame, Page } from 'playwright-core';

const openMs = 20_000;

/** Waits for the page of the view Forge Logs, or of a pinned tab; for one with a filter if that is given. */
export async function logsFrame(page: Page, filter?: string): Promise<Frame> {
  for (const deadline = Date.now() + openMs; ;) {
    for (const frame of page.frames()) {
      const isLogs = await frame
        .locator('main#logs .logs')
        .count()
        .catch(() => 0);
      if (isLogs > 0 && (filter === undefined || (await filterIn(frame)) === filter)) return frame;
    }
    if (Date.now() > deadline) throw new Error('The view Forge Logs is not shown');
  }
}

/** The filter of a page that has one. */
async function filterIn(frame: Frame): Promise<string | undefined> {
  const field = frame.locator('.log-filter input');
  const fields = await field.count().catch(() => 0);
  return fields === 0 ? undefined : field.inputValue().catch(() => undefined);
}
