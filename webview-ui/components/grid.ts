import { html, nothing, type TemplateResult } from 'lit';
import type { Tab } from '../../src/app-panel/protocol.ts';
import { gridBody } from './grid-body.ts';
import { isCopy, isOfGrid, rowAfterKey } from './grid-keys.ts';
import type { Cell } from './grid-row.ts';
import { icon } from './parts.ts';

/** The width of the column that takes what the others leave. */
export const growing = 'growing';

/** A column of a grid. */
export interface GridColumn<Row, SortKey extends string> {
  readonly title: string;
  /** A track of a CSS grid, which may not depend on what is in the cells. */
  readonly width: string;
  /** What a click on the head sorts by; absent where the column can't be sorted by. */
  readonly sortKey?: SortKey;
  readonly cell: (row: Row) => Cell;
  /** What the button in the cells does. */
  readonly act?: (row: Row, index: number) => void;
}

export interface GridOptions<Row, SortKey extends string> {
  /** Class of the grid. */
  readonly name: string;
  /** The tab whose scroll position is the grid's. */
  readonly tab: Tab;
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row, SortKey>[];
  readonly sorting: { readonly column: SortKey; readonly descending: boolean };
  readonly sort: (column: SortKey) => void;
  /** In pixels; where there is less room the grid scrolls sideways. */
  readonly minWidth: number;
  readonly rows: readonly Row[];
  /** The row that the keyboard is at. */
  readonly activeRow: number;
  readonly rowId: (row: Row) => string;
  readonly isOpen?: (row: Row) => boolean;
  /** What VS Code's commands in the menu of a row are told of it, as JSON. */
  readonly rowContext: (row: Row) => string;
  /** A click on a row, or a key that moves, makes it the active one. */
  readonly select: (row: Row, index: number) => void;
  readonly doubleClick?: (row: Row, index: number) => void;
  readonly copy: (row: Row) => void;
  /** Enter, Space or Escape on the active row; gives whether the key did anything. */
  readonly press: (key: 'Enter' | ' ' | 'Escape', row: Row) => boolean;
}

/**
 * A table of any number of rows. Only the rows in view and some around them are drawn, all equally high; its head stays
 * in sight. The arrow keys move from row to row, Ctrl+C copies.
 */
export function grid<Row, SortKey extends string>(options: GridOptions<Row, SortKey>): TemplateResult {
  const { name, tab, label, columns, rows, rowId } = options;
  const activeRow = Math.min(options.activeRow, rows.length - 1);
  const active = rows[activeRow];
  return html`<div class="scroller" data-scroll=${tab} data-rows>
    <div
      class="grid ${name}"
      role="grid"
      tabindex="0"
      .style=${layout(options)}
      aria-label=${label}
      aria-rowcount=${rows.length + 1}
      aria-colcount=${columns.length}
      aria-activedescendant=${active === undefined ? nothing : rowId(active)}
      @keydown=${(event: KeyboardEvent) => press(options, activeRow, event)}
      @contextmenu=${(event: Event) => tellContext(options, activeRow, event)}
    >
      <div class="row head" role="row" aria-rowindex="1">${columns.map((column) => head(options, column))}</div>
      <div
        class="body"
        role="rowgroup"
        @click=${(event: Event) => click(options, event)}
        @dblclick=${(event: Event) => doubleClick(options, event)}
        ${gridBody({ ...options, activeRow })}
      ></div>
    </div>
  </div>`;
}

/** Head and rows lie in one element that scrolls and have the same columns, so that their cells are aligned. */
function layout<Row, SortKey extends string>({ columns, minWidth }: GridOptions<Row, SortKey>): string {
  const tracks = columns.map(({ width }) => (width === growing ? 'minmax(0, 1fr)' : width)).join(' ');
  // In a narrow panel the growing column has a width, and the last one takes what is left.
  const narrow = columns
    .map(({ width }) => (width === growing ? '190px' : width))
    .map((width, index) => (index === columns.length - 1 ? `minmax(${width}, 1fr)` : width))
    .join(' ');
  return `--min-width: ${minWidth}px; --wide: ${tracks}; --narrow: ${narrow}`;
}

function head<Row, SortKey extends string>(
  { sorting, sort }: GridOptions<Row, SortKey>,
  { sortKey, title }: GridColumn<Row, SortKey>,
): TemplateResult {
  if (sortKey === undefined) return html`<div role="columnheader">${title}</div>`;
  const direction = sorting.descending ? 'descending' : 'ascending';
  const sorted = sorting.column === sortKey ? direction : 'none';
  const arrow = icon(sorting.descending ? 'arrow-down' : 'arrow-up');
  return html`<div role="columnheader" aria-sort=${sorted}>
    <button type="button" class="sort" @click=${() => sort(sortKey)}>
      <span>${title}</span>${sorted === 'none' ? nothing : arrow}
    </button>
  </div>`;
}

/** The row that an event happened on. */
function rowOf<Row, SortKey extends string>(
  { rows }: GridOptions<Row, SortKey>,
  { target }: Event,
): { readonly row: Row; readonly index: number } | undefined {
  const element = target instanceof Element ? target.closest('[aria-rowindex]') : null;
  const index = Number(element?.getAttribute('aria-rowindex') ?? 1) - 2;
  const row = rows[index];
  return row === undefined ? undefined : { row, index };
}

/** A click on a button of a cell does what the column says; one elsewhere on a row makes it the active one. */
function click<Row, SortKey extends string>(options: GridOptions<Row, SortKey>, event: Event): void {
  const on = rowOf(options, event);
  if (on === undefined) return;
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  const cell = button?.closest('[role="gridcell"]');
  const column = cell?.parentElement ? [...cell.parentElement.children].indexOf(cell) : -1;
  const act = options.columns[column]?.act ?? options.select;
  act(on.row, on.index);
}

function doubleClick<Row, SortKey extends string>(options: GridOptions<Row, SortKey>, event: Event): void {
  const on = rowOf(options, event);
  if (on) options.doubleClick?.(on.row, on.index);
}

function press<Row, SortKey extends string>(
  options: GridOptions<Row, SortKey>,
  active: number,
  event: KeyboardEvent,
): void {
  const { rows, copy, select } = options;
  const row = rows[active];
  if (row === undefined || !isOfGrid(event)) return;
  const { key } = event;
  if (isCopy(event)) copy(row);
  else if (key === 'Enter' || key === ' ' || key === 'Escape') {
    if (!options.press(key, row)) return;
  } else {
    const to = rowAfterKey(event, active, rows.length);
    const moved = to === undefined ? undefined : rows[to];
    if (to === undefined || moved === undefined) return;
    select(moved, to);
  }
  event.preventDefault();
}

/**
 * Before VS Code reads what its menu is about: the row under the pointer, or the active one where the menu was opened
 * by key. It is written just then, so that scrolling need not.
 */
function tellContext<Row, SortKey extends string>(
  options: GridOptions<Row, SortKey>,
  active: number,
  event: Event,
): void {
  const { currentTarget, target } = event;
  if (!(currentTarget instanceof HTMLElement)) return;
  const row = target === currentTarget ? options.rows[active] : rowOf(options, event)?.row;
  if (row === undefined) delete currentTarget.dataset.vscodeContext;
  else currentTarget.dataset.vscodeContext = options.rowContext(row);
}
