import type { Fault } from './faults.ts';

type ReplyFault = Extract<Fault, { kind: 'errors' | 'malformed' | 'reply' }>;

/** Applies a fault to the text of a real reply. */
export function corruptReply(body: string, fault: ReplyFault): string {
  switch (fault.kind) {
    case 'malformed':
      return `${body.slice(0, -1)},,${body.slice(-1)}`;
    case 'reply':
      return JSON.stringify(fault.change(JSON.parse(body)));
    case 'errors':
      return JSON.stringify(withErrors(JSON.parse(body), fault));
  }
}

/** A reply with `errors[]`, whose data is null, kept, or kept except for one value. */
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
  const kept = keepData ? result.data : null;
  return { ...result, errors: entries, data: nullPath ? withNullAt(result.data, nullPath) : kept };
}

/** Replaces the value at `path` with null; unchanged if the path doesn't exist. */
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
