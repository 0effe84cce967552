import assert from 'node:assert/strict';
import { languageOfTexts, relativeTime } from '../../../src/core/time-text.ts';

describe('a time in a text', () => {
  const now = Date.parse('2026-03-12T00:00:00Z');
  const archived = (language: string) => `archived ${relativeTime(now - 8 * 86_400_000, now, language, 'just now')}`;

  it('is in the language of the text: English where nothing is translated into the editor’s', () => {
    assert.equal(archived(languageOfTexts('de', false)), 'archived 8 days ago');
    assert.equal(languageOfTexts('de', true), 'de');
  });
});
