import assert from 'node:assert/strict';
import { translator } from '../../../../src/manifest/model/translate.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';

const pages = JSON.stringify({
  page: { title: 'Hello', empty: ' ', list: ['x'] },
  'page.flat': 'Flat',
  plain: 'Plain',
});

describe('translations of titles', () => {
  it('are found under dotted keys, as they stand or nested', () => {
    const translate = translator(`\uFEFF${pages}`);
    assert.deepEqual(['page.title', 'page.flat', 'plain'].map(translate), ['Hello', 'Flat', 'Plain']);
  });

  it('are missing where there is no text', () => {
    const translate = translator(pages);
    const keys = ['page', 'page.empty', 'page.list', 'page.list.0', 'page.title.x', 'nothing', '', '.', '__proto__'];
    assert.deepEqual(
      keys.map(translate).filter((text) => text !== undefined),
      [],
    );
    assert.equal(translate('constructor.name'), undefined);
    assert.equal(translate('a.'.repeat(100_000)), undefined);
  });

  it('are missing in what is no JSON of the kind', () => {
    for (const text of ['', '{', '[]', '7', 'null', '"page.title"', '['.repeat(100_000), '{"page":null}'])
      assert.equal(translator(text)('page.title'), undefined);
  });

  it('come from the file for the default language, else from the first', () => {
    const manifest = (fallback: string) =>
      parseManifest(
        `translations:\n  resources:\n    - { key: de-DE, path: locales/de.json }\n    - { key: en-US, path: locales/en.json }\n${fallback}`,
      ).translations?.path;
    assert.equal(manifest('  fallback: { default: en-US }\n'), 'locales/en.json');
    assert.equal(manifest(''), 'locales/de.json');
    assert.equal(parseManifest('translations: [x]\n').translations, undefined);
    assert.equal(parseManifest('translations: { resources: [{ key: en-US }, 7] }\n').translations, undefined);
  });
});
