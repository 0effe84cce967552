import { buildSchema } from 'graphql';
import typeDefs from '../../../src/sandbox/schema.graphql';

/** The schema that the sandbox serves and every operation is written against. */
export const schema = buildSchema(typeDefs);
