// How soon the content of a panel's tabs is there after a click.
import type { Frame, Locator } from 'playwright-core';

/** A tab, or a part of one that opens by a click. */
interface TabContent {
  readonly name: string;
  readonly opener: (frame: Frame) => Locator;
  /** What is to be seen once there is content, also where that says that there is none. */
  readonly content: string;
}

/** The tabs whose content outlives the panel. */
export const keptTabs = ['Deployments', 'Variables', 'Environments'] as const;

const tab = (name: string) => (frame: Frame) =>
  frame.locator('vscode-panel-tab').filter({ hasText: new RegExp(`^\\s*${name}\\b`) });

const deadlineMs = 20_000;

const pane = (selector: string) => `.tab-body ${selector}`;

/** In the order in which they are opened: what an environment is used by is on the tab *Environments*. */
const tabContents: readonly TabContent[] = [
  { name: 'Deployments', opener: tab('Deployments'), content: pane(':is(table.deployments, .empty)') },
  { name: 'Variables', opener: tab('Variables'), content: pane(':is(table, .empty)') },
  { name: 'Environments', opener: tab('Environments'), content: pane('.environment') },
  {
    name: 'Versions',
    opener: (frame) => frame.locator('.environment button.disclosure').first(),
    content: pane('.version-use table'),
  },
  {
    name: 'Logs',
    opener: tab('Logs'),
    content: '.logs :is(.log-text, .log-instead :is(.empty, .failed))',
  },
];

/** Runs in the panel's frame: waits for a press of the mouse, and then until something is drawn. */
const watch = (selector: string) => `(() => {
  globalThis.__content = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('There is no ' + ${JSON.stringify(selector)})), ${deadlineMs});
    addEventListener('mousedown', () => {
      const pressed = performance.now();
      const timer = setInterval(() => {
        if (!document.querySelector(${JSON.stringify(selector)})?.checkVisibility()) return;
        clearInterval(timer);
        requestAnimationFrame(() => resolve(performance.now() - pressed));
      }, 2);
    }, { capture: true, once: true });
  });
})()`;

/**
 * Opens some tabs of the panel of an app in production once. Returns the times from the click to the content, in
 * milliseconds, by tab.
 */
export async function openTabs(frame: Frame, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const { name, opener, content } of tabContents) {
    if (!names.includes(name)) continue;
    await frame.evaluate(watch(content));
    await opener(frame).click();
    times.set(name, await frame.evaluate<number>('globalThis.__content'));
  }
  return times;
}
