import type { NetworkFault } from '../../core/errors.ts';

/** An error of a connection that was never made. `code` is the system's or OpenSSL's. */
export interface ConnectError extends Error {
  readonly fault: NetworkFault;
  readonly code: string;
}

/**
 * Wraps what went wrong while a connection was being made; the text holds no credentials, since none is in what it is
 * made of.
 */
export function connectError(fault: NetworkFault, message: string, code = ''): ConnectError {
  return Object.assign(new Error(message), { fault, code });
}

/** What went wrong before a connection was made; undefined for any other error. */
export function faultOf(error: unknown): NetworkFault | undefined {
  return error instanceof Error && 'fault' in error ? (error as ConnectError).fault : undefined;
}

/** The code of a system or TLS error; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const faults: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'refused',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'untrusted',
  CERT_REVOKED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_CHAIN_TOO_LONG: 'untrusted',
  INVALID_CA: 'untrusted',
  INVALID_PURPOSE: 'untrusted',
};

/** What an error means that came up while a connection was being made. */
export function faultOfCode(error: unknown): NetworkFault {
  const code = codeOf(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'noTls';
  return faults[code] ?? 'unreachable';
}

/** Whether a fault is about a certificate that was shown, rather than about not getting through. */
export function isCertificateFault(fault: NetworkFault): boolean {
  return fault === 'untrusted' || fault === 'expired' || fault === 'notYetValid' || fault === 'wrongHost';
}
