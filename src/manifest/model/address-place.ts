import type { Position, Range } from '../../core/text-position.ts';
import type { JudgedEgress } from './egress-usage.ts';
import { placeAt } from './text-place.ts';

/** A place in a manifest where an address of a judged list stands, or can stand. */
export interface AddressPlaceAt {
  readonly kind: JudgedEgress;
  /** The address there, with its quotes. */
  readonly range: Range;
  /** The quote around it, as far as it is written. */
  readonly quote: string;
}

/** The place of an address at a position: an item of `permissions.external.fetch`, or behind `address:` in it. */
export function addressPlaceAt(text: string, at: Position): AddressPlaceAt | undefined {
  const line = text.split(/\r?\n/, at.line + 1)[at.line] ?? '';
  const [lead = ''] = /^\s*-\s*(?:address\s*:\s*)?/.exec(line) ?? [];
  const isAddressKey = /^\s*address\s*:\s*/.exec(line)?.[0];
  const start = (isAddressKey ?? lead).length;
  if (start === 0 || at.character < start) return undefined;
  const [written = ''] = /^["']?[^\s"'#]*["']?/.exec(line.slice(start)) ?? [];
  if (at.character > start + written.length) return undefined;
  // What is written may be of any form: the keys around it are those of an empty item.
  const place = placeAt(text, { line: at.line, character: start });
  const path = (place?.path ?? []).filter((key) => key !== 'address').join('.');
  const kind = path === 'permissions.external.fetch.backend' || path === 'permissions.external.fetch.client';
  return kind
    ? {
        kind: path.endsWith('backend') ? 'fetch.backend' : 'fetch.client',
        range: {
          start: { line: at.line, character: start },
          end: { line: at.line, character: start + written.length },
        },
        quote: /^["']/.exec(written)?.[0] ?? '',
      }
    : undefined;
}
