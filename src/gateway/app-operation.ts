import { ForgeError } from '../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../core/ids.ts';
import type { GatewayClient } from './client.ts';
import type { Operation } from './operation.ts';

/** An operation about one app, whose id is the variable `appId`. */
export interface AppOperation<Others extends object, Reply> extends Operation<
  { readonly appId: string } & Others,
  Reply
> {
  readonly appIdForm: AppIdForm;
}

/** Runs an operation about one app with its other variables. Throws like `run`. */
export function runForApp<Others extends object, Reply>(
  client: GatewayClient,
  operation: AppOperation<Others, Reply>,
  id: AppAri,
  others: Others,
  signal?: AbortSignal,
): Promise<Reply> {
  return client.run(operation, { ...others, appId: appIdAs(operation.appIdForm, id) }, signal);
}

const noSuchApp = 'the gateway doesn’t know this app, or doesn’t show it to this account';

/**
 * Returns a value of a reply. Throws `notFound` with the given message if it is null or undefined.
 */
export function found<T>(value: T | null | undefined, { name }: { readonly name: string }, missing = noSuchApp): T {
  if (value === null || value === undefined) throw new ForgeError('notFound', missing, { operation: name });
  return value;
}

/**
 * Returns the app of a reply after checking that it is the requested one, since what follows must not hit another app.
 * Throws `notFound` if there is none, `badReply` for another app.
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

/**
 * Returns the list of installations of an app that the gateway shows. Throws `badReply` if it is null: that says neither
 * that there are none nor that the app is gone.
 */
export function listOfInstallations<L>(list: L | null | undefined, { name }: { readonly name: string }): L {
  if (list === null || list === undefined)
    throw new ForgeError('badReply', 'the gateway left out the list of installations', { operation: name });
  return list;
}
