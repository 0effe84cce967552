/** An address that an app calls or declares. */
export interface Address {
  /** With its colon: `https:`. */
  readonly protocol: string;
  /** In lower case, with its port; `*` stands for any text. */
  readonly host: string;
}

/**
 * The protocol and host of an address as manifests and `fetch` take it: without a protocol it is `https:`. Undefined
 * where it has no host, like a path.
 */
export function parseAddress(text: string): Address | undefined {
  const [, written, host = ''] = /^\s*(?:([a-z][a-z\d+.-]*:)(?=[/\\]{2}))?[/\\]*([^/\\?#\s]*)/i.exec(text) ?? [];
  const isPath = written === undefined && /^\s*[/\\](?![/\\])/.test(text);
  return host === '' || isPath || !hostForm.test(host)
    ? undefined
    : { protocol: (written ?? 'https:').toLowerCase(), host: host.toLowerCase() };
}

/** Names with dots, an IP address or `localhost`, with a port; `*` in the place of names. */
const hostForm = /^(?:\*|(?:[\w*-]+\.)+[\w*-]+|localhost)(?::(?:\d+|\*))?$/i;

/** An address as manifests declare it. */
export function addressText({ protocol, host }: Address): string {
  return `${protocol}//${host}`;
}

/** Whether an address names one host, as far as the code tells. */
export function isWhole({ host }: Address): boolean {
  return !host.includes('*');
}

/** Whether an address is that of the computer itself, as while an app is tried. */
export function isLocal({ host }: Address): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|.*\.localhost)(?::|$)/.test(host);
}
