/** The action of a button in a cell, for the cell's row. */
export interface CellAction {
  readonly icon: string;
  readonly label: string;
  /** Whether what the button opens is open; absent if it opens nothing. */
  readonly expanded?: boolean;
}

/** The content of a cell. All cells of a column have the same parts. */
export interface Cell {
  readonly text: string;
  readonly tooltip: string;
  readonly className?: string;
  /** Before the text; `label` is needed if the text does not convey the icon's meaning. */
  readonly icon?: { readonly name: string; readonly label?: string };
  /** After the text, in a muted colour. */
  readonly note?: string;
  readonly action?: CellAction;
}

/** The elements of one cell, reused for the cells of other rows. */
class DrawnCell {
  readonly element = document.createElement('div');
  readonly #text = document.createTextNode('');
  #icon: HTMLElement | undefined;
  #note: HTMLElement | undefined;
  #button: HTMLElement | undefined;
  #shown: Cell = { text: '', tooltip: '' };

  constructor(role: 'rowheader' | 'gridcell') {
    this.element.setAttribute('role', role);
    this.element.append(this.#text);
  }

  /** Updates what differs from what is drawn. */
  draw(cell: Cell): void {
    const shown = this.#shown;
    this.#shown = cell;
    if (cell.text !== shown.text) this.#text.data = cell.text;
    if (cell.tooltip !== shown.tooltip) this.element.title = cell.tooltip;
    if (cell.className !== shown.className) this.element.className = cell.className ?? '';
    if (cell.icon?.name !== shown.icon?.name || cell.icon?.label !== shown.icon?.label) this.#drawIcon(cell.icon);
    if (cell.note !== shown.note) this.#drawNote(cell.note);
    if (cell.action !== undefined) this.#drawAction(cell.action, shown.action);
  }

  #drawIcon(icon: Cell['icon']): void {
    if (this.#icon === undefined) {
      this.#icon = document.createElement('span');
      this.element.prepend(this.#icon);
    }
    this.#icon.className = icon === undefined ? '' : `codicon codicon-${icon.name}`;
    if (icon?.label === undefined) this.#icon.ariaHidden = 'true';
    else {
      this.#icon.role = 'img';
      this.#icon.ariaLabel = icon.label;
    }
  }

  #drawNote(note = ''): void {
    if (this.#note === undefined) {
      this.#note = document.createElement('span');
      this.#note.className = 'quiet';
      this.#text.after(this.#note);
    }
    this.#note.textContent = note;
  }

  #drawAction({ icon, label, expanded }: CellAction, shown: CellAction | undefined): void {
    if (this.#button === undefined) {
      this.#button = document.createElement('button');
      this.#button.setAttribute('type', 'button');
      this.#button.tabIndex = -1;
      this.element.append(this.#button);
    }
    if (icon !== shown?.icon) this.#button.className = `row-action codicon codicon-${icon}`;
    if (label !== shown?.label) {
      this.#button.title = label;
      this.#button.ariaLabel = label;
    }
    if (expanded !== undefined && expanded !== shown?.expanded) this.#button.ariaExpanded = String(expanded);
  }
}

/** The state of a row as a whole. */
export interface RowState {
  /** Set on the active row only; empty otherwise. */
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly className: string;
  readonly active: boolean;
}

/** The elements of one row, reused for other rows. */
export class GridRow {
  readonly element = document.createElement('div');
  readonly #cells: readonly DrawnCell[];
  #shown: RowState | undefined;

  constructor(columns: number) {
    this.#cells = Array.from(
      { length: columns },
      (_, column) => new DrawnCell(column === 0 ? 'rowheader' : 'gridcell'),
    );
    this.element.setAttribute('role', 'row');
    this.element.append(...this.#cells.map(({ element }) => element));
  }

  /** The row's index in the list; undefined before it is drawn. */
  get index(): number | undefined {
    return this.#shown?.index;
  }

  /** Updates what differs from what is drawn. */
  draw(state: RowState, cells: readonly Cell[]): void {
    const shown = this.#shown;
    const { element } = this;
    this.#shown = state;
    // The grid refers only to its active row; ids on all rows would slow down scrolling.
    if (state.id !== (shown?.id ?? '')) this.#identify(state.id);
    if (state.className !== shown?.className) element.className = state.className;
    if (state.active !== shown?.active) element.ariaSelected = String(state.active);
    if (state.index !== shown?.index) {
      // The header is row 1.
      element.ariaRowIndex = String(state.index + 2);
      element.style.top = `${state.top}px`;
    }
    for (let column = 0; column < this.#cells.length; column++) {
      const cell = cells[column];
      if (cell) this.#cells[column]?.draw(cell);
    }
  }

  #identify(id: string): void {
    if (id === '') this.element.removeAttribute('id');
    else this.element.id = id;
  }
}
