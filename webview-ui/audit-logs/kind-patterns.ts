import { html, svg, type TemplateResult } from 'lit';
import type { Kind, KindStyle } from './event-kinds.ts';

/** Draws the fill patterns of the bars and the legend. */
export function kindPatterns(kinds: readonly Kind[]): TemplateResult {
  return html`<svg class="patterns" aria-hidden="true">
    <defs>${kinds.map(({ style }, index) => pattern(style, index))}</defs>
  </svg>`;
}

/** Returns the `fill` for a kind; undefined if it has no pattern. */
export function kindFill(kinds: readonly Kind[], kind: string | undefined): string | undefined {
  const index = kinds.findIndex(({ name }) => name === kind);
  return index < 0 ? undefined : `url(#kind-${index})`;
}

/** A pattern over the colour, so that kinds can be told apart without seeing colours. */
function pattern({ colour, pattern: form }: KindStyle, index: number): TemplateResult {
  const forms: Record<KindStyle['pattern'], string> = {
    plain: '',
    rising: 'M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6',
    falling: 'M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2',
    crossed: 'M0 8 L8 0 M0 0 L8 8',
    lines: 'M0 2 H8 M0 6 H8',
    dots: 'M1 2 H3 M5 6 H7',
  };
  return svg`<pattern id="kind-${index}" width="8" height="8" patternUnits="userSpaceOnUse">
    <rect width="8" height="8" class="fill-${colour}"></rect>
    <path class="ink-${form}" d=${forms[form]}></path>
  </pattern>`;
}
