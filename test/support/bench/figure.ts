/** The target of a figure: `at…` limits its value, `ratio…` its value divided by its baseline. */
export type Aim =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly ratioAtMost: number }
  | { readonly ratioAtLeast: number };

/** A measurement, named so that it can be understood on its own. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Such as `ms`, `MB` or `requests`. */
  readonly unit: string;
  /** The value to compare with: measured in the same run, in the same unit. */
  readonly baseline?: number;
  readonly aim?: Aim;
}

/** Returns a figure's value divided by its baseline; undefined if it has none. */
export function ratioOf({ value, baseline }: Figure): number | undefined {
  return baseline === undefined ? undefined : value / baseline;
}

/** Whether a figure meets its target; undefined if it has none. A target for a ratio is missed without a baseline. */
export function meetsAim(figure: Figure): boolean | undefined {
  const { value, aim } = figure;
  const ratio = ratioOf(figure) ?? Number.NaN;
  if (aim === undefined) return undefined;
  if ('atMost' in aim) return value <= aim.atMost;
  if ('atLeast' in aim) return value >= aim.atLeast;
  if ('ratioAtMost' in aim) return ratio <= aim.ratioAtMost;
  return ratio >= aim.ratioAtLeast;
}
