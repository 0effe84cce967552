/* Draws the visible rows of a grid. Our own rather than a library (considered: @tanstack/virtual-core,
   @lit-labs/virtualizer): those compute which rows to draw and measure rows of varying height, which ours don't
   have, but leave the drawing to the page's templates, where most of the time is spent. Here scrolling touches only
   the rows that come into view, and reuses the elements of those that left it. */
import { type ElementPart, noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { type Cell, GridRow } from './grid-row.ts';
import { rowHeight, rowsInView, rowWindow, type Viewport, type Window } from './row-window.ts';

/** Scrolling counts as ended after this long without a scroll event, in milliseconds. */
const restMs = 150;

/** How the rows are drawn. */
export interface BodyOptions<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly { readonly cell: (row: Row) => Cell }[];
  readonly activeRow: number;
  /** Returns the id of a row's element. */
  readonly rowId: (row: Row) => string;
  /** Whether the row's details are open. */
  readonly isOpen?: (row: Row) => boolean;
}

class GridBody<Row> {
  readonly #element: HTMLElement;
  readonly #resized = new ResizeObserver(() => this.#look());
  #options: BodyOptions<Row>;
  #scroller: HTMLElement | undefined;
  /** As many as the window has rows; each is at its row's index modulo their number. */
  #drawn: GridRow[] = [];
  #viewport: Viewport = { top: 0, height: 0 };
  #window: Window = { first: 0, end: 0 };
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, options: BodyOptions<Row>) {
    this.#element = element;
    this.#options = options;
  }

  /** Starts following the scroller; the element must be in the document. */
  connect(): void {
    const scroller = this.#element.closest<HTMLElement>('.scroller');
    if (scroller === null) return;
    this.#scroller = scroller;
    scroller.addEventListener('scroll', this.#look, { passive: true });
    // Reports the size at once, before the browser paints.
    this.#resized.observe(scroller);
  }

  disconnect(): void {
    this.#scroller?.removeEventListener('scroll', this.#look);
    this.#resized.disconnect();
    clearTimeout(this.#restTimer);
    this.#scroller = undefined;
  }

  /** Redraws the visible rows that changed. */
  update(options: BodyOptions<Row>): void {
    if (options.rows.length !== this.#options.rows.length || this.#element.style.height === '')
      this.#element.style.height = `${options.rows.length * rowHeight}px`;
    this.#options = options;
    this.#move(this.#viewport);
    for (let index = this.#window.first; index < this.#window.end; index++) this.#draw(index);
    this.#order();
  }

  readonly #look = (): void => {
    if (this.#scroller === undefined) return;
    const { scrollTop: top, scrollLeft: left, clientHeight: height } = this.#scroller;
    // Sticky cells make scrolling slower, so they are enabled only when scrolled sideways.
    this.#scroller.classList.toggle('is-scrolled-aside', left > 0);
    if (top === this.#viewport.top && height === this.#viewport.height) return;
    this.#move({ top, height });
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#rest(), restMs);
  };

  /** Draws the rows that come into view; after a jump, the margin around them is drawn once scrolling ends. */
  #move(viewport: Viewport): void {
    const window = rowWindow(viewport, rowHeight, this.#options.rows.length);
    const isJump = Math.abs(viewport.top - this.#viewport.top) > viewport.height / 2;
    this.#viewport = viewport;
    this.#window = window;
    this.#resize(window.end - window.first);
    this.#drawMissing(isJump ? rowsInView(viewport, rowHeight, window) : window);
  }

  #drawMissing({ first, end }: Window): void {
    for (let index = first; index < end; index++) if (this.#rowAt(index)?.index !== index) this.#draw(index);
  }

  #rest(): void {
    this.#drawMissing(this.#window);
    this.#order();
  }

  /** Puts the elements in the order of the rows, for screen readers; too slow while scrolling. */
  #order(): void {
    // Moving an element would take the focus from its content.
    if (this.#element.contains(document.activeElement)) return;
    let next = this.#element.firstElementChild;
    for (let index = this.#window.first; index < this.#window.end; index++) {
      const element = this.#rowAt(index)?.element;
      if (element === next) next = next.nextElementSibling;
      else if (element) this.#element.insertBefore(element, next);
    }
  }

  #rowAt(index: number): GridRow | undefined {
    return this.#drawn[index % this.#drawn.length];
  }

  /** Adjusts the number of row elements. */
  #resize(size: number): void {
    for (const row of this.#drawn.splice(size)) row.element.remove();
    while (this.#drawn.length < size) {
      const row = new GridRow(this.#options.columns.length);
      this.#drawn.push(row);
      this.#element.append(row.element);
    }
  }

  #draw(index: number): void {
    const { rows, columns, activeRow, rowId, isOpen } = this.#options;
    const row = rows[index];
    if (row === undefined) return;
    const active = index === activeRow;
    const className = `row${active ? ' active' : ''}${isOpen?.(row) === true ? ' open' : ''}`;
    this.#rowAt(index)?.draw(
      { id: active ? rowId(row) : '', index, top: index * rowHeight, className, active },
      columns.map(({ cell }) => cell(row)),
    );
  }
}

class GridBodyDirective<Row> extends AsyncDirective {
  #body: GridBody<Row> | undefined;

  override render(options: BodyOptions<Row>): unknown {
    this.#body?.update(options);
    return noChange;
  }

  override update({ element }: ElementPart, [options]: [BodyOptions<Row>]): unknown {
    if (this.#body === undefined && element instanceof HTMLElement) {
      const body = new GridBody(element, options);
      this.#body = body;
      // The element is attached to the document after this.
      queueMicrotask(() => this.isConnected && body.connect());
    }
    return this.render(options);
  }

  protected override disconnected(): void {
    this.#body?.disconnect();
  }

  protected override reconnected(): void {
    this.#body?.connect();
  }
}

const body = directive(GridBodyDirective);

/** Lit directive that draws rows into its element, which must be inside the scrolling element. */
export function gridBody<Row>(options: BodyOptions<Row>): unknown {
  return body(options as BodyOptions<unknown>);
}
