import { type Kind, type KindStyle, restStyle } from './event-kinds.ts';

/** A segment of a bar. */
export interface Segment {
  /** Undefined for the segment that combines all kinds not drawn separately. */
  readonly kind: string | undefined;
  readonly style: KindStyle;
  readonly count: number;
  /** In pixels from the top of the drawing. */
  readonly top: number;
  readonly height: number;
}

export interface Bar {
  readonly month: string;
  readonly total: number;
  /** From bottom to top. */
  readonly segments: readonly Segment[];
}

export interface Timeline {
  readonly bars: readonly Bar[];
  /** The grid lines, from the lowest: the count each stands for, and its position in pixels from the top. */
  readonly lines: readonly { readonly count: number; readonly top: number }[];
}

/** The least visible height of a segment, in pixels. */
const leastHeight = 3;

/**
 * Returns the bars of the months, stacked by kind in the order of `kinds`, for a drawing of this height in pixels. The
 * top line is at the next round number, which leaves room above the highest bar.
 */
export function timelineOf(
  months: readonly string[],
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
  kinds: readonly Kind[],
  height: number,
): Timeline {
  const totals = months.map((month) => [...(counts.get(month)?.values() ?? [])].reduce((sum, count) => sum + count, 0));
  const step = roundStep(Math.max(1, ...totals));
  const top = Math.max(1, Math.ceil(Math.max(1, ...totals) / step)) * step;
  const bars = months.map((month, index): Bar => {
    const ofMonth = counts.get(month) ?? new Map<string, number>();
    const total = totals[index] ?? 0;
    const apart = kinds.map(({ name, style }) => ({ kind: name, style, count: ofMonth.get(name) ?? 0 }));
    const rest = total - apart.reduce((sum, { count }) => sum + count, 0);
    const parts = [...apart, { kind: undefined, style: restStyle, count: rest }].filter(({ count }) => count > 0);
    return { month, total, segments: stacked(parts, (total / top) * height, height) };
  });
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
    count: index * step,
    top: height - (index * step * height) / top,
  }));
  return { bars, lines };
}

/** Stacks segments: each gets the least height, and its share of the rest of the bar. */
function stacked(parts: readonly Omit<Segment, 'top' | 'height'>[], barHeight: number, height: number): Segment[] {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const left = Math.max(barHeight - parts.length * leastHeight, 0);
  let bottom = height;
  return parts.map((part) => {
    const size = leastHeight + (part.count / total) * left;
    bottom -= size;
    return { ...part, top: bottom, height: size };
  });
}

/** Returns a round step (1, 2 or 5 times a power of ten, at least 1) that divides the number into about three. */
function roundStep(most: number): number {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough) ?? power;
}
