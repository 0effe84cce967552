/** Names with dots in texts of the code, as hosts are written: behind a quote, slashes, or something put in before. */
const dottedNames = /["'`/}@*](\.?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?=[:/?#"'`$\s\\,)]|$)/gi;

/** More than any file of an app names. Of one that names as many, not all may be known. */
export const maxHosts = 500;

/** What may be hosts in a text, in lower case; names of files are among them. */
export function namedHosts(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, name = ''] of text.matchAll(dottedNames)) {
    found.add(name.toLowerCase().replace(/^\./, ''));
    if (found.size >= maxHosts) break;
  }
  return [...found];
}
