import ts from 'typescript';

/** A type as published, in GraphQL's own notation (`[App!]!`). */
export type PublishedType =
  | { readonly kind: 'object'; readonly fields: PublishedFields; readonly interfaces: readonly string[] }
  | { readonly kind: 'interface'; readonly fields: PublishedFields; readonly interfaces: readonly string[] }
  | { readonly kind: 'input'; readonly fields: PublishedFields }
  | { readonly kind: 'interface or input'; readonly fields: PublishedFields }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'union'; readonly members: readonly string[] }
  | { readonly kind: 'scalar' };

export type PublishedFields = ReadonlyMap<string, PublishedField>;

/**
 * `hasDefault`: the value may be left out although its type is non-null, which in GraphQL means a
 * default value. The default itself is not published.
 */
export type PublishedField = { readonly type: string; readonly hasDefault: boolean };

export type PublishedSchema = {
  /** The type of that name, or undefined if nothing of that name is published. */
  readonly type: (name: string) => PublishedType | undefined;
  /** The arguments of a field; empty if it takes none. */
  readonly arguments: (typeName: string, fieldName: string) => PublishedFields;
};

type Property = { readonly name: string; readonly optional: boolean; readonly node: ts.TypeNode };

/**
 * Reads TypeScript declarations as GraphQL Code Generator writes them: object types carry
 * `__typename`, interfaces are intersected, nullable is `Maybe<…>`, a field's arguments are the
 * type `<Type><Field>Args`.
 *
 * Three things such declarations do not carry, so nobody can compare them: directives, the values of
 * defaults, and whether a type without `__typename`, scalar and nullable field is an interface or an
 * input (`interface or input`).
 * @param source the text of the declaration file
 * @returns the schema it describes; a type is read when it is asked for
 * @throws Error when a type asked for is written in a way this reader does not know
 */
export function readPublishedTypes(source: string): PublishedSchema {
  const file = ts.createSourceFile('published.d.ts', source, ts.ScriptTarget.Latest);
  const declarations = new Map<string, ts.TypeAliasDeclaration | ts.EnumDeclaration>();
  for (const statement of file.statements) {
    if (ts.isTypeAliasDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      declarations.set(statement.name.text, statement);
    }
  }
  const scalars = scalarNames(declarations.get('Scalars'));

  return {
    type: (name) => {
      if (scalars.has(name)) return { kind: 'scalar' };
      const declaration = declarations.get(name);
      return declaration && readDeclaration(declaration);
    },
    arguments: (typeName, fieldName) => {
      const declaration = declarations.get(`${typeName}${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Args`);
      if (!declaration || !ts.isTypeAliasDeclaration(declaration)) return new Map();
      return readFields(propertiesOf(declaration.type, declaration.name.text));
    },
  };
}

function scalarNames(declaration: ts.TypeAliasDeclaration | ts.EnumDeclaration | undefined): ReadonlySet<string> {
  if (!declaration || !ts.isTypeAliasDeclaration(declaration)) throw new Error('The published types have no Scalars.');
  return new Set(propertiesOf(declaration.type, 'Scalars').map((property) => property.name));
}

function readDeclaration(declaration: ts.TypeAliasDeclaration | ts.EnumDeclaration): PublishedType {
  const name = declaration.name.text;
  if (ts.isEnumDeclaration(declaration)) {
    return { kind: 'enum', values: declaration.members.map((member) => textOf(member.initializer, name)) };
  }
  const type = declaration.type;
  if (ts.isTypeLiteralNode(type)) return readStructure(name, type, []);
  if (ts.isIntersectionTypeNode(type)) {
    const literal = type.types.find(ts.isTypeLiteralNode);
    if (!literal) throw new Error(`${name}: an intersection without fields.`);
    return readStructure(name, literal, type.types.filter(ts.isTypeReferenceNode).map(nameOf));
  }
  const alternatives = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  if (alternatives.every(ts.isTypeReferenceNode)) return { kind: 'union', members: alternatives.map(nameOf) };
  if (alternatives.every(ts.isLiteralTypeNode)) {
    return { kind: 'enum', values: alternatives.map((alternative) => textOf(alternative.literal, name)) };
  }
  throw new Error(`${name}: not a form of type that this reader knows.`);
}

function readStructure(name: string, literal: ts.TypeLiteralNode, interfaces: readonly string[]): PublishedType {
  const properties = propertiesOf(literal, name);
  const fields = readFields(properties.filter((property) => property.name !== '__typename'));
  if (properties.some((property) => property.name === '__typename')) return { kind: 'object', fields, interfaces };
  const directions = new Set(properties.map((property) => directionOf(property.node)));
  if (directions.has('input')) return { kind: 'input', fields };
  if (directions.has('output') || interfaces.length > 0) return { kind: 'interface', fields, interfaces };
  return { kind: 'interface or input', fields };
}

/** Input and output types differ in two marks: `InputMaybe`, and the side of `Scalars` they take. */
function directionOf(node: ts.TypeNode): 'input' | 'output' | undefined {
  if (ts.isIndexedAccessTypeNode(node)) return literalText(node.indexType) === 'input' ? 'input' : 'output';
  if (!ts.isTypeReferenceNode(node)) return undefined;
  if (nameOf(node) === 'InputMaybe') return 'input';
  if (nameOf(node) === 'Maybe') return 'output';
  const inner = node.typeArguments?.[0];
  return inner && directionOf(inner);
}

function readFields(properties: readonly Property[]): PublishedFields {
  return new Map(
    properties.map(({ name, optional, node }) => {
      const type = notationOf(node);
      return [name, { type, hasDefault: optional && type.endsWith('!') }];
    }),
  );
}

function notationOf(node: ts.TypeNode): string {
  const inner = ts.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
  if (ts.isTypeReferenceNode(node) && inner) {
    const wrapper = nameOf(node);
    if (wrapper === 'Maybe' || wrapper === 'InputMaybe') return notationOf(inner).replace(/!$/, '');
    if (wrapper === 'Array') return `[${notationOf(inner)}]!`;
    throw new Error(`${wrapper}<…> is not a wrapper that this reader knows.`);
  }
  if (ts.isTypeReferenceNode(node)) return `${nameOf(node)}!`;
  if (ts.isIndexedAccessTypeNode(node) && ts.isIndexedAccessTypeNode(node.objectType)) {
    return `${literalText(node.objectType.indexType)}!`;
  }
  throw new Error(`A field's type has a form that this reader does not know (${ts.SyntaxKind[node.kind]}).`);
}

function propertiesOf(node: ts.TypeNode, owner: string): readonly Property[] {
  if (!ts.isTypeLiteralNode(node)) throw new Error(`${owner}: fields expected.`);
  return node.members.map((member) => {
    if (!ts.isPropertySignature(member) || !member.type) throw new Error(`${owner}: a field without a type.`);
    if (!ts.isIdentifier(member.name) && !ts.isStringLiteral(member.name))
      throw new Error(`${owner}: a computed field name.`);
    return { name: member.name.text, optional: member.questionToken !== undefined, node: member.type };
  });
}

function nameOf(node: ts.TypeReferenceNode): string {
  if (!ts.isIdentifier(node.typeName)) throw new Error('A qualified type name is not expected here.');
  return node.typeName.text;
}

function literalText(node: ts.TypeNode): string {
  return textOf(ts.isLiteralTypeNode(node) ? node.literal : undefined, 'Scalars');
}

function textOf(node: ts.Node | undefined, owner: string): string {
  if (!node || !ts.isStringLiteral(node)) throw new Error(`${owner}: a string expected.`);
  return node.text;
}
