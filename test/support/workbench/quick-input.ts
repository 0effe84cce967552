import type { Locator, Page } from 'playwright-core';
import { clickRow } from './click-row.ts';
import { readChoices } from './in-page.mjs';
import { restMouse } from './rest-mouse.ts';

const actionMs = 15_000;

/** One row of a quick pick. */
export interface Choice {
  label: string;
  description: string;
  checked: boolean;
}

/** The box at the top of the workbench: quick picks, input boxes and the command palette. */
export interface QuickInput {
  /** Waits until the box is open; if given a title, until it has that title. */
  opened(title?: string, timeout?: number): Promise<void>;
  /** Waits until the box is closed. */
  closed(): Promise<void>;
  /** Returns its title, or an empty string. */
  title(): Promise<string>;
  placeholder(): Promise<string>;
  /** Whether the input is masked. */
  masked(): Promise<boolean>;
  /** Returns the line under the box: the prompt, or a validation message. */
  message(): Promise<string>;
  /** Returns the current input. */
  value(): Promise<string>;
  /** Returns the visible choices. */
  choices(): Promise<Choice[]>;
  /** Replaces the input. Here and below, `timeout` replaces the usual 15 seconds. */
  type(text: string, timeout?: number): Promise<void>;
  /** Presses Enter. */
  accept(): Promise<void>;
  /** Waits for the choice with exactly this label and clicks it; rejects on timeout. */
  choose(label: string, timeout?: number): Promise<void>;
  /** Lets the mouse rest on a choice until its hover is shown. */
  hover(label: string): Promise<void>;
  /** Presses a button in the title bar of the box, found by its tooltip. */
  press(button: string): Promise<void>;
  /** Presses Escape. */
  cancel(): Promise<void>;
}

/** Returns the quick input of a page. Each action waits for the box to be open. */
export function quickInput(page: Page): QuickInput {
  const within = (timeout: number | undefined) => (timeout === undefined ? {} : { timeout });
  const box = page.locator('.quick-input-widget:visible');
  const input = box.locator('.quick-input-filter input');
  const rows = box.locator('.quick-input-list .monaco-list-row');
  const rowOf = (label: string) =>
    rows.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first();
  const textOf = async (part: Locator) => (await part.filter({ visible: true }).allInnerTexts())[0]?.trim() ?? '';

  return {
    opened: (title, timeout) =>
      (title === undefined
        ? box
        : box.filter({ has: page.locator('.quick-input-title').getByText(title, { exact: false }) })
      ).waitFor(within(timeout)),
    closed: () => page.locator('.quick-input-widget').waitFor({ state: 'hidden' }),
    title: async () => {
      await box.waitFor();
      return textOf(box.locator('.quick-input-title'));
    },
    placeholder: async () => (await input.getAttribute('placeholder')) ?? '',
    masked: async () => (await input.getAttribute('type')) === 'password',
    message: async () => {
      await box.waitFor();
      return textOf(box.locator('.quick-input-message'));
    },
    value: () => input.inputValue(),
    choices: async () => {
      await box.waitFor();
      return rows.evaluateAll(readChoices);
    },
    type: (text, timeout) => input.fill(text, within(timeout)),
    accept: () => input.press('Enter'),
    choose: (label, timeout = actionMs) => {
      const row = rowOf(label);
      const look = async () => {
        await row.waitFor({ timeout });
        return { row, label };
      };
      return clickRow(box.locator('.quick-input-list'), look, { timeout });
    },
    hover: async (label) => {
      await rowOf(label).hover();
      await page.locator('.monaco-hover:visible').first().waitFor();
    },
    press: async (button) => {
      await restMouse(page);
      await box
        .locator(
          `.quick-input-titlebar .action-label[aria-label="${button}"], .quick-input-inline-action-bar .action-label[aria-label="${button}"]`,
        )
        .click();
    },
    cancel: () => input.press('Escape'),
  };
}
