import * as z from 'zod/mini';

/** A nullable field of the gateway: null and absence both become undefined. */
export function optional<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  );
}

/** No list of the gateway has more items in one reply. */
const mostItems = 100_000;

/**
 * A list of at most 100,000 items that must all be valid. Stops at the first invalid item: reporting each of millions
 * would exhaust the memory.
 */
export function list<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    z
      .custom<unknown[]>(Array.isArray, 'not a list')
      .check(z.refine((items) => items.length <= mostItems, `a list of more than ${mostItems}`)),
    z.transform((items, { issues }): z.output<T>[] => {
      const passed: z.output<T>[] = [];
      for (const [index, item] of items.entries()) {
        const { success, data, error } = schema.safeParse(item);
        if (success) passed.push(data);
        else {
          const [issue] = error.issues;
          issues.push({
            code: 'custom',
            input: undefined,
            path: [index, ...(issue?.path ?? [])],
            message: issue?.message ?? 'not as expected',
          });
          return z.NEVER;
        }
      }
      return passed;
    }),
  );
}

/**
 * The nodes of a connection without the null entries the gateway allows. A missing list is invalid rather than empty.
 */
export function nodes<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    list(z.nullable(schema)),
    z.transform((all) => all.filter((node): node is NonNullable<typeof node> => node !== null)),
  );
}

/** A required time of the gateway, in either of its forms. */
export const time = () =>
  z.pipe(
    z.string().check(z.refine((text) => parseTime(text) !== undefined, 'not a time')),
    z.transform((text) => parseTime(text) ?? new Date(Number.NaN)),
  );

/** `pageInfo` of a connection. */
export const pageInfo = () => z.object({ hasNextPage: z.boolean(), endCursor: z.optional(z.nullable(z.string())) });

/** The fields of AppEnvironmentVersion that name the Atlassian apps it works in. */
export const atlassianAppFields = () => ({
  requiredProducts: optional(list(z.string())),
  primaryProduct: optional(z.string()),
});

/** Returns the Atlassian apps a version works in, the primary one first. */
export function atlassianAppsOf({
  primaryProduct,
  requiredProducts = [],
}: {
  requiredProducts?: string[] | undefined;
  primaryProduct?: string | undefined;
}): string[] {
  return [...new Set(primaryProduct === undefined ? requiredProducts : [primaryProduct, ...requiredProducts])];
}

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)?)?$/;

/**
 * Parses a time of the gateway: ISO 8601, or epoch milliseconds as text (in versions and environments). Returns
 * undefined for anything else.
 */
export function parseTime(text: string): Date | undefined {
  const isEpoch = /^-?\d{9,16}$/.test(text);
  if (!isEpoch && !isoTime.test(text)) return undefined;
  const date = new Date(isEpoch ? Number(text) : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
