import {
  startSandbox,
  type Sandbox,
  type SandboxAccount,
  type SandboxOptions,
} from '../../../src/sandbox/sandbox-server.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';

/** A time at which the events of March 2024 are less than two years old. */
export const winter = new Date('2026-02-01T12:00:00Z');

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed reply; tests read values from it with `at`. */
  readonly body: unknown;
}

/** Returns the Basic header of an account. */
export const basic = ({ email, token }: Pick<SandboxAccount, 'email' | 'token'>): string =>
  `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

/** Sends a GraphQL request as `account` (the main one by default) over HTTP. */
export async function ask(
  sandbox: Sandbox,
  query: string,
  variables: object = {},
  account: SandboxAccount = sandbox.accounts.main,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(sandbox.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(account), ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Returns the value at `path`, undefined if there is none; `*` stands for each item of a list. */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((current, key, index, keys) => {
    if (Array.isArray(current) && key === '*')
      return current.map((item: unknown) => at(item, keys.slice(index + 1).join('.') || '*self'));
    if (keys.slice(0, index).includes('*')) return current;
    if (key === '*self') return current;
    if (typeof current !== 'object' || current === null) return undefined;
    return Object.entries(current).find(([name]) => name === key)?.[1] as unknown;
  }, value);
}

/** Runs `use` with a sandbox, and closes it afterwards. */
export async function withSandbox<T>(
  use: (sandbox: Sandbox) => Promise<T>,
  options: SandboxOptions = { now: winter },
): Promise<T> {
  const sandbox = await startSandbox({ recordsRequests: true, ...options });
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

export const ariOf = (key: keyof typeof sampleAppIds): string => `ari:cloud:ecosystem::app/${sampleAppIds[key]}`;
