import { ForgeError } from '../core/errors.ts';
import { parseGatewayUrl } from './endpoint.ts';
import { isNetworkPage } from './network-page.ts';
import type { UploadTransport } from './transport.ts';

/** How long an upload may take, in milliseconds. */
const timeoutMs = 30_000;

/**
 * Parses the address that a gateway gave for an upload. It may be on this computer only if the gateway is. Throws
 * `badReply`, without the address, which is a secret.
 */
export function parseUploadUrl(text: string, gateway: URL): URL {
  try {
    const url = parseGatewayUrl(text);
    if (url.protocol === 'https:' || gateway.protocol === 'http:') return url;
  } catch {
    // Told below without the address.
  }
  throw new ForgeError('badReply', 'the gateway gave an address for the upload that can’t be used');
}

/**
 * Uploads a zip file to an address that the gateway gave for it. It goes the same ways as requests to the gateway, and
 * without credentials. Throws `refused` if the address does not take it (any more), and otherwise like the transport.
 */
export async function uploadZip(
  url: URL,
  zip: Uint8Array,
  transport: UploadTransport,
  signal: AbortSignal,
): Promise<void> {
  const answer = await transport.put({
    url,
    headers: { 'content-type': 'application/zip', 'content-length': String(zip.length) },
    body: zip,
    timeoutMs,
    signal,
  });
  const { status } = answer;
  if (isNetworkPage(answer)) throw new ForgeError('badReply', `HTTP ${status}`, { status, fault: 'portal' });
  if (status >= 200 && status < 300) return;
  if (status >= 500) throw new ForgeError('serverError', `HTTP ${status}`, { status });
  throw new ForgeError(
    'refused',
    status === 403
      ? 'the address for the upload is not valid any more'
      : `the upload was not accepted (HTTP ${status})`,
    { status },
  );
}
