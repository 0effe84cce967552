/** A short sentence for a scope whose label is not documented, made from the words of its key. */
export function labelOf(key: string): string {
  const [verb = '', ...parts] = key.split(':');
  return `${verb} ${parts.join(' ')}`;
}
