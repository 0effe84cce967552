import type { NetworkFault } from '../../core/errors.ts';

/** The error of a connection that was never established. `code` is the system's or OpenSSL's. */
export interface ConnectError extends Error {
  readonly fault: NetworkFault;
  readonly code: string;
}

/** Creates the error for a failure while connecting. The message must contain no credentials. */
export function connectError(fault: NetworkFault, message: string, code = ''): ConnectError {
  return Object.assign(new Error(message), { fault, code });
}

/** Returns what failed before a connection was established; undefined for any other error. */
export function faultOf(error: unknown): NetworkFault | undefined {
  return error instanceof Error && 'fault' in error ? (error as ConnectError).fault : undefined;
}

/** Returns the code of a system or TLS error; empty if it has none. */
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

/** Returns the fault for an error that occurred while connecting. */
export function faultOfCode(error: unknown): NetworkFault {
  const code = codeOf(error);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'noTls';
  return faults[code] ?? 'unreachable';
}

/** Whether a fault concerns a certificate that was presented, rather than reaching the server. */
export function isCertificateFault(fault: NetworkFault): boolean {
  return fault === 'untrusted' || fault === 'expired' || fault === 'notYetValid' || fault === 'wrongHost';
}
