import * as z from 'zod/mini';
import { blotOutAddresses } from '../core/redaction.ts';

/** Returns the gateway's words, shortened for display and without secret addresses; `otherwise` if there are none. */
export function said(text: string | undefined, otherwise = 'the gateway gave no reason'): string {
  const words = blotOutAddresses(text?.slice(0, 2 * longestMessage).trim() ?? '');
  if (words === '') return otherwise;
  return words.length > longestMessage ? `${words.slice(0, longestMessage).toWellFormed()}…` : words;
}

const longestMessage = 500;

const text = z.catch(z.optional(z.string()), undefined);
const texts = z.catch(z.optional(z.array(z.string())), undefined);

/** What services of Atlassian and proxies in front of them put into a refusal that is no GraphQL. */
const refusal = z.object({
  message: text,
  errorMessage: text,
  error_description: text,
  detail: text,
  errorMessages: texts,
  errors: texts,
  error: z.catch(z.optional(z.union([z.string(), z.object({ message: text })])), undefined),
  title: text,
});

/** Returns the reason given in a JSON response that is no GraphQL, in its words; undefined if it gives none. */
export function reasonIn(json: unknown): string | undefined {
  const { data } = refusal.safeParse(json);
  if (data === undefined) return undefined;
  const { message, errorMessage, error_description, detail, errorMessages, errors, error, title } = data;
  const inError = typeof error === 'object' ? error.message : error;
  return [message, errorMessage, error_description, detail, errorMessages?.[0], errors?.[0], inError, title].find(
    (words) => words !== undefined && words.trim() !== '',
  );
}

/** The message that the Forge CLI looks for, and its spelling elsewhere. */
const knownWords = /does not contain the right authori[sz]ation scopes/i;

/** Wordings seen of other services: "scope does not match", "The token is missing scopes", `insufficient_scope`. */
const scopeOfToken =
  /\binsufficient[ _]scopes?\b|\bscopes? (?:does|do) not match\b|\b(?:token|request|credentials?)\b.{0,80}\bscopes?\b/i;

/** An error's message, and its codes if it has any. */
export interface Refusal {
  readonly message: string;
  readonly errorType?: string | null | undefined;
  readonly statusCode?: number | null | undefined;
}

/** Whether an error of the gateway has the message that the Forge CLI takes for a token without the needed scopes. */
export function isKnownScopeMessage(message: string): boolean {
  return knownWords.test(message);
}

/**
 * Whether a refusal is about a scope that the token lacks, so that the token is good for other operations. Where a code
 * says that access was denied, any mention of scopes counts; without a code, only of the token's or the request's.
 */
export function isAboutScopes({ message, errorType, statusCode }: Refusal): boolean {
  if (knownWords.test(message)) return true;
  if (statusCode === 401 || statusCode === 403 || /permission_?denied/i.test(errorType ?? ''))
    return /(?:\b|_)scopes?\b/i.test(message);
  return !statusCode && !errorType && scopeOfToken.test(message);
}
