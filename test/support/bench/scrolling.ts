// How smoothly a list in a page scrolls, beside the same page holding an empty list that is scrolled alike.
import type { Frame, Page } from 'playwright-core';
import type { Figure } from './figure.ts';
import { median } from './median.ts';

/** What scrolling took, in milliseconds: the time between frames, and what the page's thread worked in each of them. */
interface Scrolling {
  readonly frames: readonly number[];
  readonly work: readonly number[];
}

/** Pixels a frame: three rows, and more than a screen. */
const speeds = { slow: 72, fast: 900 };
const scrollRounds = 5;

/**
 * Scrolls the list by some pixels a frame, 240 frames long; `empty` scrolls an element of the same size in its place
 * that has nothing in it. Work counts from the first listener of a frame until the frame is painted, so that styles and
 * layout are in it.
 */
function scroll(frame: Frame, selector: string, step: number, empty: boolean): Promise<Scrolling> {
  return frame.evaluate<Scrolling>(`new Promise((resolve) => {
    const list = document.querySelector(${JSON.stringify(selector)});
    let scroller = list;
    if (${empty}) {
      scroller = document.createElement('div');
      scroller.className = list.className;
      const room = document.createElement('div');
      room.style.height = list.scrollHeight + 'px';
      scroller.append(room);
      list.after(scroller);
      list.style.display = 'none';
    }
    scroller.scrollTop = 0;
    const [frames, work] = [[], []];
    let last = performance.now();
    let began = 0;
    const begin = () => (began ||= performance.now());
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      work.push(performance.now() - began);
      began = 0;
    };
    addEventListener('scroll', begin, { capture: true });
    const next = () => {
      begin();
      const now = performance.now();
      frames.push(now - last);
      last = now;
      scroller.scrollTop += ${step};
      painted.port2.postMessage(0);
      if (frames.length < 240) requestAnimationFrame(next);
      else setTimeout(end, 100);
    };
    const end = () => {
      removeEventListener('scroll', begin, { capture: true });
      list.style.display = '';
      if (scroller !== list) scroller.remove();
      // The first frames are those in which the list came.
      resolve({ frames: frames.slice(3), work: work.slice(3) });
    };
    setTimeout(() => requestAnimationFrame(next), 200);
  })`);
}

/** A list to scroll: the scrolling element, and what it is called among the figures. */
export interface ScrolledList {
  readonly selector: string;
  readonly name: string;
}

/** Frames while a list is scrolled, and what the page's thread worked in them. */
export async function scrollingOf(page: Page, frame: Frame, { selector, name }: ScrolledList): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page);
  const figures: Figure[] = [];
  for (const [speed, step] of Object.entries(speeds)) {
    const [listed, empty]: [Scrolling[], Scrolling[]] = [[], []];
    for (let round = 0; round < scrollRounds; round++) {
      // What came before is no matter of scrolling.
      await session.send('HeapProfiler.collectGarbage');
      empty.push(await scroll(frame, selector, step, true));
      await session.send('HeapProfiler.collectGarbage');
      listed.push(await scroll(frame, selector, step, false));
    }
    const pace = speed === 'slow' ? 'three rows a frame' : 'more than a screen a frame';
    figures.push(...scrollFigures(`scrolling ${name}, ${pace}`, listed, empty));
  }
  await session.detach();
  return figures;
}

/** Medians of the rounds. */
function scrollFigures(list: string, listed: readonly Scrolling[], empty: readonly Scrolling[]): Figure[] {
  const longest = (rounds: readonly Scrolling[], what: keyof Scrolling) =>
    median(rounds.map((round) => Math.max(...round[what])));
  const middle = (rounds: readonly Scrolling[], what: keyof Scrolling) =>
    median(rounds.map((round) => median(round[what])));
  return [
    {
      name: `${list}: longest frame, beside an empty list`,
      value: longest(listed, 'frames'),
      unit: 'ms',
      baseline: longest(empty, 'frames'),
      aim: { ratioAtMost: 1.5 },
    },
    {
      name: 'the same: longest work in a frame',
      value: longest(listed, 'work'),
      unit: 'ms',
      baseline: longest(empty, 'work'),
      aim: { atMost: 16 },
    },
    {
      name: 'the same: median frame',
      value: middle(listed, 'frames'),
      unit: 'ms',
      baseline: middle(empty, 'frames'),
    },
    {
      name: 'the same: median work in a frame',
      value: middle(listed, 'work'),
      unit: 'ms',
      baseline: middle(empty, 'work'),
    },
  ];
}
