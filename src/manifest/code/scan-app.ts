import { CodeProgram } from './code-program.ts';
import { maxCodeLength } from './relevant-code.ts';
import { mayNeedScopes } from './request-names.ts';
import { type LocatedCall, type ModuleScan, scanModule } from './scan-module.ts';
import type { AddressCall, FileScan, ScannedFile, ScopeUse, UnreadCall } from './scan-results.ts';
import { isBundle } from './bundles.ts';
import { mayCallAddresses } from '../egress/http-clients.ts';
import { mayReadEnvironment } from './environment-reads.ts';

/** What a file calls, as far as it could be read. */
export interface OriginScan {
  readonly scan?: ModuleScan;
  readonly failed?: NonNullable<FileScan['failed']>;
  /** Whether it may call addresses and could not be read. */
  readonly isEgressUnread?: boolean;
}

/** Why a text is not read: it is too long, minified or bundled. */
export function unreadable(text: string): 'tooLarge' | 'minified' | undefined {
  if (text.length > maxCodeLength) return 'tooLarge';
  return isBundle(text) ? 'minified' : undefined;
}

/** Scans one file of a program. Never throws: `failed` says why a file was not read. */
export function scanOrigin(program: CodeProgram, path: string): OriginScan {
  const text = program.textOf(path);
  if (text === undefined) return {};
  const failed = unreadable(text);
  if (failed) return failedScan(text, failed);
  program.trim();
  try {
    const module = program.moduleAt(path);
    return module ? { scan: scanModule(module, program) } : failedScan(text, 'syntax');
  } catch {
    // Nested too deeply for the stack, so not hand-written.
    return failedScan(text, 'syntax');
  }
}

function failedScan(text: string, failed: NonNullable<FileScan['failed']>): OriginScan {
  return { ...(mayNeedScopes(text) && { failed }), ...(mayCallAddresses(text) && { isEgressUnread: true }) };
}

/** Whether there may be calls in a text that need scopes or addresses, or reads of environment variables. */
export function isWorthScanning(text: string): boolean {
  return mayNeedScopes(text) || mayCallAddresses(text) || mayReadEnvironment(text);
}

/** Scans files of a program, and those that import what they do not call themselves. */
export function scanFiles(program: CodeProgram, paths: Iterable<string>): ScannedFile[] {
  const origins = new Map<string, OriginScan>();
  for (const path of paths)
    if (isWorthScanning(program.textOf(path) ?? '')) origins.set(path, scanOrigin(program, path));
  for (const path of followers(program, origins)) origins.set(path, scanOrigin(program, path));
  return assembleScans(origins);
}

/** The files that may call request functions which other files name and do not call. */
export function followers(program: CodeProgram, origins: ReadonlyMap<string, OriginScan>): readonly string[] {
  const followed = new Set([...origins.values()].flatMap(({ scan }) => scan?.followed ?? []));
  const open = [...origins].filter(([, { scan }]) =>
    [...(scan?.mentions.keys() ?? [])].some((key) => !followed.has(key)),
  );
  const importers = open.flatMap(([path]) => program.graph.importersOf(path));
  return [...new Set(importers)].filter((path) => !origins.has(path));
}

/**
 * The scans of the files of an app, or of `only` some, by file: calls of functions are told where they are called. Files
 * without calls are left out.
 */
export function assembleScans(origins: ReadonlyMap<string, OriginScan>, only?: ReadonlySet<string>): ScannedFile[] {
  const files = new Map<string, { uses: ScopeUse[]; unread: UnreadCall[]; failed?: FileScan['failed'] }>();
  const of = (file: string) => {
    const known = files.get(file) ?? { uses: [], unread: [] };
    files.set(file, known);
    return known;
  };
  const followed = new Set([...origins.values()].flatMap(({ scan }) => scan?.followed ?? []));
  const add = (call: LocatedCall) => {
    if (only?.has(call.file) === false) return;
    if ('use' in call) of(call.file).uses.push(call.use);
    else of(call.file).unread.push(call.unread);
  };
  for (const [path, { scan, failed }] of origins) {
    if (failed !== undefined && only?.has(path) !== false) of(path).failed = failed;
    for (const call of scan?.calls ?? []) add(call);
    for (const [key, call] of scan?.mentions ?? []) if (!followed.has(key)) add(call);
  }
  return [...files]
    .map(([file, { uses, unread, failed }]) => ({
      file,
      uses: distinct(uses).sort(byPosition),
      unread: distinct(unread).sort(byPosition),
      ...(failed && { failed }),
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The calls of addresses that were found in an app, by the files that they stand in. */
export function assembleAddresses(
  origins: ReadonlyMap<string, OriginScan>,
): ReadonlyMap<string, readonly AddressCall[]> {
  const files = new Map<string, AddressCall[]>();
  for (const { scan } of origins.values())
    for (const { file, call } of scan?.addresses ?? []) {
      const known = files.get(file);
      if (known) known.push(call);
      else files.set(file, [call]);
    }
  return new Map([...files].map(([file, calls]) => [file, distinct(calls).sort(byPosition)]));
}

/** Without those that are found on two ways. */
function distinct<T extends ScopeUse | UnreadCall | AddressCall>(calls: readonly T[]): T[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const { start } = call.range;
    const detail = 'isSure' in call ? call.address : call.as;
    const key = `${start.line}:${start.character} ${call.text} ${detail ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function byPosition(
  { range: { start: a } }: Pick<ScopeUse, 'range'>,
  { range: { start: b } }: Pick<ScopeUse, 'range'>,
): number {
  return a.line - b.line || a.character - b.character;
}
