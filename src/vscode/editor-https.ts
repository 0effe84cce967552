import { createRequire } from 'node:module';
import type { EditorHttps } from '../gateway/network/editor-request.ts';

/**
 * Returns Node's `https` as the editor patches it for extensions: over the system's proxy or its PAC script, SOCKS and
 * Kerberos, and with the certificates of the editor; in a remote window also the client's. The editor replaces only
 * what is required by exactly this name, never `node:https`.
 */
export function editorHttps(): EditorHttps {
  return createRequire(import.meta.url)('https') as EditorHttps;
}
