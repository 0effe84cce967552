import assert from 'node:assert/strict';
import { toRow } from '../../../../src/audit-logs/model/csv-columns.ts';
import { createMergedEvents, type MergedEvents } from '../../../../src/audit-logs/model/merged-events.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { auditEventView, auditFieldText, auditRowsView } from '../../../../src/audit-logs/panel/audit-views.ts';
import { requests } from '../../../../src/app-panel/protocol.ts';
import type { AuditRowsView } from '../../../../src/audit-logs/audit-logs-protocol.ts';
import { shownText } from '../../../../src/vscode/shown-text.ts';
import { rowsOf } from '../../../../webview-ui/audit-logs/event-row.ts';
import { auditEvent } from '../../../support/audit-world.ts';

const at = new Date('2025-03-12T09:41:07.123Z');
const hostile = `<img src=x onerror=alert(1)>\u202Egnp.exe\0\r\n`;

function known(fetched: readonly AuditEvent[], archived: readonly AuditEvent[] = []): MergedEvents {
  const events = createMergedEvents();
  events.addArchived(archived.map((event) => toRow(event, ['eventId'])));
  events.addFetched(fetched);
  return events;
}

/** The same, as it arrives at the page. */
function sent(view: AuditRowsView): AuditRowsView {
  return requests.auditRows.reply.parse(JSON.parse(JSON.stringify(view)));
}

describe('The rows of audit events for the page', () => {
  it('arrive as they were, texts that are alike told once', () => {
    const view = sent(
      auditRowsView(
        known([auditEvent(1, at), auditEvent(2, at)], [auditEvent(2, at, { target: 'EU' }), auditEvent(3, at)]),
        4,
        0,
      ),
    );
    assert.deepEqual([view.generation, view.next, view.more, view.products.values], [4, 4, false, ['Confluence']]);
    const both = {
      at: undefined,
      day: '2025-03-12',
      product: 'Confluence',
      environment: 'Production',
      version: '3.1.0',
      event: 'Migration scheduled',
      location: 'Global',
      isArchived: true,
      isAtAtlassian: true,
      isChanged: false,
    };
    assert.deepEqual(rowsOf(view), [
      { ...both, key: 0, id: 'event-2', site: 'site-2', target: 'US', at: at.getTime(), isChanged: true },
      { ...both, key: 1, id: 'event-3', site: 'site-3', target: 'US', isAtAtlassian: false },
      { ...both, key: 2, id: 'event-1', site: 'site-1', target: 'US', at: at.getTime(), isArchived: false },
    ]);
  });

  it('come in pieces, each from where the one before ended, and then what changed', () => {
    const events = known(Array.from({ length: 25_000 }, (_, number) => auditEvent(number, at)));
    const pieces: AuditRowsView[] = [];
    for (let after = 0; ; after = pieces.at(-1)?.next ?? 0) {
      const piece = auditRowsView(events, 0, after);
      pieces.push(piece);
      if (!piece.more) break;
    }
    assert.deepEqual(
      pieces.map(({ keys }) => keys.length),
      [10_000, 10_000, 5000],
    );
    assert.equal(new Set(pieces.flatMap(({ keys }) => keys)).size, 25_000);
    events.addFetched([auditEvent(7, at, { target: 'DE' })]);
    assert.deepEqual(
      rowsOf(auditRowsView(events, 0, 25_000)).map(({ key, target }) => [key, target]),
      [[7, 'DE']],
    );
    assert.deepEqual(auditRowsView(events, 0, 99_999).keys, []);
  });

  it('show what can not be seen as codes, and cut what is long', () => {
    const [row] = rowsOf(
      sent(
        auditRowsView(
          known([auditEvent(1, at, { location: hostile, installedVersion: 'v'.repeat(1_000_000), id: '\u202Eid' })]),
          0,
          0,
        ),
      ),
    );
    assert.equal(row?.location, '<img src=x onerror=alert(1)>⟨U+202E⟩gnp.exe⟨U+0000⟩⟨U+000D⟩⟨U+000A⟩');
    assert.equal(row.version, `${'v'.repeat(200)}…`);
    assert.equal(row.id, '⟨U+202E⟩id');
  });

  it('have no time and no day where none is told', () => {
    const undated = { ...auditEvent(1, at), at: undefined };
    const [row] = rowsOf(sent(auditRowsView(known([undated]), 0, 0)));
    assert.deepEqual([row?.at, row?.day], [undefined, '']);
  });
});

describe('A day in an archive that is none', () => {
  it('puts its event where no day is told', () => {
    const events = createMergedEvents();
    for (const [index, day] of ['2025-02-29', 'yesterday', '=1', ''].entries()) {
      const row = toRow(auditEvent(index, at), ['eventId']);
      events.addArchived([row.with(7, day)]);
    }
    assert.deepEqual(
      rowsOf(sent(auditRowsView(events, 0, 0))).map(({ day }) => day),
      ['', '', '', ''],
    );
  });
});

describe('One audit event for the page', () => {
  const view = (events: MergedEvents) => {
    const [event] = events.all;
    assert.ok(event);
    const made = auditEventView(event);
    assert.deepEqual(requests.auditEvent.reply.parse(JSON.parse(JSON.stringify(made))), made);
    return { event, made, field: (name: string) => made.fields.find(({ field }) => field === name) };
  };

  it('has all that is told of it, and nothing else', () => {
    const { made } = view(known([auditEvent(1, at, { migrationStart: new Date('2025-03-13T00:00:00Z') })]));
    assert.equal(made.at, at.getTime());
    assert.deepEqual(
      made.fields.map(({ field, text }) => [field, text]),
      [
        ['event', 'Migration scheduled'],
        ['date', '2025-03-12'],
        ['siteId', 'site-1'],
        ['product', 'Confluence'],
        ['environment', 'Production'],
        ['installedVersion', '3.1.0'],
        ['location', 'Global'],
        ['target', 'US'],
        ['eventId', 'event-1'],
        ['environmentId', 'environment-1'],
        ['migrationStart', '2025-03-13T00:00:00.000Z'],
        ['appName', 'Customer Notes Vault'],
        ['appId', '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95'],
      ],
    );
    const archived = view(known([], [auditEvent(1, at)]));
    assert.equal(archived.made.at, undefined);
    assert.equal(archived.field('environmentId'), undefined);
  });

  it('has what is archived beside what the gateway tells now', () => {
    const { field } = view(known([auditEvent(1, at, { target: 'EU', appName: 'New name' })], [auditEvent(1, at)]));
    assert.deepEqual(field('target'), { field: 'target', text: 'EU', was: ['US'] });
    assert.deepEqual(field('location'), { field: 'location', text: 'Global' });
    assert.deepEqual(field('appName'), { field: 'appName', text: 'New name' });
    assert.deepEqual(
      view(known([auditEvent(1, at, { installedVersion: '' })], [auditEvent(1, at)])).field('installedVersion'),
      { field: 'installedVersion', text: '', was: ['3.1.0'] },
    );
  });

  it('shows a megabyte in part, and copies all of it as it is', () => {
    const long = `${'x'.repeat(1_000_000)}\u202E`;
    const { event, field } = view(known([auditEvent(1, at, { location: long })]));
    assert.deepEqual(field('location'), { field: 'location', text: `${'x'.repeat(10_000)}…`, length: 1_000_001 });
    assert.equal(auditFieldText(event, 'location'), long);
  });
});

describe('A text from elsewhere', () => {
  it('stays as it is where every letter can be seen', () => {
    for (const text of ['', 'Ærø – 東京', 'עברית', 'e\u0301', '𠮷', '🎉', '<b>&amp;</b>', '$(x) [y](command:z)'])
      assert.equal(shownText(text, 200), text);
  });

  it('shows joiners, marks of direction, tags and halves of letters as codes', () => {
    assert.equal(shownText('a\u200Bb\u2066c\uFEFFd\u{E0041}', 200), 'a⟨U+200B⟩b⟨U+2066⟩c⟨U+FEFF⟩d⟨U+E0041⟩');
    assert.equal(shownText('\uD83Dx', 200), '⟨U+D83D⟩x');
  });

  it('is not cut within a letter', () => assert.equal(shownText('ab𠮷cd', 3), 'ab…'));
});
