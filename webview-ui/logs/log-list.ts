import { type ElementPart, noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import { firstVisible, type ListPlace, listWindow, marginAfter, mostMargin } from './list-window.ts';
import type { LogsPage } from './logs-page.ts';

/** Height of a row of one line in pixels, as in the style sheet. */
export const lineHeight = 22;

/** After this long without scrolling the page tells where it is, and draws more around what is seen, in milliseconds. */
const restMs = 300;

/**
 * The scrolling of the list: which rows are drawn, and whether it stays at its end. The browser keeps what is seen in its
 * place while rows of unknown height come in above (scroll anchoring).
 */
class LogList {
  readonly #scroller: HTMLElement;
  readonly #resized = new ResizeObserver(() => this.drawn(this.#page));
  #page: LogsPage;
  #turn: number | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  /** The row to go to, until it is drawn. */
  #wanted: number | undefined;
  /** Rows that are drawn beyond each edge of what is seen. */
  #margin = mostMargin;
  /** Where the list was when it last moved, in pixels. */
  #top = 0;

  constructor(scroller: HTMLElement, page: LogsPage) {
    this.#scroller = scroller;
    this.#page = page;
    const { top } = page.state.place;
    if (top !== undefined) this.#wanted = top;
    this.#turn = page.state.reveal?.turn;
  }

  connect(): void {
    this.#scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resized.observe(this.#scroller);
  }

  disconnect(): void {
    this.#scroller.removeEventListener('scroll', this.#scrolled);
    this.#resized.disconnect();
    clearTimeout(this.#restTimer);
  }

  /** Called after each drawing; `toReveal` is a row that is to come into view. */
  drawn(page: LogsPage, toReveal?: number): void {
    this.#page = page;
    const { reveal } = page.state;
    if (reveal !== undefined && reveal.turn !== this.#turn) {
      this.#turn = reveal.turn;
      page.isAtEnd = false;
      page.active = reveal.row;
      this.#wanted = reveal.row;
    } else this.#wanted = toReveal ?? this.#wanted;
    if (page.wantsFocus) this.#focus(page);
    // Rows above those that are drawn count as one line high.
    if (page.movedBy !== 0 && !page.isAtEnd) this.#scroller.scrollTop += page.movedBy * lineHeight;
    page.movedBy = 0;
    if (page.isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else this.#goToWanted();
    // Where the page goes by itself is no jump: keys move on from there.
    this.#top = this.#scroller.scrollTop;
    this.#look();
  }

  /** Gives the list the focus that was on something in it that is gone. */
  #focus(page: LogsPage): void {
    page.wantsFocus = false;
    if (document.activeElement === document.body)
      this.#scroller.querySelector<HTMLElement>('[role="treegrid"]')?.focus({ preventScroll: true });
  }

  #goToWanted(): void {
    const { drawn } = this.#page;
    const row = this.#wanted;
    if (row === undefined) return;
    if (row < drawn.first || row >= drawn.end) {
      this.#scroller.scrollTop = row * lineHeight - this.#scroller.clientHeight / 3;
      return;
    }
    this.#scroller.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: 'nearest' });
    this.#wanted = undefined;
  }

  readonly #scrolled = (): void => {
    const page = this.#page;
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    page.stay(page.state.shows === 'lines' && scrollTop + clientHeight >= scrollHeight - lineHeight / 2);
    if (scrollTop < clientHeight && !page.isAtEnd) page.wantOlder();
    this.#draw(scrollTop - this.#top);
    this.#top = scrollTop;
    this.#restSoon();
  };

  #restSoon(): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.#page.keepPlace();
      if (this.#draw(0)) this.#restSoon();
    }, restMs);
  }

  /** Draws what is seen after the list moved by some pixels, and what is around it; returns whether more is to come. */
  #draw(moved: number): boolean {
    this.#margin = marginAfter(this.#margin, moved, this.#scroller.clientHeight);
    this.#look();
    return this.#margin < mostMargin;
  }

  /** Draws and fetches the rows that are seen. */
  #look(): void {
    const page = this.#page;
    if (this.#scroller.clientHeight === 0) return;
    const place = this.#place();
    const window = listWindow(place, lineHeight, { rows: page.state.rows, margin: this.#margin });
    const isMoved = window.first !== page.drawn.first || window.end !== page.drawn.end;
    page.drawn = window;
    page.rows.want(window);
    page.top = firstVisible(place, lineHeight);
    if (isMoved) page.changed();
  }

  #place(): ListPlace {
    const rows = [...this.#scroller.querySelectorAll<HTMLElement>('[data-row]')];
    const last = rows.at(-1);
    const first = Number(rows[0]?.dataset.row ?? 0);
    return {
      top: this.#scroller.scrollTop,
      height: this.#scroller.clientHeight,
      drawn: { first, end: first + rows.length },
      tops: last === undefined ? [0] : [...rows.map((row) => row.offsetTop), last.offsetTop + last.offsetHeight],
    };
  }
}

class LogListDirective extends AsyncDirective {
  #list: LogList | undefined;

  override render(page: LogsPage): unknown {
    const { toReveal } = page;
    page.toReveal = undefined;
    // The rows are drawn after this.
    queueMicrotask(() => this.isConnected && this.#list?.drawn(page, toReveal));
    return noChange;
  }

  override update({ element }: ElementPart, [page]: [LogsPage]): unknown {
    if (this.#list === undefined && element instanceof HTMLElement) {
      const list = new LogList(element, page);
      this.#list = list;
      queueMicrotask(() => this.isConnected && list.connect());
    }
    return this.render(page);
  }

  protected override disconnected(): void {
    this.#list?.disconnect();
  }

  protected override reconnected(): void {
    this.#list?.connect();
  }
}

/** Lit directive for the scrolling element of the list. */
export const logList = directive(LogListDirective);
