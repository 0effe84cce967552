import assert from 'node:assert/strict';
import { buildSchema, isIntrospectionType } from 'graphql';
import { compareType, type Difference } from '../support/contract/compare-schemas.ts';
import { readPublishedTypes } from '../support/contract/published-types.ts';

const SCHEMA = buildSchema(`
  scalar DateTime
  enum Colour { RED blue }
  interface Named { name: String! }
  interface Owner { pets: [Pet!]! }
  type Pet implements Named { name: String! born: DateTime toys(first: Int, filter: ToyFilter!): [Toy!] }
  type Toy { colour: Colour! }
  union Thing = Pet | Toy
  union Only = Pet
  input ToyFilter { colours: [Colour!]! limit: Int! = 5 ids: [ID] }
  input Colours { colours: [Colour!]! }
  type Query { things(filter: Colours): [Thing]! only: Only owner: Owner }
`);

const PUBLISHED = `
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Scalars = {
  ID: { input: string; output: string; };
  String: { input: string; output: string; };
  Boolean: { input: boolean; output: boolean; };
  Int: { input: number; output: number; };
  DateTime: { input: any; output: any; };
};
export declare enum Colour { Red = "RED", Blue = "blue" }
export type Named = { name: Scalars['String']['output']; };
export type Owner = { pets: Array<Pet>; };
export type Pet = Elsewhere & Named & {
  __typename?: 'Pet';
  born?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  notInOurs?: Maybe<Scalars['String']['output']>;
  toys?: Maybe<Array<Toy>>;
};
export type PetToysArgs = { filter: ToyFilter; first?: InputMaybe<Scalars['Int']['input']>; };
export type Toy = { __typename?: 'Toy'; colour: Colour; };
export type Thing = Pet | Toy;
export type Only = Pet;
export type ToyFilter = {
  colours: Array<Colour>;
  ids?: InputMaybe<Array<InputMaybe<Scalars['ID']['input']>>>;
  limit?: Scalars['Int']['input'];
};
export type Colours = { colours: Array<Colour>; };
export type Query = { __typename?: 'Query'; only?: Maybe<Only>; owner?: Maybe<Owner>; things: Array<Maybe<Thing>>; };
export type QueryThingsArgs = { filter?: InputMaybe<Colours>; };
`;

/** Compares the whole example after one change to its published side. */
function differencesAfter(from: string, to: string): readonly Difference[] {
  assert.ok(PUBLISHED.includes(from), `nothing to change: ${from}`);
  return differences(PUBLISHED.replace(from, to));
}

function differences(source: string): readonly Difference[] {
  const published = readPublishedTypes(source);
  return Object.values(SCHEMA.getTypeMap())
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => compareType(type, SCHEMA, published));
}

describe('comparison of a schema with published types', () => {
  it('finds nothing where they agree, and lets our schema leave out fields and foreign interfaces', () => {
    assert.deepEqual(differences(PUBLISHED), []);
  });

  const cases: readonly (readonly [title: string, from: string, to: string, difference: Difference])[] = [
    [
      'a field that became nullable',
      "name: Scalars['String']['output'];\n  notInOurs",
      "name?: Maybe<Scalars['String']['output']>;\n  notInOurs",
      { where: 'Pet.name', inSchema: 'String!', published: 'String' },
    ],
    [
      'a field that became non-null',
      'toys?: Maybe<Array<Toy>>',
      'toys: Array<Toy>',
      { where: 'Pet.toys', inSchema: '[Toy!]', published: '[Toy!]!' },
    ],
    [
      'list entries that became non-null',
      'Array<Maybe<Thing>>',
      'Array<Thing>',
      { where: 'Query.things', inSchema: '[Thing]!', published: '[Thing!]!' },
    ],
    [
      'a list that is none',
      'pets: Array<Pet>',
      'pets: Pet',
      { where: 'Owner.pets', inSchema: '[Pet!]!', published: 'Pet!' },
    ],
    [
      'another scalar',
      "born?: Maybe<Scalars['DateTime']",
      "born?: Maybe<Scalars['String']",
      { where: 'Pet.born', inSchema: 'DateTime', published: 'String' },
    ],
    [
      'a field that is not published',
      'owner?: Maybe<Owner>; ',
      '',
      { where: 'Query.owner', inSchema: 'Owner', published: 'absent' },
    ],
    [
      'a type that is not published',
      'export type Only = Pet;',
      '',
      { where: 'Only', inSchema: 'union', published: 'absent' },
    ],
    [
      'a scalar that is not published',
      'DateTime: { input: any; output: any; };',
      '',
      { where: 'DateTime', inSchema: 'scalar', published: 'absent' },
    ],
    [
      'a type of another kind',
      "export type Toy = { __typename?: 'Toy'; colour: Colour; };",
      'export type Toy = Pet;',
      { where: 'Toy', inSchema: 'object', published: 'union' },
    ],
    [
      'an argument that is not published',
      " first?: InputMaybe<Scalars['Int']['input']>;",
      '',
      { where: 'Pet.toys(first)', inSchema: 'Int', published: 'absent' },
    ],
    [
      'all arguments not published',
      'export type QueryThingsArgs = { filter?: InputMaybe<Colours>; };',
      '',
      { where: 'Query.things(filter)', inSchema: 'Colours', published: 'absent' },
    ],
    [
      'an argument that our schema lacks',
      '{ filter?: InputMaybe<Colours>; }',
      "{ all: Scalars['Boolean']['input']; filter?: InputMaybe<Colours>; }",
      { where: 'Query.things(all)', inSchema: 'absent', published: 'Boolean!' },
    ],
    [
      'an argument that became required',
      'filter?: InputMaybe<Colours>',
      'filter: Colours',
      { where: 'Query.things(filter)', inSchema: 'Colours', published: 'Colours!' },
    ],
    [
      'an input field that is not published',
      "ids?: InputMaybe<Array<InputMaybe<Scalars['ID']['input']>>>;",
      '',
      { where: 'ToyFilter.ids', inSchema: '[ID]', published: 'absent' },
    ],
    [
      'an input field without its default',
      'limit?: Scalars',
      'limit: Scalars',
      { where: 'ToyFilter.limit', inSchema: 'Int! with a default', published: 'Int!' },
    ],
    [
      'an enum value that is not published',
      ', Blue = "blue"',
      '',
      { where: 'Colour.blue', inSchema: 'value', published: 'absent' },
    ],
    [
      'an enum value that our schema lacks',
      'Blue = "blue"',
      'Blue = "blue", Green = "GREEN"',
      { where: 'Colour.GREEN', inSchema: 'absent', published: 'value' },
    ],
    [
      'an enum published as a union of strings',
      'declare enum Colour { Red = "RED", Blue = "blue" }',
      'type Colour = "RED" | "Blue" | "blue"',
      { where: 'Colour.Blue', inSchema: 'absent', published: 'value' },
    ],
    [
      'a union member that is not published',
      'Thing = Pet | Toy',
      'Thing = Pet',
      { where: 'Thing.Toy', inSchema: 'member', published: 'absent' },
    ],
    [
      'a union member that our schema lacks',
      'Only = Pet',
      'Only = Pet | Toy',
      { where: 'Only.Toy', inSchema: 'absent', published: 'member' },
    ],
    [
      'an interface that is not implemented',
      'Elsewhere & Named &',
      'Elsewhere &',
      { where: 'Pet.Named', inSchema: 'interface', published: 'absent' },
    ],
  ];
  for (const [title, from, to, difference] of cases) {
    it(`reports ${title}`, () => {
      assert.deepEqual(differencesAfter(from, to), [difference]);
    });
  }

  it('fails on a form of type it does not know rather than passing over it', () => {
    assert.throws(() => differencesAfter('Array<Maybe<Thing>>', 'ReadonlyArray<Maybe<Thing>>'), /ReadonlyArray/);
  });
});
