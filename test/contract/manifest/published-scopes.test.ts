import assert from 'node:assert/strict';
import { allScopes, scopeFacts } from '../../../src/manifest/scopes/built-in-scopes.ts';
import { acceptedScopes, downloadPublished } from '../../support/contract/published-package.ts';

describe(`the scope catalogue agrees with the manifest validation of ${acceptedScopes.package}`, () => {
  let accepted: readonly string[];

  before(async function () {
    this.timeout(60_000);
    const download = await downloadPublished(acceptedScopes);
    if ('unreachable' in download) {
      console.log(
        `    SKIPPED: the scopes are not compared, the package registry cannot be reached (${download.unreachable}).`,
      );
      return this.skip();
    }
    accepted = JSON.parse(download.text) as string[];
  });

  it('knows every scope that the validation takes', () => {
    assert.ok(accepted.length > 600);
    assert.deepEqual(
      accepted.filter((key) => scopeFacts(key)?.accepted !== true),
      [],
    );
  });

  it('takes none for accepted that the validation refuses', () => {
    const known = new Set(accepted);
    assert.deepEqual(
      allScopes.filter((facts) => facts.accepted && !known.has(facts.key)).map(({ key }) => key),
      [],
    );
  });
});
