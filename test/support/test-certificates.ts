import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

/** A certificate with its key, both as PEM, and what is needed to sign others. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: forge.pki.rsa.PrivateKey;
  readonly keyId: string;
}

export interface CertificateOptions {
  /** Common name. */
  readonly name: string;
  /** The host names and addresses it is valid for. */
  readonly hosts?: readonly string[];
  /** The signing certificate; self-signed by default. */
  readonly issuer?: Certificate;
  readonly isCa?: boolean;
  /** Days from now; by default valid from yesterday until tomorrow. */
  readonly from?: number;
  readonly to?: number;
}

const dayMs = 86_400_000;

/** Creates a certificate for tests, with its own RSA key. */
export function makeCertificate({
  name,
  hosts = [],
  issuer,
  isCa = false,
  from = -1,
  to = 1,
}: CertificateOptions): Certificate {
  // Node creates keys much faster than forge.
  const key = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const privateKey = forge.pki.privateKeyFromPem(key.privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(key.publicKey);
  const keyId = certificate.generateSubjectKeyIdentifier().getBytes();
  certificate.serialNumber = `01${randomBytes(12).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() + from * dayMs);
  certificate.validity.notAfter = new Date(Date.now() + to * dayMs);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  certificate.setIssuer([{ name: 'commonName', value: issuer?.name ?? name }]);
  certificate.setExtensions([
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer?.keyId ?? keyId },
    { name: 'basicConstraints', cA: isCa },
    ...(isCa ? [{ name: 'keyUsage', keyCertSign: true, cRLSign: true }] : []),
    ...(hosts.length > 0 ? [{ name: 'subjectAltName', altNames: hosts.map(alternative) }] : []),
  ]);
  certificate.sign(issuer?.privateKey ?? privateKey, forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key: key.privateKey, name, privateKey, keyId };
}

/** Creates a certificate authority, and a function that issues certificates. */
export function makeAuthority(name = 'Test CA'): {
  readonly ca: Certificate;
  issue(options: Omit<CertificateOptions, 'issuer'>): Certificate;
} {
  const ca = makeCertificate({ name, isCa: true, from: -400, to: 400 });
  return { ca, issue: (options) => makeCertificate({ ...options, issuer: ca }) };
}

/** Returns a host in the types of RFC 5280: 7 for an address, 2 for a name. */
function alternative(host: string): object {
  return isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host };
}
