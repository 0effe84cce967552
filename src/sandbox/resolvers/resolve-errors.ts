import { GraphQLError } from 'graphql';

/** An error that becomes an entry of `errors[]`, with the gateway's extensions. */
export function refusal(message: string, errorType: string, statusCode: number): GraphQLError {
  return new GraphQLError(message, { extensions: { errorType, statusCode } });
}

/** The QueryError member of a union. */
export function queryError(message: string, errorType: string, statusCode: number, identifier?: string): object {
  return {
    __typename: 'QueryError',
    identifier,
    message,
    extensions: [{ __typename: 'GenericQueryErrorExtension', errorType, statusCode }],
  };
}

/** A mutation's reply for a refusal: nothing was done. */
export function refused(
  message: string,
  errorType: string,
  statusCode: number,
): { success: false; errors: readonly object[] } {
  return { success: false, errors: [mutationError(message, errorType, statusCode)] };
}

/** An entry of the `errors` in a mutation’s payload. */
export function mutationError(message: string, errorType: string, statusCode: number): object {
  return { message, extensions: { __typename: 'GenericMutationErrorExtension', errorType, statusCode } };
}
