import * as z from 'zod/mini';
import { type AppAri, isAppAri } from './ids.ts';

/*
 * What the schemas of the domain's types are made of. A type with times has a function that takes the schema of a time
 * and gives the fields: with `z.date()` they are the type itself, with `storedTime` its form on disk, with a number its
 * form in messages to the panel's page. Modules that are loaded at the start import types of here alone.
 */

export const text = z.string();
export const flag = z.boolean();
/** A field that may be absent; it is never there and undefined. */
export const maybe = z.exactOptional;
/** A list that nobody changes. */
export const many = <T extends z.ZodMiniType>(item: T) => z.readonly(z.array(item));

export const appAriText = z.custom<AppAri>((value) => typeof value === 'string' && isAppAri(value), 'not an app ARI');

/** The largest time that a Date can hold, in milliseconds. */
const endOfTime = 8.64e15;

/** A time on disk: epoch milliseconds. */
export const storedTime = z.codec(z.number().check(z.minimum(-endOfTime), z.maximum(endOfTime)), z.date(), {
  decode: (milliseconds) => new Date(milliseconds),
  encode: (date) => date.getTime(),
});

/** What nobody changes. */
type Fixed<T> = T extends Date | string
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Fixed<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Fixed<T[Key]> }
      : T;

/** The type of the domain that a schema describes. */
export type Domain<Schema extends z.ZodMiniType> = Fixed<z.output<Schema>>;

/** The type of the domain that fields describe, their times being dates. */
export type DomainOf<Fields extends (time: z.ZodMiniDate) => z.core.$ZodShape> = Domain<
  z.ZodMiniObject<ReturnType<Fields>>
>;
