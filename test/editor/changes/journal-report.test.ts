import assert from 'node:assert/strict';
import { journalReport } from '../../../src/changes/dialogs/journal-report.ts';
import type { JournalEntry } from '../../../src/changes/model/journal.ts';

describe('the journal of changes', () => {
  const entry: JournalEntry = {
    at: '2026-11-28T10:00:00.000Z',
    request: 'r',
    account: { id: 'a', email: 'mara@example.com' },
    gateway: 'https://api.atlassian.com/graphql',
    app: { id: 'ari:cloud:ecosystem::app/x', name: 'Team\nPoll \u202Eexe' },
    action: 'deploy',
    environment: 'production',
    subject: 'nightly-1',
    outcome: 'sent',
  };

  it('has a line for each request, with what names hold spelled out', () => {
    const report = journalReport({ entries: [entry, { ...entry, outcome: 'done', requestId: 'i' }], unreadable: 1 });
    const rows = report.split('\n').filter((line) => line.startsWith('2026-11-28'));
    assert.equal(rows.length, 1);
    assert.match(rows[0] ?? '', /deploy +Team Poll ⟨U\+202E⟩exe +done +nightly-1 +production +mara@example\.com +i /);
    assert.match(report, /1 line of the journal can’t be read\./);
  });

  it('says of a request without an outcome that it may still come', () => {
    assert.match(
      journalReport({ entries: [entry], unreadable: 0 }),
      / unknown: Atlassian hasn’t answered yet, or the window was closed before it did +nightly-1 /,
    );
  });
});
