/** What a figure is held to: `at…` is about its value, `ratio…` about its value divided by its baseline. */
export type Aim =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly ratioAtMost: number }
  | { readonly ratioAtLeast: number };

/** Something measured, in words that make sense on their own. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `ms`, `MB` or `requests`. */
  readonly unit: string;
  /** What it is compared with: measured in the same run, in the same unit. */
  readonly baseline?: number;
  readonly aim?: Aim;
}

/** A figure's value divided by its baseline; undefined where it has none. */
export function ratioOf({ value, baseline }: Figure): number | undefined {
  return baseline === undefined ? undefined : value / baseline;
}

/**
 * Whether a figure is as it should be; undefined where it has no aim. An aim about a ratio is missed without a
 * baseline.
 */
export function meetsAim(figure: Figure): boolean | undefined {
  const { value, aim } = figure;
  const ratio = ratioOf(figure) ?? Number.NaN;
  if (aim === undefined) return undefined;
  if ('atMost' in aim) return value <= aim.atMost;
  if ('atLeast' in aim) return value >= aim.atLeast;
  if ('ratioAtMost' in aim) return ratio <= aim.ratioAtMost;
  return ratio >= aim.ratioAtLeast;
}
