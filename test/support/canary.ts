// All tokens in tests are recognisable, so that a leak can be found anywhere.
import assert from 'node:assert/strict';
import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Part of every token in tests, including the sandbox's. Assembled here, so that a copy of this file contains none. */
export const mark = ['sandbox', 'token', ''].join('-');

/** Returns a token with the given name. */
export const canary = (name: string): string => `${mark}${name}`;

/** Returns the part of a text's Base64 that does not depend on its neighbours, for an offset of `before` bytes. */
function base64Inside(text: string, before: number): string {
  const encoded = Buffer.from('\0'.repeat(before) + text)
    .toString('base64')
    .replace(/=+$/, '');
  // Leave out characters that share bits with a neighbour.
  const last = ((before + text.length) * 8) % 6 === 0 ? 0 : 1;
  return encoded.slice(Math.ceil((before * 8) / 6), encoded.length - last);
}

/** The encodings in which the mark may appear, by name. URL, JSON and HTML leave its letters and dashes unchanged. */
const forms: readonly (readonly [string, Buffer])[] = [
  ['plain', Buffer.from(mark)],
  ['in UTF-16', Buffer.from(mark, 'utf16le')],
  ['in hex', Buffer.from(Buffer.from(mark).toString('hex'))],
  ['in capital hex', Buffer.from(Buffer.from(mark).toString('hex').toUpperCase())],
  [
    'in the hex of a dump',
    Buffer.from(
      Buffer.from(mark)
        .toString('hex')
        .replace(/(..)(?=.)/g, '$1 '),
    ),
  ],
  ['in decimal bytes', Buffer.from([...Buffer.from(mark)].join(','))],
  ...[0, 1, 2].flatMap((before) => [
    ['in Base64', Buffer.from(base64Inside(mark, before))] as const,
    ['in the UTF-16 of Base64', Buffer.from(base64Inside(mark, before), 'utf16le')] as const,
  ]),
];

/** The length of the longest form in bytes: this much of a stream's end is searched again with the next chunk. */
export const longestForm = Math.max(...forms.map(([, form]) => form.length));

/** Returns the form in which data contains a token; undefined if it contains none. */
export function canaryIn(data: Buffer | string): string | undefined {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  return forms.find(([, form]) => bytes.includes(form))?.[0];
}

/** Fails if a value contains a token anywhere, including hidden properties, causes and bytes. */
export function assertNoCanaryIn(what: string, value: unknown): void {
  const text =
    typeof value === 'string'
      ? value
      : inspect(value, {
          depth: Infinity,
          showHidden: true,
          maxStringLength: Infinity,
          maxArrayLength: Infinity,
          breakLength: Infinity,
        });
  const form = canaryIn(text);
  assert.equal(form, undefined, `A token is ${form} in ${what}: ${excerpt(text)}`);
}

/** Fails if a request contains a token anywhere but in the Authorization header. */
export function assertNoCanaryBesideAuthorization(request: {
  readonly operation: string;
  readonly headers: object;
  readonly variables: unknown;
}): void {
  assertNoCanaryIn(`a request ${request.operation}`, [
    { ...request.headers, authorization: undefined },
    request.variables,
  ]);
}

function excerpt(text: string): string {
  const at = text.indexOf(mark);
  return text.slice(Math.max(0, at - 200), at + 100);
}

/** Larger files are searched in parts. */
const partBytes = 16 * 1024 * 1024;

/**
 * Returns the files under a folder that contain a token, with its form; empty if the folder does not exist. Links are
 * not followed.
 */
export async function filesWithCanary(
  folder: string,
  isExempt: (path: string) => boolean = () => false,
): Promise<string[]> {
  const found: string[] = [];
  const entries = await opendir(folder, { recursive: true }).catch(() => undefined);
  for await (const entry of entries ?? []) {
    const path = join(entry.parentPath, entry.name);
    const form = canaryIn(entry.name) ?? (entry.isFile() && !isExempt(path) ? await canaryInFile(path) : undefined);
    if (form !== undefined) found.push(`${path} (${form})`);
  }
  return found;
}

async function canaryInFile(path: string): Promise<string | undefined> {
  // A running program may delete its files at any time.
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  const bytes = size > 0 ? await readFile(path).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
  for (let start = 0; start < bytes.length; start += partBytes) {
    const form = canaryIn(bytes.subarray(start, start + partBytes + longestForm));
    if (form !== undefined) return form;
  }
  return undefined;
}

/** Fails if a file under one of the folders contains a token. */
export async function assertNoCanaryUnder(...folders: readonly string[]): Promise<void> {
  const found = (await Promise.all(folders.map((folder) => filesWithCanary(folder)))).flat();
  assert.deepEqual(found, [], 'A token was written to the disk');
}

/** Searches a stream for tokens chunk by chunk; `found` is the form of the first one. */
export function watchForCanary(): { readonly found: string | undefined; write(piece: Buffer): void } {
  let end = Buffer.alloc(0);
  let found: string | undefined;
  return {
    get found() {
      return found;
    },
    write(piece) {
      const bytes = Buffer.concat([end, piece]);
      found ??= canaryIn(bytes);
      end = bytes.subarray(Math.max(0, bytes.length - longestForm));
    },
  };
}
