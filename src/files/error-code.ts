/** The code of an error of the file system, like `ENOENT`; undefined for another error. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Gives undefined for the error of what is not there. Throws any other. For `catch`. */
export function unlessMissing(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
