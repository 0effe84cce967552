import type { CodeModule } from './code-module.ts';
import { externalMember, request } from './evaluate-member.ts';
import { isRequestName } from './request-names.ts';
import { type Evaluator, union, unknownValue, type Value } from './values.ts';

/** Where modules come from. */
export interface Modules {
  /** A module of the app, or the name of a package; undefined where neither is there. */
  resolve(from: string, module: string): CodeModule | string | undefined;
  /** Takes note that what is found out depends on a file. */
  noteRead(path: string): void;
}

/** A name that a file imports from a module. */
export interface ImportedName {
  readonly from: string;
  readonly module: string;
  /** `*` for the whole module. */
  readonly name: string;
}

/** How many modules are followed that export what others export. */
const maxReExports = 10;

const unknown: readonly Value[] = [unknownValue];

/** What an imported name stands for: a value of the app's code, or of a package. */
export function importedValues(
  { from, module, name }: ImportedName,
  modules: Modules,
  evaluator: Evaluator,
  depth = 0,
): readonly Value[] {
  const found = modules.resolve(from, module);
  if (typeof found === 'string') return [externalMember(found, name === '*' ? [] : [name])];
  // What a file of the app exports is what that file makes of it, whatever its name.
  if (found === undefined) return isRequestName(name) ? [request(name)] : unknown;
  return depth > maxReExports ? unknown : exportedValues(found, name, modules, evaluator, depth);
}

/** What a module exports by a name; `*` is all of it. */
export function exportedValues(
  module: CodeModule,
  name: string,
  modules: Modules,
  evaluator: Evaluator,
  depth = 0,
): readonly Value[] {
  if (name === '*') return [{ kind: 'namespace', module }];
  const from = module.path;
  const { whole, stars, size } = module.exports;
  const exported = module.exports.get(name);
  switch (exported?.kind) {
    case 'local':
      return evaluator.named(exported.name, { scope: module.scope });
    case 'node':
      return evaluator.values(exported.node, { scope: exported.scope });
    case 'from':
      return importedValues({ from, module: exported.module, name: exported.imported }, modules, evaluator, depth + 1);
  }
  if (whole) {
    const values = evaluator.values(whole.node, { scope: whole.scope });
    return name === 'default' ? values : union(...values.map((value) => evaluator.member(value, name)), []);
  }
  for (const star of depth > maxReExports ? [] : stars) {
    const values = importedValues({ from, module: star.module, name }, modules, evaluator, depth + 1);
    if (values.some(({ kind }) => kind !== 'unknown')) return values;
  }
  // What a bundler does where CommonJS is imported by default.
  return name === 'default' && size > 0 ? [{ kind: 'namespace', module }] : unknown;
}
