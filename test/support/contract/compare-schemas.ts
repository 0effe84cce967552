import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { PublishedFields, PublishedSchema, PublishedType } from './published-types.ts';

/** A disagreement between our schema and the published types. */
export type Difference = {
  /** `Type`, `Type.field` or `Type.field(argument)`. */
  readonly where: string;
  readonly inSchema: string;
  readonly published: string;
};

const ABSENT = 'absent';

/**
 * Compares one type of a schema with the published type of the same name.
 *
 * Our schema is a part of the published one, so fields of output types may be left out of it, and so
 * may interfaces that it has no type for. Everything else must be the same on both sides: what is
 * there, its type with lists and nullability, all arguments, all input fields, all enum values, all
 * union members.
 * @returns the differences, empty if there are none
 */
export function compareType(
  type: GraphQLNamedType,
  schema: GraphQLSchema,
  published: PublishedSchema,
): readonly Difference[] {
  const other = published.type(type.name);
  const kind = kindOf(type);
  if (!other) return [{ where: type.name, inSchema: kind, published: ABSENT }];
  if (other.kind !== kind && !(other.kind === 'interface or input' && (kind === 'interface' || kind === 'input'))) {
    return [{ where: type.name, inSchema: kind, published: other.kind }];
  }
  if (isEnumType(type) && other.kind === 'enum') {
    return compareSets(
      type.name,
      'value',
      type.getValues().map((value) => value.name),
      other.values,
    );
  }
  if (isUnionType(type) && other.kind === 'union') {
    return compareSets(
      type.name,
      'member',
      type.getTypes().map((member) => member.name),
      other.members,
    );
  }
  if (isInputObjectType(type) && 'fields' in other) {
    return compareInputs(Object.values(type.getFields()), other.fields, (name) => `${type.name}.${name}`);
  }
  if ((isObjectType(type) || isInterfaceType(type)) && 'fields' in other) {
    const implemented = 'interfaces' in other ? other.interfaces.filter((name) => schema.getType(name)) : [];
    return [
      ...compareSets(
        type.name,
        'interface',
        type.getInterfaces().map((one) => one.name),
        implemented,
      ),
      ...Object.values(type.getFields()).flatMap((field) => {
        const where = `${type.name}.${field.name}`;
        const found = other.fields.get(field.name);
        return [
          ...compareText(where, String(field.type), found?.type ?? ABSENT),
          ...compareInputs(field.args, published.arguments(type.name, field.name), (name) => `${where}(${name})`),
        ];
      }),
    ];
  }
  return [];
}

/** Compares arguments or input fields: same names, same types, a default on both sides or neither. */
function compareInputs(
  ours: readonly (GraphQLArgument | GraphQLInputField)[],
  theirs: PublishedFields,
  where: (name: string) => string,
): readonly Difference[] {
  const names = new Set([...ours.map((one) => one.name), ...theirs.keys()]);
  return [...names].flatMap((name) => {
    const our = ours.find((one) => one.name === name);
    const their = theirs.get(name);
    // A default of a nullable value is not visible in the published types.
    const ourDefault = our?.default !== undefined && String(our.type).endsWith('!');
    return compareText(
      where(name),
      our ? `${String(our.type)}${ourDefault ? ' with a default' : ''}` : ABSENT,
      their ? `${their.type}${their.hasDefault ? ' with a default' : ''}` : ABSENT,
    );
  });
}

function compareSets(
  typeName: string,
  what: string,
  ours: readonly string[],
  theirs: readonly string[],
): readonly Difference[] {
  return [...new Set([...ours, ...theirs])].flatMap((name) =>
    compareText(`${typeName}.${name}`, ours.includes(name) ? what : ABSENT, theirs.includes(name) ? what : ABSENT),
  );
}

function compareText(where: string, inSchema: string, published: string): readonly Difference[] {
  return inSchema === published ? [] : [{ where, inSchema, published }];
}

function kindOf(type: GraphQLNamedType): PublishedType['kind'] {
  if (isScalarType(type)) return 'scalar';
  if (isEnumType(type)) return 'enum';
  if (isUnionType(type)) return 'union';
  if (isInputObjectType(type)) return 'input';
  return isInterfaceType(type) ? 'interface' : 'object';
}
