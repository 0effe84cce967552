import { type Address, isLocal, isWhole, parseAddress } from '../egress/address.ts';
import { allows, isNamedBy } from '../egress/allowed-addresses.ts';
import { maxHosts } from '../egress/named-hosts.ts';
import type { AddressCall, FileEgress, ScannedFile } from '../code/scan-results.ts';
import type { Manifest, ManifestEgress } from './manifest-contents.ts';
import { variablesIn } from './manifest-variables.ts';

/** The lists of addresses whose calls are judged: of functions, and of pages. */
export type JudgedEgress = 'fetch.backend' | 'fetch.client';

/** A place in the code that calls an address, or may. */
export interface AddressPlace {
  readonly file: string;
  readonly call: AddressCall;
}

/** An address that the code calls and the manifest lacks. */
export interface MissingAddress {
  readonly kind: JudgedEgress;
  /** Like `https://api.example.com`. */
  readonly address: string;
  readonly places: readonly AddressPlace[];
}

/** The addresses that an app calls, compared with those that its manifest declares. */
export interface EgressUsage {
  /** The calls of each declared address, in the order of the code. */
  readonly used: ReadonlyMap<ManifestEgress, readonly AddressPlace[]>;
  /** Sorted by list and address. */
  readonly missing: readonly MissingAddress[];
  /**
   * Declared addresses that nothing calls, as far as all calls are known. Only those of functions, and those of pages in an
   * app that has none in HTML, which is not read.
   */
  readonly unused: readonly ManifestEgress[];
  /** For each list, what may call any address of it: calls, packages, and files that could not be read. */
  readonly doubts: Readonly<Record<JudgedEgress, readonly AddressPlace[]>>;
}

const kinds: readonly JudgedEgress[] = ['fetch.backend', 'fetch.client'];

/**
 * Compares the addresses that a manifest declares with those that the code calls. `code` is undefined until all of it is
 * scanned. Nothing is missing where more may be declared than was read, and where admins may add addresses.
 */
export function analyzeEgress(manifest: Manifest, code: readonly ScannedFile[] | undefined): EgressUsage {
  const known = code ? indexOf(code) : nothing;
  return {
    used: new Map(manifest.egress.map((entry) => [entry, usesOf(entry, known.calls)])),
    missing: mayHaveMore(manifest) ? [] : missingAddresses(manifest, known.calls),
    unused: code && canBeUnused(manifest) ? manifest.egress.filter((entry) => isUnused(entry, manifest, known)) : [],
    doubts: known.doubts,
  };
}

/** The addresses that a list lacks, those of most calls first. */
export function suggestedAddresses({ missing }: EgressUsage, kind: JudgedEgress): readonly MissingAddress[] {
  return missing.filter((one) => one.kind === kind).toSorted((a, b) => b.places.length - a.places.length);
}

/** What is known of an app's code. */
interface CodeIndex {
  readonly calls: readonly ReadCall[];
  readonly doubts: EgressUsage['doubts'];
  readonly hosts: ReadonlySet<string>;
}

const nothing: CodeIndex = { calls: [], doubts: { 'fetch.backend': [], 'fetch.client': [] }, hosts: new Set() };

/** The manifest changes at each keystroke, the code does not. */
const indexes = new WeakMap<readonly ScannedFile[], CodeIndex>();

function indexOf(code: readonly ScannedFile[]): CodeIndex {
  const index = indexes.get(code) ?? {
    calls: code.flatMap(callsIn),
    doubts: { 'fetch.backend': doubtsOf('fetch.backend', code), 'fetch.client': doubtsOf('fetch.client', code) },
    hosts: new Set(code.flatMap(({ egress }) => egress?.hosts ?? [])),
  };
  indexes.set(code, index);
  return index;
}

interface ReadCall extends AddressPlace {
  readonly kinds: readonly JudgedEgress[];
  readonly address: Address;
}

function callsIn({ file, egress }: ScannedFile): ReadCall[] {
  return (egress?.calls ?? []).flatMap((call) => {
    const address = call.address === undefined ? undefined : parseAddress(call.address);
    return address ? [{ file, call, kinds: kindsOf(call, egress), address }] : [];
  });
}

/** The lists that a call may need. */
function kindsOf({ isOfFunctions }: AddressCall, egress: FileEgress | undefined): readonly JudgedEgress[] {
  if (isOfFunctions === true || egress?.side === 'functions') return ['fetch.backend'];
  return egress?.side === 'pages' ? ['fetch.client'] : kinds;
}

function usesOf({ kind, address }: ManifestEgress, calls: readonly ReadCall[]): readonly AddressPlace[] {
  return calls.filter((call) => call.kinds.some((one) => one === kind) && allows(address, call.address));
}

function mayHaveMore({ gaps, hasConfigurableEgress }: Manifest): boolean {
  return hasConfigurableEgress || gaps.some(({ part }) => part === 'egress' || part === 'remotes');
}

function missingAddresses(manifest: Manifest, calls: readonly ReadCall[]): MissingAddress[] {
  const found = new Map<string, MissingAddress>();
  for (const {
    file,
    call,
    kinds: [kind, ...others],
    address,
  } of calls) {
    if (kind === undefined || others.length > 0 || !call.isSure || !isJudged(kind, address)) continue;
    if (isDeclared(kind, address, manifest) || call.address === undefined) continue;
    const key = `${kind} ${call.address}`;
    const known = found.get(key);
    const place = { file, call };
    found.set(key, { kind, address: call.address, places: known ? [...known.places, place] : [place] });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, missing]) => missing);
}

/** Whether the permission for an address is sure to be needed where it is called. */
function isJudged(kind: JudgedEgress, address: Address): boolean {
  // Functions can call nothing but HTTPS, and pages nothing else: a permission would not help.
  if (!isWhole(address) || isLocal(address) || address.protocol === 'http:') return false;
  return kind === 'fetch.backend' || !atlassianHosts.test(address.host);
}

/** Of these, pages may call some without a permission. */
const atlassianHosts =
  /(?:^|\.)(?:atlassian\.(?:com|net)|atl-paas\.net|atlassian-dev\.net|jira\.com|bitbucket\.org)(?::|$)/;

/** Addresses of remotes count too: Forge calls these for the app. */
function isDeclared(kind: JudgedEgress, address: Address, { egress, remotes }: Manifest): boolean {
  return (
    egress.some((entry) => entry.kind === kind && allows(entry.address, address)) ||
    remotes.some(({ baseUrl = '', baseUrls = {} }) =>
      [baseUrl, ...Object.values(baseUrls)].some((one) => one !== '' && allows(one, address)),
    )
  );
}

/** Whether the code that is here can be all that uses what the manifest declares. */
function canBeUnused({ gaps, hasCodeElsewhere, packagePath, functions, resources }: Manifest): boolean {
  return (
    !hasCodeElsewhere &&
    packagePath === undefined &&
    functions.length + resources.length > 0 &&
    gaps.every(({ part, cause }) => cause === 'variable' || (part !== 'egress' && part !== 'remotes'))
  );
}

function isUnused(
  entry: ManifestEgress,
  { remotes, resources }: Manifest,
  { calls, doubts, hosts }: CodeIndex,
): boolean {
  const { kind, address, remote } = entry;
  if (!isJudgedKind(kind) || remote !== undefined || variablesIn(address).length > 0) return false;
  // Pages may have scripts in their HTML, which is not read.
  if (kind === 'fetch.client' && resources.some(({ path, isPage }) => isPage && !/\.[cm]?[jt]sx?$/.test(path)))
    return false;
  if (usesOf(entry, calls).length > 0 || doubts[kind].length > 0) return false;
  if (address === '*') return true;
  const declared = parseAddress(address);
  if (declared === undefined) return false;
  const isOfRemote = remotes.some(({ baseUrl = '', baseUrls = {} }) =>
    [baseUrl, ...Object.values(baseUrls)].some((one) => isSameHost(one, declared)),
  );
  return !isOfRemote && ![...hosts].some((host) => isNamedBy(declared, host));
}

function isSameHost(text: string, { host }: Address): boolean {
  return parseAddress(text)?.host === host;
}

function isJudgedKind(kind: string): kind is JudgedEgress {
  return kinds.some((one) => one === kind);
}

const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function doubtsOf(kind: JudgedEgress, files: readonly ScannedFile[]): readonly AddressPlace[] {
  return files.flatMap(({ file, egress }): AddressPlace[] => {
    if (egress === undefined) return [];
    const open = egress.calls.filter((call) => call.address === undefined && kindsOf(call, egress).includes(kind));
    const isPart = egress.isUnread === true || egress.hosts.length >= maxHosts;
    const ofFile = isPart && kindsOf(nowhere, egress).includes(kind) ? [{ file, call: nowhere }] : [];
    return [...ofFile, ...open.map((call) => ({ file, call }))];
  });
}

/** Stands for all of a file. */
const nowhere: AddressCall = { text: '', range: start, isSure: false };
