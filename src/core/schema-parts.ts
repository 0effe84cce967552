import * as z from 'zod/mini';
import { type AppAri, isAppAri } from './ids.ts';

/*
 * The building blocks of the domain's schemas. For a type with times, a function takes the schema of a time and returns
 * the fields: `z.date()` results in the type itself, `storedTime` in its form on disk, a number in its form in messages
 * to the panel's page. Modules loaded at start-up may import only types from here.
 */

export const text = z.string();
export const flag = z.boolean();
/** A field that may be absent, but never present with the value undefined. */
export const maybe = z.exactOptional;
/** A read-only list. */
export const many = <T extends z.ZodMiniType>(item: T) => z.readonly(z.array(item));

export const appAriText = z.custom<AppAri>((value) => typeof value === 'string' && isAppAri(value), 'not an app ARI');

/** The largest time a Date can hold, in milliseconds. */
const endOfTime = 8.64e15;

/** A time as stored on disk: epoch milliseconds. */
export const storedTime = z.codec(z.number().check(z.minimum(-endOfTime), z.maximum(endOfTime)), z.date(), {
  decode: (milliseconds) => new Date(milliseconds),
  encode: (date) => date.getTime(),
});

/** Makes a type deeply read-only. */
type Fixed<T> = T extends Date | string
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Fixed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Fixed<T[Key]> }
      : T;

/** The read-only domain type that a schema describes. */
export type Domain<Schema extends z.ZodMiniType> = Fixed<z.output<Schema>>;

/** The read-only domain type that a set of fields describes, with dates for times. */
export type DomainOf<Fields extends (time: z.ZodMiniDate) => z.core.$ZodShape> = Domain<
  z.ZodMiniObject<ReturnType<Fields>>
>;
