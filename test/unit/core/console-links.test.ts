import assert from 'node:assert/strict';
import { clouds } from '../../../src/core/clouds.ts';
import { type ConsolePage, consoleLink } from '../../../src/core/console-links.ts';
import { appAri } from '../../../src/core/ids.ts';

const uuid = '1a2b3c4d-0000-4000-8000-000000000001';
const ari = appAri(uuid);
const { commercial, government } = clouds;

describe('a link into the developer console', () => {
  const pages: readonly [ConsolePage | undefined, string][] = [
    [undefined, 'overview'],
    ['overview', 'overview'],
    ['installations', 'monitoring/installations'],
    ['distribution', 'manage/distribution'],
    ['environments', 'environments'],
    ['permissions', 'permissions'],
    ['contributors', 'contributors'],
  ];
  for (const [page, path] of pages) {
    it(`leads to ${path}`, () =>
      assert.equal(
        consoleLink(commercial, ari, page),
        `https://developer.atlassian.com/console/myapps/${uuid}/${path}`,
      ));
  }

  for (const [gateway, host] of [
    [government.gateway, 'developer.atlassian-us-gov-mod.com'],
    ['https://api.stg.atlassian-us-gov-mod.com/graphql', 'developer.atlassian-us-gov-mod.com'],
    ['https://API.ATLASSIAN-US-GOV-MOD.COM/graphql', 'developer.atlassian-us-gov-mod.com'],
    ['https://atlassian-us-gov-mod.com.evil.example/graphql', 'developer.atlassian.com'],
    ['https://notatlassian-us-gov-mod.com/graphql', 'developer.atlassian.com'],
    ['https://example.com/?atlassian-us-gov-mod.com', 'developer.atlassian.com'],
    ['http://127.0.0.1:1234/graphql', 'developer.atlassian.com'],
    ['not a url', 'developer.atlassian.com'],
  ] as const) {
    it(`leads to ${host} for accounts of ${gateway}`, () =>
      assert.equal(new URL(consoleLink({ gateway }, ari)).host, host));
  }

  it('can’t lead elsewhere', () => {
    assert.equal(
      new URL(consoleLink(government, appAri('../../evil?x#y'))).pathname,
      '/console/myapps/..%2F..%2Fevil%3Fx%23y/overview',
    );
  });
});
