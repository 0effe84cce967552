import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { archiveApp } from '../../../src/audit-logs/model/archive.ts';
import { findArchives } from '../../../src/audit-logs/model/archive-folder.ts';
import { formatIndex, parseIndex } from '../../../src/audit-logs/model/archive-index.ts';
import { mergeMonth } from '../../../src/audit-logs/model/archive-month.ts';
import { archiveState } from '../../../src/audit-logs/model/archive-state.ts';
import { csvRecords, endsInQuotes } from '../../../src/audit-logs/model/csv-records.ts';
import { dayMs } from '../../../src/audit-logs/model/days.ts';
import { fileStem, safeFileName } from '../../../src/files/file-name.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import { createJournal } from '../../../src/changes/model/journal-file.ts';
import { createAppListCache } from '../../../src/apps/model/app-list-cache.ts';
import { createScopeFactsCache } from '../../../src/manifest/scopes/scope-facts-cache.ts';
import { fullApp } from '../../support/make-apps.ts';
import { auditEvent, loadOf, vault } from '../../support/audit-world.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { anyJson, edit, edited, hostileTexts, jsonText } from '../../support/fuzz/json.ts';
import { assertSound } from '../../support/fuzz/run-operations.ts';
import { editedText, textEdit } from '../../support/fuzz/hostile-text.ts';
import { hasDevices, hasLinks } from '../../support/links-and-devices.ts';
import { useFolder } from '../../support/folder.ts';

const now = new Date('2025-03-20T12:00:00Z');
const events = Array.from({ length: 40 }, (_, number) =>
  auditEvent(number, new Date(now.getTime() - (number * dayMs) / 2), {
    location: number % 5 === 0 ? 'a "b",\r\nc' : 'EU',
  }),
);
const later = { root: '', app: vault, load: loadOf(events), now: new Date(now.getTime() + dayMs) };

/** What can become of a file on a disk. */
type Damage =
  | { readonly kind: 'text'; readonly edits: readonly Parameters<typeof editedText>[1][number][] }
  | { readonly kind: 'bytes'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'lines'; readonly a: number; readonly b: number }
  | { readonly kind: 'replaced'; readonly text: string }
  | { readonly kind: 'json'; readonly edits: readonly Parameters<typeof edited>[1][number][] }
  | { readonly kind: 'folder' | 'device' | 'loop' | 'dangling' | 'gone' };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      edits: fc.array(textEdit, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('bytes' as const),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lines' as const), a: fc.nat(50), b: fc.nat(50) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('replaced' as const),
      text: fc.oneof(anyJson.map(jsonText), fc.constantFrom(...hostileTexts)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('json' as const), edits: fc.array(edit, { minLength: 1, maxLength: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'folder' as const,
        ...(hasDevices && hasLinks ? ['device' as const] : []),
        ...(hasLinks ? ['loop' as const, 'dangling' as const] : []),
        'gone' as const,
      ),
    }),
  },
);

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return bytes.toString();
  }
}

/** The bytes of a file after its damage; undefined where it is no file any more. */
function damaged(bytes: Buffer, how: Damage): Buffer | undefined {
  switch (how.kind) {
    case 'text':
      return Buffer.from(editedText(bytes.toString(), how.edits));
    case 'bytes': {
      const start = Math.floor(how.at * bytes.length);
      return Buffer.concat([bytes.subarray(0, start), how.bytes, bytes.subarray(start + how.bytes.length)]);
    }
    case 'lines': {
      const lines = bytes.toString().split('\n');
      const [a, b] = [how.a % lines.length, how.b % lines.length];
      return Buffer.from(
        lines
          .with(a, lines[b] ?? '')
          .with(b, lines[a] ?? '')
          .join('\n'),
      );
    }
    case 'replaced':
      return Buffer.from(how.text);
    case 'json':
      return Buffer.from(jsonText(edited(parsed(bytes), how.edits)));
    default:
      return undefined;
  }
}

async function inflict(file: string, how: Damage): Promise<void> {
  const bytes = damaged(await readFile(file), how);
  await rm(file);
  if (bytes !== undefined) await writeFile(file, bytes);
  else if (how.kind === 'folder') await mkdir(file);
  else if (how.kind === 'device') await symlink('/dev/zero', file);
  else if (how.kind === 'loop') await symlink(file, file);
  else if (how.kind === 'dangling') await symlink(`${file}.nothing`, file);
}

const isKnown = (error: unknown): boolean =>
  error instanceof ForgeError || (error instanceof Error && 'syscall' in error);

/** Passes on what is no error that says what to do: of ours, or of the disk. */
function told(error: unknown): undefined {
  if (isKnown(error)) return undefined;
  throw error;
}

describe('an audit archive that was damaged on disk', function () {
  this.timeout(600_000);
  let sound: string;
  let month: Buffer;
  let index: Buffer;
  before(async () => {
    sound = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
    const { folder } = await archiveApp({
      ...later,
      root: sound,
      workspaceFolder: sound,
      now,
      signal: new AbortController().signal,
    });
    month = await readFile(join(folder, '2025-03.csv'));
    index = await readFile(join(folder, 'index.json'));
  });
  after(() => rm(sound, { recursive: true, force: true }));

  property(
    'loses no row when more is archived, or says what is damaged',
    250,
    fc.record({
      file: fc.constantFrom('2025-03.csv', '2025-03.csv', '2025-03.csv', 'index.json', 'index.json', '.lock'),
      how: damage,
    }),
    async ({ file, how }) => {
      const root = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
      try {
        const folder = join(root, 'customer-notes-vault_83c0f6d2');
        await mkdir(folder);
        for (const [name, bytes] of [
          ['2025-03.csv', month],
          ['index.json', index],
          ['.lock', Buffer.from('{"process":1,"host":"x","id":"y"}')],
        ] as const)
          if (name !== '.lock' || file === '.lock') await writeFile(join(folder, name), bytes);
        await inflict(join(folder, file), how);
        const isFile = await stat(join(folder, file)).then(
          (found) => found.isFile(),
          () => false,
        );
        const before = isFile ? await readFile(join(folder, file)) : undefined;

        for (const found of await findArchives(root)) {
          if ('index' in found) assertSound(archiveState(found.index, later.now, 21));
          else told(found.error);
        }
        const signal = file === '.lock' ? AbortSignal.timeout(120) : new AbortController().signal;
        const failure: unknown = await archiveApp({ ...later, root, workspaceFolder: root, signal }).then(
          () => undefined,
          (error: unknown) => error ?? 'nothing',
        );
        // A lock that is in the way makes it wait; without one, a busy computer may take as long.
        if (failure !== undefined && failure !== signal.reason) told(failure);
        if (before === undefined || file === '.lock') return;

        const after = await readFile(join(folder, file));
        if (failure !== undefined && file === '2025-03.csv')
          assert.deepEqual(after, before, 'a damaged file was written over');
        if (file !== '2025-03.csv') return;
        // Every row that was there is there, character by character and in its order.
        const copy = (await readdir(folder)).find((name) => name.includes('.cut'));
        if (copy !== undefined) assert.deepEqual(await readFile(join(folder, copy)), before, 'the copy is another');
        const rows = [...csvRecords(before.toString())].slice(0, copy === undefined ? undefined : -1);
        const kept = [...csvRecords(after.toString())];
        const ids = new Set(kept.map(({ cells }) => cells.at(-1)));
        if (failure === undefined) for (const { id } of events) assert.ok(ids.has(id), `${id} is lost`);
        let at = 0;
        for (const { text } of kept) if (text === rows[at]?.text) at++;
        assert.equal(at, rows.length, 'a row is gone');
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    },
  );

  property('has an index that is sound or told to be damaged', 1500, damage, (how) => {
    try {
      const read = parseIndex((damaged(index, how) ?? Buffer.from('')).toString());
      assertSound([read, archiveState(read, now, 21)]);
      assert.deepEqual(parseIndex(formatIndex(read)), read);
    } catch (error) {
      assert.ok(
        error instanceof ForgeError && error.kind === 'damaged' && error.message.includes('restore it, or move'),
        String(error),
      );
    }
  });

  property(
    'keeps every row of any text that is merged into, and adds each event once',
    1200,
    fc.tuple(damage, fc.nat(20)),
    async ([how, first]) => {
      const current = (damaged(month, how) ?? Buffer.from('')).toString();
      if (endsInQuotes(current)) return;
      const merged = await mergeMonth(current, events.slice(first, first + 5));
      const once = merged.text ?? current;
      const rows = [...csvRecords(current)];
      let at = 0;
      for (const { text } of csvRecords(once)) if (text === rows[at]?.text) at++;
      assert.equal(at, rows.length, 'a row is gone');
      assert.equal(
        (await mergeMonth(once, events.slice(first, first + 5))).text,
        undefined,
        'an event was added twice',
      );
    },
  );
});

describe('what this extension keeps for itself, damaged on disk', function () {
  this.timeout(600_000);
  const folder = useFolder();

  property('as the list of apps is shown, or left out and told', 350, fc.record({ how: damage }), async ({ how }) => {
    const place = await mkdtemp(join(folder.path, 'x'));
    const errors: unknown[] = [];
    const cache = createAppListCache(place, 'account', (error) => void errors.push(error));
    await cache.write({ apps: [fullApp(1), fullApp(2)], at: now });
    const [file = ''] = await readdir(place);
    // A link to a device is nobody's accident in a folder that is the extension's own.
    await inflict(join(place, file), how.kind === 'device' ? { kind: 'gone' } : how);
    const read = await cache.read();
    assertSound(read);
    assert.ok(
      read !== undefined ||
        errors.length > 0 ||
        how.kind === 'gone' ||
        how.kind === 'device' ||
        how.kind === 'dangling',
      'it vanished without a word',
    );
    // What is written next is read.
    await cache.clear();
    if (how.kind === 'folder') return;
    await cache.write({ apps: [fullApp(3)], at: now });
    assert.equal((await cache.read())?.apps.length, 1);
  });

  property(
    'as the facts about scopes are known, or asked for again and told',
    200,
    fc.record({ how: damage }),
    async ({ how }) => {
      const place = await mkdtemp(join(folder.path, 'x'));
      const errors: unknown[] = [];
      const cache = createScopeFactsCache(place, 'http://127.0.0.1/graphql', (error) => void errors.push(error));
      const scope = { key: 'read:jira-work', name: 'View', description: 'x', api: 'Jira', restricted: false };
      await cache.write(
        new Map([
          ['read:jira-work', { at: now.getTime(), scope }],
          ['read:nothing', { at: now.getTime() }],
        ]),
      );
      const [file = ''] = await readdir(place);
      await inflict(join(place, file), how.kind === 'device' ? { kind: 'gone' } : how);
      const known = await cache.read();
      assertSound(known);
      assert.ok(
        known.size > 0 || errors.length > 0 || ['gone', 'device', 'dangling', 'json', 'text'].includes(how.kind),
        'they vanished without a word',
      );
    },
  );

  property(
    'as the journal keeps the lines that are sound, counts the others, and takes new ones',
    350,
    fc.record({ how: damage }),
    async ({ how }) => {
      const place = await mkdtemp(join(folder.path, 'x'));
      const file = join(place, 'journal.jsonl');
      const journal = createJournal(file, () => now);
      const entry = {
        account: { id: 'mara', email: 'mara@example.com' },
        gateway: 'http://127.0.0.1/graphql',
        app: { id: 'a', name: 'A "b"\n' },
        action: 'delete' as const,
      };
      for (const request of ['1', '2', '3']) await journal.append({ ...entry, request, outcome: 'sent' });
      const isText = ['text', 'bytes', 'lines', 'replaced', 'json'].includes(how.kind);
      await inflict(file, isText || how.kind === 'gone' || how.kind === 'folder' ? how : { kind: 'gone' });
      const before = isText ? await readFile(file) : Buffer.from('');
      const appended = await journal.append({ ...entry, request: '4', outcome: 'done' }).then(() => true, told);
      if (appended !== true) return;
      const { entries, unreadable } = await journal.read();
      assertSound(entries);
      for (const { at } of entries) assert.ok(!Number.isNaN(Date.parse(at)));
      assert.equal(entries.at(-1)?.request, '4', 'the new entry is lost');
      assert.ok(entries.length + unreadable >= 1);
      assert.ok((await readFile(file)).subarray(0, before.length).equals(before), 'what was there was changed');
    },
  );
});

describe('a name that a file gets', () => {
  property(
    'is one that Windows, macOS and Linux take',
    1000,
    fc.oneof(
      fc.constantFrom(...hostileTexts),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .tuple(fc.constantFrom(...hostileTexts), fc.string({ unit: 'grapheme', maxLength: 40 }))
        .map((parts) => parts.join('')),
    ),
    (text) => {
      for (const name of [safeFileName(text, '.csv'), `${fileStem(text)}.csv`]) {
        assert.doesNotMatch(name, /[\p{Cc}\p{Zl}\p{Zp}<>:"/\\|?*\u202A-\u202E\u2066-\u2069]/u);
        assert.doesNotMatch(name, /^[\s.]|[\s.]\.csv$/u);
        assert.ok(
          name.length > 4 && Buffer.byteLength(name) <= 200 && name.isWellFormed() && name === name.normalize('NFC'),
          name,
        );
      }
      assert.doesNotMatch(safeFileName(text, '.csv'), /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
    },
  );
});
