import assert from 'node:assert/strict';
import { matchesGlob } from 'node:path';
import { isManifestName, manifestGlob } from '../../../../src/manifest/model/manifest-name.ts';

describe('the name of a manifest', () => {
  for (const [platform, ignoresCase] of [
    ['linux', false],
    ['win32', true],
    ['darwin', true],
  ] as const) {
    it(`${ignoresCase ? 'has no case' : 'has its case'} on ${platform}, for names and for globs`, () => {
      for (const name of ['manifest.yml', 'Manifest.yml', 'MANIFEST.YML', 'manifest.yaml', 'my-manifest.yml']) {
        const expected = name === 'manifest.yml' || (ignoresCase && name.toLowerCase() === 'manifest.yml');
        assert.equal(isManifestName(name, platform), expected, name);
        assert.equal(matchesGlob(`apps/poll/${name}`, manifestGlob(platform)), expected, name);
      }
    });
  }
});
