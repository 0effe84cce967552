import * as z from 'zod/mini';

/** Longer keys are no real ones, in characters. */
const maxKeyLength = 500;

const anything = z.record(z.string(), z.unknown());

/**
 * A function that looks up keys in the text of a translation file: JSON with texts under dotted keys (`page.title`), as
 * they stand or nested. It returns undefined for keys without a text, as it does where the file is no such JSON.
 */
export function translator(json: string): (key: string) => string | undefined {
  const root = parsed(json);
  return (key) => {
    if (key.length > maxKeyLength) return undefined;
    const whole = child(root, key);
    const found = typeof whole === 'string' ? whole : key.split('.').reduce(child, root);
    return typeof found === 'string' && found.trim() !== '' ? found : undefined;
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function child(value: unknown, key: string): unknown {
  const map = anything.safeParse(value);
  return map.success && Object.hasOwn(map.data, key) ? map.data[key] : undefined;
}
