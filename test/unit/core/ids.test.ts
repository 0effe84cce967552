import assert from 'node:assert/strict';
import { consoleLink } from '../../../src/core/console-links.ts';
import { appAri, appUuid, isAppAri } from '../../../src/core/ids.ts';

const uuid = '5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
const ari = `ari:cloud:ecosystem::app/${uuid}` as const;

describe('app ids', () => {
  it('turn from either form into either form', () => {
    assert.equal(appAri(uuid), ari);
    assert.equal(appAri(ari), ari);
    assert.equal(appUuid(ari), uuid);
    assert.equal(appUuid(uuid), uuid);
  });

  it('are recognised as ARIs only when they are', () => {
    assert.equal(isAppAri(ari), true);
    const others = {
      'a UUID': uuid,
      'nothing behind the prefix': 'ari:cloud:ecosystem::app/',
      'an ARI of something else': `ari:cloud:ecosystem::environment/${uuid}`,
      'upper case': `ari:cloud:ecosystem::app/${uuid.toUpperCase()}`,
      'too short': ari.slice(0, -1),
      'too long': `${ari}0`,
      'text behind it': `${ari} `,
      'a line break behind it': `${ari}\n`,
      'an interpolated value': 'ari:cloud:ecosystem::app/${APP_ID}',
      'text before it': ` ${ari}`,
      empty: '',
    };
    for (const [what, text] of Object.entries(others)) assert.equal(isAppAri(text), false, what);
  });

  it('make links into the developer console', () => {
    assert.equal(consoleLink(ari), `https://developer.atlassian.com/console/myapps/${uuid}/overview`);
    assert.equal(consoleLink(ari, 'permissions'), `https://developer.atlassian.com/console/myapps/${uuid}/permissions`);
  });

  it('cannot lead a link elsewhere', () => {
    assert.equal(
      new URL(consoleLink(appAri('../../evil?x#y'))).pathname,
      '/console/myapps/..%2F..%2Fevil%3Fx%23y/overview',
    );
  });
});
