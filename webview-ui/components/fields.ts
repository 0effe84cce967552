import { html, type TemplateResult } from 'lit';

/** The value of the field that an event comes from; empty for what has none. */
export function fieldValue({ target }: Event): string {
  return target instanceof HTMLElement && 'value' in target && typeof target.value === 'string' ? target.value : '';
}

/** A choice of a drop-down. */
export function option(value: string, label: string, selected: boolean): TemplateResult {
  return html`<vscode-option .value=${value} ?selected=${selected}>${label}</vscode-option>`;
}
