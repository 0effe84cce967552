// Everything random in the world is seeded with names, so that two worlds with the same clock are equal.

/** A random number generator in [0, 1), seeded with `name`. */
export function seededRandom(name: string): () => number {
  let state = 2166136261;
  for (let at = 0; at < name.length; at++) state = Math.imul(state ^ name.charCodeAt(at), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `length` lowercase hexadecimal digits, seeded with `name`. */
export function hexOf(name: string, length: number): string {
  const random = seededRandom(name);
  let digits = '';
  while (digits.length < length)
    digits += Math.floor(random() * 0x10000)
      .toString(16)
      .padStart(4, '0');
  return digits.slice(0, length);
}

/** A UUID (version 4, lowercase), seeded with `name`. */
export function uuidOf(name: string): string {
  const hex = hexOf(name, 32);
  const variant = '89ab'.charAt(parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** One of `choices`, which must not be empty. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('Nothing to pick from');
  return choice;
}
