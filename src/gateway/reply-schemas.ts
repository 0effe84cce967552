import * as z from 'zod/mini';

/** A nullable field of the gateway: null and absence both become undefined. */
export function optional<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    z.optional(z.nullable(schema)),
    z.transform((value) => value ?? undefined),
  );
}

/**
 * A list of which every item passes. The first that does not ends it: a list of millions of wrong items, of which each
 * would be told, takes up more memory than there is.
 */
export function list<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    z.custom<unknown[]>(Array.isArray, 'not a list'),
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
 * The nodes of a connection without the null entries that the gateway allows. A missing list is no empty list: it does
 * not pass.
 */
export function nodes<T extends z.ZodMiniType>(schema: T) {
  return z.pipe(
    list(z.nullable(schema)),
    z.transform((all) => all.filter((node): node is NonNullable<typeof node> => node !== null)),
  );
}

/** A time that the gateway always gives, in either of its forms. */
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

/** The Atlassian apps that a version works in, the primary one first. */
export function atlassianAppsOf({
  primaryProduct,
  requiredProducts = [],
}: {
  requiredProducts?: string[] | undefined;
  primaryProduct?: string | undefined;
}): string[] {
  return [...new Set(primaryProduct === undefined ? requiredProducts : [primaryProduct, ...requiredProducts])];
}

/**
 * A time of the gateway: ISO-8601, or a text of epoch milliseconds (the form of version and environment times).
 * Undefined where it is neither.
 */
export function parseTime(text: string): Date | undefined {
  const time = /^-?\d{9,16}$/.test(text) ? Number(text) : Date.parse(text);
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
