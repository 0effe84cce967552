// The only file that uses the webview toolkit, with its styles in toolkit.css: replacing the toolkit, which is archived
// upstream, means replacing these two files.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fieldValue } from './fields.ts';
import { type Content, icon } from './parts.ts';
import { tabMenu, tabRow } from './tab-menu.ts';

/** Registers the toolkit's elements; once per page, before the first view is drawn. */
export function defineComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  /** A codicon before the label. */
  readonly icon?: string;
  readonly title?: string;
  readonly disabled?: boolean;
  /** The main action among several. */
  readonly primary?: boolean;
  readonly click: () => void;
}

/** Draws a button with a label. */
export function button({ label, icon: name, title, disabled, primary, click }: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance=${primary === true ? 'primary' : 'secondary'}
    title=${title ?? nothing}
    ?disabled=${disabled === true}
    @click=${click}
    >${name === undefined ? nothing : icon(name, 'start')}${label}</vscode-button
  >`;
}

export interface IconButtonOptions {
  readonly icon: string;
  /** Accessible name; also the tooltip unless `title` is given. */
  readonly label: string;
  readonly title?: string;
  readonly disabled?: boolean;
  readonly click: () => void;
}

/** Draws a button that shows only a codicon. */
export function iconButton({ icon: name, label, title, disabled, click }: IconButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance="icon"
    aria-label=${label}
    title=${title ?? label}
    ?disabled=${disabled === true}
    @click=${click}
    >${icon(name)}</vscode-button
  >`;
}

export interface SelectOptions {
  /** Accessible name. */
  readonly label: string;
  readonly title?: string;
  readonly className?: string;
  /** The value of the selected choice. */
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Shown below the choices; not selectable. */
  readonly more?: string;
  readonly change: (value: string) => void;
}

/** Draws a drop-down. */
export function select({ label, title, className, value, choices, more, change }: SelectOptions): TemplateResult {
  const option = (choice: SelectOptions['choices'][number]): TemplateResult =>
    html`<vscode-option .value=${choice.value} ?selected=${choice.value === value}>${choice.label}</vscode-option>`;
  return html`<vscode-dropdown
    class=${className ?? nothing}
    aria-label=${label}
    title=${title ?? nothing}
    .value=${live(value)}
    @change=${(event: Event) => change(fieldValue(event))}
  >
    ${choices.map(option)} ${more === undefined ? nothing : html`<vscode-option disabled>${more}</vscode-option>`}
  </vscode-dropdown>`;
}

export interface FilterFieldOptions {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly input: (value: string) => void;
  readonly title?: string;
  /** Added to the class `filter`. */
  readonly className?: string;
  /** The id of an element that says more of what is typed. */
  readonly describedBy?: string | undefined;
}

/** Draws a text field that filters as the user types. */
export function filterField(options: FilterFieldOptions): TemplateResult {
  const { label, placeholder, value, input, title, className = '', describedBy } = options;
  return html`<vscode-text-field
    class="filter ${className}"
    placeholder=${placeholder}
    aria-label=${label}
    aria-describedby=${describedBy ?? nothing}
    title=${title ?? nothing}
    .value=${value}
    @input=${(event: Event) => input(fieldValue(event))}
    >${icon('filter', 'start')}</vscode-text-field
  >`;
}

/** Draws a checkbox. */
export function checkbox(label: string, checked: boolean, change: (checked: boolean) => void): TemplateResult {
  const changed = ({ target }: Event): void =>
    change(target instanceof HTMLElement && 'checked' in target && target.checked === true);
  return html`<vscode-checkbox .checked=${checked} @change=${changed}>${label}</vscode-checkbox>`;
}

/** Draws a progress indicator, beside a text that says what is in progress. */
export function spinner(label: string): TemplateResult {
  return html`<vscode-progress-ring aria-label=${label}></vscode-progress-ring>`;
}

interface TabOptions<Id extends string> {
  readonly id: Id;
  readonly head: Content;
  /** The text of the head. */
  readonly label: string;
  readonly body: Content;
}

export interface TabsOptions<Id extends string> {
  /** Accessible name. */
  readonly label: string;
  /** Name of the menu with the tabs that don't fit. */
  readonly menuLabel: string;
  readonly tabs: readonly TabOptions<Id>[];
  readonly shown: Id;
  /** Called with the tab the user chose, even if it is already shown. */
  readonly choose: (id: Id) => void;
}

/** Draws tabs with their content; those that don't fit in the row go into a menu at its end. */
export function tabView<Id extends string>({ label, menuLabel, tabs, shown, choose }: TabsOptions<Id>): TemplateResult {
  const change = (event: Event): void => {
    // Drop-downs and text fields inside a tab fire change events too.
    if (event.target !== event.currentTarget || !(event instanceof CustomEvent)) return;
    const { detail } = event as CustomEvent<unknown>;
    const chosen = tabs.find(({ id }) => detail instanceof Element && detail.id === `tab-${id}`);
    if (chosen) choose(chosen.id);
  };
  return html`<vscode-panels
    class="tabs"
    aria-label=${label}
    activeid=${`tab-${shown}`}
    @change=${change}
    ${tabRow([shown, ...tabs.map((tab) => tab.label)].join('\n'))}
  >
    ${tabs.map(tabHead)} ${tabs.map(tabBody)} ${tabMenu({ label: menuLabel, tabs, choose })}
  </vscode-panels>`;
}

function tabHead({ id, head, label }: TabOptions<string>): TemplateResult {
  // The toolkit would keep the label that the tab had at first.
  return html`<vscode-panel-tab id="tab-${id}" aria-controls="view-${id}" aria-label=${label}
    >${head}</vscode-panel-tab
  >`;
}

function tabBody({ id, body }: TabOptions<string>): TemplateResult {
  return html`<vscode-panel-view id="view-${id}" aria-labelledby="tab-${id}" data-scroll=${id}
    >${body}</vscode-panel-view
  >`;
}
