import { ForgeError } from '../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../core/ids.ts';
import type { GatewayClient } from './client.ts';
import type { Operation } from './operation.ts';

/** An operation about one app, which its variable `appId` names. */
export interface AppOperation<Others extends object, Reply> extends Operation<
  { readonly appId: string } & Others,
  Reply
> {
  readonly appIdForm: AppIdForm;
}

/** Runs an operation about one app with its other variables. Throws as `run` does. */
export function runForApp<Others extends object, Reply>(
  client: GatewayClient,
  operation: AppOperation<Others, Reply>,
  id: AppAri,
  others: Others,
  signal?: AbortSignal,
): Promise<Reply> {
  return client.run(operation, { ...others, appId: appIdAs(operation.appIdForm, id) }, signal);
}

const noSuchApp = 'knows no such app, or does not show it to this account';

/**
 * What a reply holds. Throws `notFound` where that is nothing: the gateway `knowsNot`, which is the rest of a sentence
 * about it.
 */
export function found<T>(value: T | null | undefined, { name }: { readonly name: string }, knowsNot = noSuchApp): T {
  if (value === null || value === undefined)
    throw new ForgeError('notFound', `the gateway ${knowsNot}`, { operation: name });
  return value;
}

/**
 * The app of a reply, which must be the one that was asked about: what is done next may not hit another. Throws
 * `notFound` where there is none, `badReply` for another app.
 */
export function foundApp<A extends { readonly id: AppAri }>(
  app: A | null,
  id: AppAri,
  operation: { readonly name: string },
): A {
  const known = found(app, operation);
  if (known.id !== id)
    throw new ForgeError('badReply', 'the gateway answered about another app', { operation: operation.name });
  return known;
}
