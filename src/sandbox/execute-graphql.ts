import { buildSchema, type DocumentNode, getOperationAST, type GraphQLSchema, parse, validate } from 'graphql';
import { createHandler } from 'graphql-http';
import { installationView } from './resolvers/resolve-installations.ts';
import { root } from './resolvers/resolve-root.ts';
import type { Viewer } from './resolvers/resolve-viewer.ts';
import schemaText from './schema.graphql';
import type { Account, World } from './world/world.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** The parts of a GraphQL request that faults and request records need. */
export interface RequestDescription {
  readonly operation: string;
  readonly variables: unknown;
}

/** Reads operation name and variables from a request body; the name is `''` for an invalid body or without a name. */
export function describeRequest(body: string): RequestDescription {
  try {
    const request: unknown = JSON.parse(body);
    if (typeof request !== 'object' || request === null) return { operation: '', variables: undefined };
    const variables = 'variables' in request ? request.variables : undefined;
    if ('operationName' in request && typeof request.operationName === 'string')
      return { operation: request.operationName, variables };
    const operation =
      'query' in request && typeof request.query === 'string'
        ? getOperationAST(parse(request.query))?.name?.value
        : undefined;
    return { operation: operation ?? '', variables };
  } catch {
    return { operation: '', variables: undefined };
  }
}

/** Executes the GraphQL request in `body` for an account; `previews` are those that a header opted in to. */
export type Executor = (
  account: Account,
  body: string,
  previews: readonly string[],
  requestId: string,
) => Promise<Reply>;

let schema: GraphQLSchema | undefined;

/** The latest documents, by their text: a client sends the same few again and again, and checking them takes longest. */
const documents = new Map<string, DocumentNode>();
const documentsKept = 100;
const valid = new WeakSet<DocumentNode>();

function parsed(text: string): DocumentNode {
  const document = documents.get(text) ?? parse(text);
  if (documents.size >= documentsKept) documents.clear();
  documents.set(text, document);
  return document;
}

function noted<E>(errors: readonly E[], document: DocumentNode): readonly E[] {
  if (errors.length === 0) valid.add(document);
  return errors;
}

/**
 * Creates an executor over a world. Invalid requests get status 400. Every reply has the request's id in
 * `extensions.gateway.request_id`, as the gateway's do.
 */
export function createExecutor(world: World): Executor {
  const handle = createHandler<undefined, Viewer, Viewer>({
    schema: (schema ??= buildSchema(schemaText)),
    parse: (source) => parsed(typeof source === 'string' ? source : source.body),
    validate: (against, document, rules) =>
      valid.has(document) ? [] : noted(validate(against, document, rules), document),
    rootValue: root,
    context: ({ context }) => context,
  });
  return async ({ person, email }, body, previews, requestId) => {
    world.tasks.advanceAll();
    const warnings: Record<string, object[]> = {};
    const [text, { status }] = await handle({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      raw: undefined,
      context: {
        world,
        person,
        email,
        previews: new Set(previews),
        warn: (field, warning) => void (warnings[field] ??= []).push(warning),
        showInstallation: installationView,
      },
    });
    const reply: unknown = text === null ? {} : JSON.parse(text);
    const result = typeof reply === 'object' && reply !== null ? reply : {};
    return {
      status: status === 200 && !('data' in result) ? 400 : status,
      body: JSON.stringify({ ...result, extensions: { gateway: { request_id: requestId }, ...warnings } }),
    };
  };
}
