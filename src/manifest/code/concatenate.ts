import { type Value, wildcard } from './values.ts';

/** More possible texts than this count as one unknown text. */
const maxTexts = 16;
/** Text beyond this many characters is no part of a path. */
const maxTextLength = 2000;

/** The texts that a part of a longer text may be; `unknown` stands for what is known only at run time. */
export function partTexts(values: readonly Value[], unknown = wildcard): readonly string[] {
  const texts = values.map((value) => {
    if (value.kind === 'text') return value.text;
    return value.kind === 'nothing' ? '' : unknown;
  });
  // Where only `undefined` is known, it is not yet what is meant.
  return texts.length === 0 || texts.every((text) => text === '')
    ? withoutNothing(values, unknown)
    : [...new Set(texts)];
}

/** The texts of a part behind a slash. Nobody means to call a path without it: what may be empty is not known. */
export function segmentTexts(part: readonly string[], unknown = wildcard): readonly string[] {
  return [...new Set(part.map((text) => (text === '' ? unknown : text)))];
}

function withoutNothing(values: readonly Value[], unknown: string): readonly string[] {
  return values.length > 0 && values.every((value) => value.kind === 'text') ? [''] : [unknown];
}

/** Every concatenation of one text of each part, up to the length that paths have. */
export function concatenate(parts: readonly (readonly string[])[]): readonly Value[] {
  const texts = parts.reduce<readonly string[]>(
    (before, part) => {
      if (before.every(({ length }) => length > maxTextLength)) return before;
      const either = before.length * part.length > maxTexts ? [wildcard] : part;
      return before.flatMap((text) => (text.length > maxTextLength ? [text] : either.map((one) => text + one)));
    },
    [''],
  );
  return [...new Set(texts)].map((text) => ({ kind: 'text', text }));
}
