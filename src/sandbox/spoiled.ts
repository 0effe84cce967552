import type { Fault } from './faults.ts';

type Spoiling = Extract<Fault, { kind: 'errors' | 'malformed' | 'reply' }>;

/** The text of a true reply as `fault` leaves it. */
export function spoiled(body: string, fault: Spoiling): string {
  switch (fault.kind) {
    case 'malformed':
      return `${body.slice(0, -1)},,${body.slice(-1)}`;
    case 'reply':
      return JSON.stringify(fault.change(JSON.parse(body)));
    case 'errors':
      return JSON.stringify(withErrors(JSON.parse(body), fault));
  }
}

/** A reply with `errors[]`, its data null, kept, or kept but for one value. */
export function withErrors(reply: unknown, { errors, keepData, nullPath }: Extract<Fault, { kind: 'errors' }>): object {
  const result: { data?: unknown } = typeof reply === 'object' && reply !== null ? { ...reply } : {};
  const entries = errors.map(({ message, errorType, statusCode }) => ({
    message,
    ...(nullPath ? { path: nullPath } : {}),
    extensions: {
      ...(errorType === undefined ? {} : { errorType }),
      ...(statusCode === undefined ? {} : { statusCode }),
    },
  }));
  const data = nullPath ? withNullAt(result.data, nullPath) : keepData ? result.data : null;
  return { ...result, errors: entries, data };
}

/** `value` with null at `path`; as it is where the path leads nowhere. */
function withNullAt(value: unknown, path: readonly (string | number)[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return null;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? withNullAt(item, rest) : item));
  if (typeof value !== 'object' || value === null || !(key in value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [
      name,
      name === key ? withNullAt(item, rest) : item,
    ]),
  );
}
