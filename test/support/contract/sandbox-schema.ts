import { buildSchema } from 'graphql';
import typeDefs from '../../../src/sandbox/schema.graphql';

/** The schema that the sandbox serves and all operations are written against. */
export const schema = buildSchema(typeDefs);
