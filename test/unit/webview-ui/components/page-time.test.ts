import assert from 'node:assert/strict';
import { exactTime, relativeTime } from '../../../../webview-ui/components/page-time.ts';

const now = Date.UTC(2026, 2, 12, 9, 41, 7);
const ago = (seconds: number): string => relativeTime(now - seconds * 1000, now, 'en', 'just now');

describe('Times on the page', () => {
  it('are told by how long ago they were', () => {
    assert.equal(ago(0), 'just now');
    assert.equal(ago(44), 'just now');
    assert.equal(ago(-30), 'just now');
    assert.equal(ago(5 * 60), '5 minutes ago');
    assert.equal(ago(3 * 3600), '3 hours ago');
    assert.equal(ago(86_400), 'yesterday');
    assert.equal(ago(3 * 86_400), '3 days ago');
    assert.equal(ago(61 * 86_400), '2 months ago');
    assert.equal(ago(800 * 86_400), '2 years ago');
  });

  it('are exact in UTC; what is no time is empty', () => {
    assert.equal(exactTime(now), '2026-03-12 09:41:07 UTC');
    assert.equal(exactTime(Number.NaN), '');
  });
});
