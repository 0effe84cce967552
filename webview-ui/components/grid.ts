import { html, nothing, type TemplateResult } from 'lit';
import type { Tab } from '../../src/app-panel/protocol.ts';
import { gridBody } from './grid-body.ts';
import { isCopy, isOfGrid, rowAfterKey } from './grid-keys.ts';
import type { Cell } from './grid-row.ts';
import { icon } from './parts.ts';

/** The width of the column that takes the remaining space. */
export const growing = 'growing';

/** A column of a grid. */
export interface GridColumn<Row, SortKey extends string> {
  readonly title: string;
  /** A CSS grid track, which must not depend on the content of the cells. */
  readonly width: string;
  /** What a click on the header sorts by; absent if the column is not sortable. */
  readonly sortKey?: SortKey;
  readonly cell: (row: Row) => Cell;
  /** The action of the button in the cells. */
  readonly act?: (row: Row, index: number) => void;
}

export interface GridOptions<Row, SortKey extends string> {
  /** CSS class of the grid. */
  readonly name: string;
  /** The tab whose scroll position is the grid's. */
  readonly tab: Tab;
  /** Accessible name. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row, SortKey>[];
  readonly sorting: { readonly column: SortKey; readonly descending: boolean };
  readonly sort: (column: SortKey) => void;
  /** In pixels; a narrower grid scrolls sideways. */
  readonly minWidth: number;
  readonly rows: readonly Row[];
  /** Index of the row with the keyboard focus. */
  readonly activeRow: number;
  readonly rowId: (row: Row) => string;
  readonly isOpen?: (row: Row) => boolean;
  /** Returns the context of a row for VS Code's menu commands, as JSON. */
  readonly rowContext: (row: Row) => string;
  /** Called when a click or a key makes a row active. */
  readonly select: (row: Row, index: number) => void;
  readonly doubleClick?: (row: Row, index: number) => void;
  readonly copy: (row: Row) => void;
  /** Handles Enter, Space or Escape on the active row; returns whether it did anything. */
  readonly press: (key: 'Enter' | ' ' | 'Escape', row: Row) => boolean;
}

/**
 * Draws a table with any number of rows of equal height. Only the visible rows and a margin are drawn; the header is
 * sticky. The arrow keys move between rows, Ctrl+C copies.
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

/** Header and rows are in one scrolling element and share the column tracks, so that their cells are aligned. */
function layout<Row, SortKey extends string>({ columns, minWidth }: GridOptions<Row, SortKey>): string {
  const tracks = columns.map(({ width }) => (width === growing ? 'minmax(0, 1fr)' : width)).join(' ');
  // In a narrow panel the growing column has a fixed width, and the last one takes the remaining space.
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

/** Returns the row an event occurred on. */
function rowOf<Row, SortKey extends string>(
  { rows }: GridOptions<Row, SortKey>,
  { target }: Event,
): { readonly row: Row; readonly index: number } | undefined {
  const element = target instanceof Element ? target.closest('[aria-rowindex]') : null;
  const index = Number(element?.getAttribute('aria-rowindex') ?? 1) - 2;
  const row = rows[index];
  return row === undefined ? undefined : { row, index };
}

/** A click on a cell's button runs the column's action; any other click on a row makes it active. */
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
 * Writes the context just before VS Code reads it for its menu: that of the row under the pointer, or of the active row
 * if the menu was opened by key. Doing it here keeps scrolling fast.
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
