// Every token of the tests can be told from all other text, so that one that gets out anywhere is found.
import assert from 'node:assert/strict';
import { opendir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';

/**
 * In every token that a test uses; those of the sandbox have it by themselves. Put together here: a copy of this file
 * holds none.
 */
export const mark = ['sandbox', 'token', ''].join('-');

/** A token of the given name. */
export const canary = (name: string): string => `${mark}${name}`;

/** What part of a text's Base64 is the same whatever stands around it, by how many bytes stand before it. */
function base64Inside(text: string, before: number): string {
  const encoded = Buffer.from('\0'.repeat(before) + text)
    .toString('base64')
    .replace(/=+$/, '');
  // Characters of which some bits come from the neighbours are left out.
  const last = ((before + text.length) * 8) % 6 === 0 ? 0 : 1;
  return encoded.slice(Math.ceil((before * 8) / 6), encoded.length - last);
}

/**
 * The forms in which the mark may stand somewhere, by name: URL, JSON and HTML leave its letters and dashes as they
 * are.
 */
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

/** The most bytes that a form has: so much of a stream's end is looked at again with what follows. */
export const longestForm = Math.max(...forms.map(([, form]) => form.length));

/** The form in which a token stands in some bytes or a text; undefined where none does. */
export function canaryIn(data: Buffer | string): string | undefined {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  return forms.find(([, form]) => bytes.includes(form))?.[0];
}

/** Fails where a token is anywhere in a value: in hidden properties, causes and bytes too. */
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

/** Fails where a token stands in a request outside of the one header that it belongs in. */
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

/** Larger files are looked at in parts. */
const partBytes = 16 * 1024 * 1024;

/** The files under a folder that hold a token, with the form; none where there is no folder. Links are not followed. */
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
  // A file of a program that still runs may go at any time.
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

/** Fails where a file under one of the folders holds a token. */
export async function assertNoCanaryUnder(...folders: readonly string[]): Promise<void> {
  const found = (await Promise.all(folders.map((folder) => filesWithCanary(folder)))).flat();
  assert.deepEqual(found, [], 'A token was written to the disk');
}

/** Watches what is written piece by piece; `found` is the form of the first token that came by. */
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
