// Responses of a gateway to one query, parsed.
import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { ForgeError } from '../../src/core/errors.ts';
import type { Operation } from '../../src/gateway/operation.ts';
import { parseAnswer } from '../../src/gateway/reply.ts';

/** When the responses come. */
export const now = new Date('2025-06-15T12:00:00Z');

/** A query of which one field may fail alone. */
export const Thing: Operation<object, { thing: { name?: string | null | undefined } }> = {
  name: 'Thing',
  kind: 'query',
  document: 'query Thing { thing { name } }',
  reply: () => z.object({ thing: z.object({ name: z.optional(z.nullable(z.string())) }) }),
  optionalFields: ['name'],
};

/** Parses a response to the query `Thing`. */
export function parsed(status: number, body: unknown, headers: Record<string, string> = {}) {
  return parseAnswer(
    Thing,
    { status, body: typeof body === 'string' ? body : JSON.stringify(body), header: (name) => headers[name] },
    now,
  );
}

/** The error that a response to the query `Thing` comes to. */
export function failed(status: number, body: unknown, headers?: Record<string, string>): ForgeError {
  try {
    parsed(status, body, headers);
  } catch (error) {
    if (error instanceof ForgeError) return error;
    throw error;
  }
  return assert.fail('It was taken for a reply');
}
