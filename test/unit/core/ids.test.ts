import assert from 'node:assert/strict';
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
});
