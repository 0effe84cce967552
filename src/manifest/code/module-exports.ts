import type { Node } from '@babel/types';
import type { LexicalScope } from './lexical-scope.ts';
import { patternNames } from './pattern-names.ts';
import { propertyName } from './syntax-tree.ts';

/** What a name that a module exports stands for. */
export type Exported =
  /** An expression, or a declaration. */
  | { readonly kind: 'node'; readonly node: Node; readonly scope: LexicalScope }
  /** A name of the file. */
  | { readonly kind: 'local'; readonly name: string }
  /** A name of another module; `*` for the whole. */
  | { readonly kind: 'from'; readonly module: string; readonly imported: string; readonly node: Node };

/** What a module exports, as an ES module or with `module.exports`. */
export class ModuleExports {
  readonly #named = new Map<string, Exported>();
  /** The modules of `export * from`. */
  readonly stars: { readonly module: string; readonly node: Node }[] = [];
  /** `module.exports = …` and `export = …`. */
  whole: Extract<Exported, { kind: 'node' }> | undefined;

  get(name: string): Exported | undefined {
    return this.#named.get(name);
  }

  get size(): number {
    return this.#named.size + this.stars.length + (this.whole ? 1 : 0);
  }

  /** Names, beside those of other modules with `export *`. */
  get entries(): Iterable<[string, Exported]> {
    return this.#named;
  }

  /** Takes account of one node of the file. */
  add(node: Node, scope: LexicalScope): void {
    switch (node.type) {
      case 'ExportNamedDeclaration':
        for (const name of declaredNames(node.declaration)) this.#named.set(name, { kind: 'local', name });
        for (const specifier of node.specifiers) this.#addSpecifier(specifier, node.source?.value);
        return;
      case 'ExportDefaultDeclaration':
        this.#addDefault(node.declaration, scope);
        return;
      case 'ExportAllDeclaration':
        if (node.exportKind !== 'type') this.stars.push({ module: node.source.value, node });
        return;
      case 'TSExportAssignment':
        this.whole = { kind: 'node', node: node.expression, scope };
        return;
      case 'AssignmentExpression':
        this.#addCommon(node.left, { kind: 'node', node: node.right, scope });
        return;
    }
  }

  #addSpecifier(specifier: Node, module: string | undefined): void {
    if (specifier.type === 'ExportSpecifier') {
      const exported = propertyName(specifier.exported, false) ?? '';
      // `default` is no name of the file, but one of the other module.
      const local = propertyName(specifier.local, false) ?? '';
      this.#named.set(
        exported,
        module === undefined
          ? { kind: 'local', name: local }
          : { kind: 'from', module, imported: local, node: specifier },
      );
    } else if (specifier.type === 'ExportNamespaceSpecifier' && module !== undefined)
      this.#named.set(propertyName(specifier.exported, false) ?? '', {
        kind: 'from',
        module,
        imported: '*',
        node: specifier,
      });
  }

  #addDefault(node: Node, scope: LexicalScope): void {
    const isNamed = (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id;
    this.#named.set('default', isNamed ? { kind: 'local', name: isNamed.name } : { kind: 'node', node, scope });
  }

  /** `module.exports = …`, `exports.a = …`, `module.exports.a = …`. */
  #addCommon(left: Node, value: Extract<Exported, { kind: 'node' }>): void {
    if (left.type !== 'MemberExpression') return;
    const name = propertyName(left.property, left.computed);
    if (name === undefined) return;
    if (left.object.type === 'Identifier' && left.object.name === 'module' && name === 'exports') this.whole = value;
    else if (isExports(left.object)) this.#named.set(name, value);
  }
}

function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    propertyName(node.property, node.computed) === 'exports'
  );
}

function declaredNames(declaration: Node | null | undefined): string[] {
  switch (declaration?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return declaration.id ? [declaration.id.name] : [];
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => patternNames(id).map(({ name }) => name));
    default:
      return [];
  }
}
