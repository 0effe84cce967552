// Tabs that don't fit in their row go into a menu. They stay in the row for the keyboard and for screen readers, out of
// sight: the arrow keys select the tab they move to, and the selected one is always shown.
import { type ElementPart, html, noChange, type TemplateResult } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { tabsForMenu } from './fitting-tabs.ts';
import { type Content, icon } from './parts.ts';

/** As in the style sheet: between two tabs, and the button with the gap before it, in pixels. */
const gap = 20;
const menuWidth = 28;

/** Measures the row of tabs when its size or its tabs change, and moves tabs between row and menu. */
class TabRow {
  readonly #tabs: HTMLElement;
  readonly #resized = new ResizeObserver(() => this.fit());

  constructor(tabs: HTMLElement) {
    this.#tabs = tabs;
  }

  connect(): void {
    this.#resized.observe(this.#tabs);
  }

  disconnect(): void {
    this.#resized.disconnect();
  }

  fit(): void {
    const tabs = [...this.#tabs.querySelectorAll<HTMLElement>('[role="tab"]')];
    const style = getComputedStyle(this.#tabs);
    const edges = 2 * Number.parseFloat(style.getPropertyValue('--edge') || '0');
    this.#tabs.classList.remove('has-menu');
    for (const tab of tabs) tab.classList.remove('in-menu');
    const inMenu = tabsForMenu({
      widths: tabs.map((tab) => tab.getBoundingClientRect().width),
      gap,
      room: this.#tabs.clientWidth - edges,
      menu: menuWidth,
      shown: tabs.findIndex((tab) => tab.ariaSelected === 'true'),
    });
    this.#tabs.classList.toggle('has-menu', inMenu.length > 0);
    tabs.forEach((tab, index) => tab.classList.toggle('in-menu', inMenu.includes(index)));
    this.#tabs.querySelectorAll<HTMLElement>('.tab-menu [role="menuitem"]').forEach((item, index) => {
      item.hidden = !inMenu.includes(index);
    });
  }
}

class TabRowDirective extends AsyncDirective {
  #row: TabRow | undefined;
  #labels: string | undefined;

  override render(labels: string): unknown {
    // The tabs are drawn after this.
    if (labels !== this.#labels) queueMicrotask(() => this.isConnected && this.#row?.fit());
    this.#labels = labels;
    return noChange;
  }

  override update({ element }: ElementPart, [labels]: [string]): unknown {
    if (this.#row === undefined && element instanceof HTMLElement) {
      this.#row = new TabRow(element);
      this.#row.connect();
    }
    return this.render(labels);
  }

  protected override disconnected(): void {
    this.#row?.disconnect();
  }

  protected override reconnected(): void {
    this.#row?.connect();
  }
}

/** Lit directive for the element that holds tabs and menu; `labels` must change with the tabs' texts and selection. */
export const tabRow = directive(TabRowDirective);

export interface TabMenuOptions<Id extends string> {
  /** Accessible name of the button and the menu. */
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly head: Content }[];
  readonly choose: (id: Id) => void;
}

/** Draws the button at the end of the row and its menu, which has an entry for every tab; those in the row are hidden. */
export function tabMenu<Id extends string>({ label, tabs, choose }: TabMenuOptions<Id>): TemplateResult {
  const chosen = (id: Id): void => {
    choose(id);
    // The tab is in the row again once it is selected and measured.
    setTimeout(() => document.getElementById(`tab-${id}`)?.focus());
  };
  return html`<div slot="end" class="tab-menu">
    <button
      type="button"
      id="tab-menu-button"
      popovertarget="tab-menu"
      aria-haspopup="menu"
      title=${label}
      aria-label=${label}
    >
      ${icon('ellipsis')}
    </button>
    <div id="tab-menu" popover role="menu" aria-label=${label} @toggle=${opened} @keydown=${press}>
      ${tabs.map(
        ({ id, head }) =>
          html`<button
            type="button"
            role="menuitem"
            tabindex="-1"
            popovertarget="tab-menu"
            popovertargetaction="hide"
            @click=${() => chosen(id)}
          >
            ${head}
          </button>`,
      )}
    </div>
  </div>`;
}

function entries(menu: EventTarget | null): HTMLElement[] {
  return menu instanceof HTMLElement
    ? [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')].filter(({ hidden }) => !hidden)
    : [];
}

function opened({ currentTarget, newState }: ToggleEvent): void {
  if (newState === 'open') entries(currentTarget)[0]?.focus();
}

function press(event: KeyboardEvent): void {
  const items = entries(event.currentTarget);
  const at = items.findIndex((item) => item === document.activeElement);
  const moves: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  };
  const to = moves[event.key];
  // The tabs around the menu have arrow keys of their own.
  event.stopPropagation();
  if (to === undefined) {
    if (event.key === 'Tab' && event.currentTarget instanceof HTMLElement) event.currentTarget.hidePopover();
    return;
  }
  items[to % items.length]?.focus();
  event.preventDefault();
}
