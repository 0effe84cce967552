import type { IncomingMessage } from 'node:http';
import type { Account, World } from './world/world.ts';

/**
 * Whether a request comes from a web page, or under a name other than the server's own (`host` with its port): pages of
 * any site reach this computer's servers, under a name of their own if they own its DNS record.
 */
export function isForeign({ headers }: IncomingMessage, host: string): boolean {
  return headers.host !== host || headers.origin !== undefined;
}

/** Returns the account of the world whose credentials a Basic authorization header has. */
export function accountFor({ accounts }: World, authorization: string | undefined): Account | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  const credentials = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
  return Object.values(accounts).find(({ email, token }) => credentials === `${email}:${token}`);
}

const bodyLimit = 4 * 1024 * 1024;

/** Reads what is uploaded; undefined if it has more than `most` bytes. Rejects if the connection breaks. */
export async function readUpload(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A request's body: `text` is undefined unless it was wanted; `isTooLarge` if it goes on beyond the limit. */
export interface RequestBody {
  readonly text: string | undefined;
  readonly isTooLarge: boolean;
}

/**
 * Reads a body of up to 4 MB and no further, by the bytes that arrive: headers may say anything. A body that is not
 * wanted is dropped as it arrives, so that strangers can't fill the memory. Rejects if the connection breaks.
 */
export async function readBody(request: IncomingMessage, isWanted: boolean): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyLimit) return { text: undefined, isTooLarge: true };
    if (isWanted) chunks.push(chunk);
  }
  return { text: isWanted ? Buffer.concat(chunks).toString('utf8') : undefined, isTooLarge: false };
}
