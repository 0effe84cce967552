import type { CallSite, CodeModule, ImportedPlace, Place } from './code-module.ts';
import type { CodeProgram } from './code-program.ts';
import { Evaluation } from './evaluate.ts';
import type { CallSearch } from './follow-callers.ts';
import { mentionKey } from './mention-key.ts';
import { type ForgeApi, forgeApiAt } from './forge-apis.ts';
import { apiOfRequest } from './request-names.ts';
import { type FoundCall, scanRestCall } from './rest-calls.ts';
import { scanAddresses } from './scan-addresses.ts';
import type { AddressCall, FileEnvironment, ScopeUse, UnreadCall } from './scan-results.ts';
import { unwrapExpression } from './syntax-tree.ts';
import type { Value } from './values.ts';

/** How many expressions are evaluated for the calls of a file; real code needs a few thousand. */
const maxExpressions = 200_000;

/** A call in a file. */
export type LocatedCall = { readonly file: string } & ({ readonly use: ScopeUse } | { readonly unread: UnreadCall });

/** A call of an address in a file. */
export interface LocatedAddress {
  readonly file: string;
  readonly call: AddressCall;
}

/** What one file calls, there and through functions that other files call. */
export interface ModuleScan {
  readonly calls: readonly LocatedCall[];
  readonly addresses: readonly LocatedAddress[];
  /** The places that name a request function, each by its key. None counts that led to a call somewhere. */
  readonly mentions: ReadonlyMap<string, LocatedCall>;
  /** The keys of the places that led to calls, in any file. */
  readonly followed: readonly string[];
  /** Absent where it has nothing to do with environment variables. */
  readonly environment?: FileEnvironment;
}

/** Scans a parsed file of a program. */
export function scanModule(module: CodeModule, program: CodeProgram): ModuleScan {
  return new ModuleScanner(module, program).scan();
}

class ModuleScanner {
  readonly #module: CodeModule;
  readonly #evaluation: Evaluation;
  readonly #search: CallSearch;
  readonly #calls: LocatedCall[] = [];
  readonly #followed = new Set<string>();
  readonly #calledApis = new Set<string>();

  constructor(module: CodeModule, program: CodeProgram) {
    this.#module = module;
    const budget = { left: maxExpressions };
    this.#evaluation = new Evaluation(program, budget);
    this.#search = {
      evaluation: this.#evaluation,
      callersOf: (function_, scope) => program.callersOf(function_, scope),
      remembered: (kind, call, caller, work) => program.remembered(kind, call, caller, work),
      budget,
    };
  }

  scan(): ModuleScan {
    for (const call of this.#module.calls) this.#scanCall(call);
    for (const place of this.#module.imports) this.#scanImport(place);
    this.#scanExports();
    const environment = this.#module.environment.found();
    return {
      calls: this.#calls,
      addresses: scanAddresses(this.#module, this.#search),
      mentions: this.#mentions(),
      followed: [...this.#followed],
      ...(environment && { environment }),
    };
  }

  #scanCall(site: CallSite): void {
    const callee = unwrapExpression(site.node.callee);
    const values = this.#evaluation.values(callee, { scope: site.scope });
    const forge = forgeCall(values);
    if (forge) {
      this.#addUse(forge.api, forge.text, site);
      this.#calledApis.add(forge.api.name);
      return;
    }
    if (isCompassCall(values))
      this.#addUnread({ text: compassPackage, unknown: 'scopes', called: 'Compass', api: 'compass' }, site);
    if (!this.#mayRequest(site, values)) return;
    const found = scanRestCall(site, this.#search);
    for (const key of found?.mentions ?? []) this.#followed.add(key);
    for (const call of found?.calls ?? []) this.#addFound(call);
  }

  /** Whether a call may be one of a request function, directly or through an argument of a caller. */
  #mayRequest({ node, scope }: CallSite, values: readonly Value[]): boolean {
    if (values.some(({ kind }) => kind === 'request')) return true;
    const callee = unwrapExpression(node.callee);
    if (this.#module.mentions.at(callee)) return true;
    if (callee.type === 'Identifier') return scope.lookup(callee.name)?.kind === 'parameter';
    if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false;
    return callee.computed || this.#module.mentions.at(unwrapExpression(callee.object)) !== undefined;
  }

  #addFound(call: FoundCall): void {
    const known = located.get(call);
    const { file } = call.site.scope;
    const range = file.rangeOf(call.site.node);
    const found =
      known ??
      ('use' in call
        ? { file: file.path, use: { ...call.use, range } }
        : { file: file.path, unread: { ...call.unread, range } });
    located.set(call, found);
    this.#calls.push(found);
  }

  /** An API that is passed on without being called here is probably called there. */
  #scanImport(place: ImportedPlace): void {
    const { name, scope } = place;
    const isPassedOn = name.type === 'Identifier' && this.#module.isPassedOn(name.name);
    for (const value of isPassedOn ? this.#evaluation.values(name, { scope }) : []) this.#addUncalled(value, place);
  }

  #scanExports(): void {
    const { exports, scope } = this.#module;
    for (const [, exported] of exports.entries)
      if (exported.kind === 'from' && exported.module.startsWith('@forge/'))
        this.#addUncalled(
          { kind: 'external', module: exported.module, path: [exported.imported] },
          { node: exported.node, scope },
        );
    for (const { module, node } of exports.stars)
      if (module === '@forge/kvs') this.#addUncalled({ kind: 'external', module, path: ['kvs'] }, { node, scope });
  }

  #addUncalled(value: Value, place: Place): void {
    const api = value.kind === 'external' ? forgeApiAt(value) : undefined;
    if (api && !this.#calledApis.has(api.name)) this.#addUse(api, api.name, place);
  }

  #addUse({ kind, scopes, granular }: ForgeApi, text: string, { node }: Place): void {
    const use = { kind, text, range: this.#module.rangeOf(node), scopes, granular };
    this.#calls.push({ file: this.#module.path, use });
  }

  #addUnread(call: Omit<UnreadCall, 'range'>, { node }: Place): void {
    this.#calls.push({ file: this.#module.path, unread: { ...call, range: this.#module.rangeOf(node) } });
  }

  #mentions(): ReadonlyMap<string, LocatedCall> {
    const mentions = new Map<string, LocatedCall>();
    for (const { name, node, scope } of this.#module.mentions.all) {
      const values = this.#evaluation.values(node, { scope });
      const key = node.type === 'StringLiteral' ? `named ${name}` : mentionKey(this.#module.path, node);
      // What a function of the app by that name calls is found in there.
      const isOwn = values.every(({ kind }) => kind === 'function' || kind === 'object' || kind === 'class');
      if (isOwn || this.#followed.has(key)) continue;
      const api = apiOfRequest(name);
      const unread: UnreadCall = {
        text: name,
        unknown: 'path',
        range: this.#module.rangeOf(node),
        ...(api && { api }),
      };
      mentions.set(key, { file: this.#module.path, unread });
    }
    return mentions;
  }
}

/** The same object for the same call: what did not change is told by its identity. */
const located = new WeakMap<FoundCall, LocatedCall>();

/** The Forge API that a call uses: `kvs.set(…)`, or a hook itself. */
function forgeCall(callee: readonly Value[]): { readonly api: ForgeApi; readonly text: string } | undefined {
  for (const value of callee) {
    if (value.kind !== 'external') continue;
    const hook = forgeApiAt(value);
    if (hook) return { api: hook, text: hook.name };
    const { module, path } = value;
    const api = forgeApiAt({ module, path: path.slice(0, -1) });
    if (api) return { api, text: `${api.name}.${path.at(-1) ?? ''}` };
  }
  return undefined;
}

/** The package that calls Compass's GraphQL API; which scopes its operations need is not published. */
const compassPackage = '@atlassian/forge-graphql';

function isCompassCall(callee: readonly Value[]): boolean {
  return callee.some((value) => value.kind === 'external' && value.module === compassPackage);
}
