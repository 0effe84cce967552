// Certificates made while a test runs, in the few bytes of DER that they take: Node signs, but makes no certificates.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, both as PEM, and what signs others with it. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly keyId: Buffer;
}

export interface CertificateOptions {
  /** Common name. */
  readonly name: string;
  /** Host names and addresses that it is for. */
  readonly hosts?: readonly string[];
  /** Who signs; default: it signs itself. */
  readonly issuer?: Certificate;
  readonly isCa?: boolean;
  /** Days from now; default: from yesterday to tomorrow. */
  readonly from?: number;
  readonly to?: number;
}

const dayMs = 86_400_000;

/** A certificate for tests, over a P-256 key of its own. */
export function makeCertificate({
  name,
  hosts = [],
  issuer,
  isCa = false,
  from = -1,
  to = 1,
}: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const publicDer = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha1').update(publicDer).digest();
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const extensions = [
    extension('2.5.29.14', der(0x04, keyId)),
    extension('2.5.29.35', sequence(der(0x80, issuer?.keyId ?? keyId))),
    extension('2.5.29.19', sequence(...(isCa ? [der(0x01, Buffer.from([0xff]))] : []))),
    ...(isCa ? [extension('2.5.29.15', der(0x03, Buffer.from([1, 0b00000110])))] : []),
    ...(hosts.length > 0 ? [extension('2.5.29.17', sequence(...hosts.map(alternative)))] : []),
  ];
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(12)])),
    algorithm,
    commonName(issuer?.name ?? name),
    sequence(time(from), time(to)),
    commonName(name),
    publicDer,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name,
    privateKey,
    keyId,
  };
}

/** A certificate authority, and what it signs. */
export function makeAuthority(name = 'Test CA'): {
  readonly ca: Certificate;
  issue(options: Omit<CertificateOptions, 'issuer'>): Certificate;
} {
  const ca = makeCertificate({ name, isCa: true, from: -400, to: 400 });
  return { ca, issue: (options) => makeCertificate({ ...options, issuer: ca }) };
}

function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const integer = (value: Buffer): Buffer => der(0x02, value);
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), der(0x04, value));
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))));

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...others].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let rest = arc >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(bytes));
}

/** A time that is so many days from now, as GeneralizedTime where the year needs it. */
function time(days: number): Buffer {
  const text = new Date(Date.now() + days * dayMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  return text < '2050' ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

function alternative(host: string): Buffer {
  if (isIP(host) === 4) return der(0x87, Buffer.from(host.split('.').map(Number)));
  return der(0x82, Buffer.from(host));
}
