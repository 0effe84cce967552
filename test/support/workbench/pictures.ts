import type { Workbench } from './open-workbench.ts';

/**
 * Themes in which pictures are taken. Only people look at them, so one is enough for most runs; the last one stays
 * active.
 */
export const themes =
  process.env.SCREENSHOT_THEMES === 'all' ? (['light', 'high-contrast', 'dark'] as const) : (['dark'] as const);

/** Takes a picture in each theme, named NAME-THEME; the workbench is dark afterwards. */
export async function pictures(workbench: Workbench, name: string): Promise<void> {
  // The pointer would highlight rows and show their actions.
  await workbench.page.mouse.move(900, 700);
  for (const theme of themes) {
    await workbench.theme(theme);
    await workbench.screenshot(`${name}-${theme}`);
  }
}

/** Makes the side bar this wide by dragging its edge. */
export async function dragSideBarTo(workbench: Workbench, width: number): Promise<void> {
  const { page } = workbench;
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('The side bar is not shown');
  const edge = box.x + box.width;
  await page.mouse.move(edge, box.y + box.height - 100);
  await page.mouse.down();
  await page.mouse.move(box.x + width, box.y + box.height - 100, { steps: 4 });
  await page.mouse.up();
}
