import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createManifestParser, parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { splitYaml } from '../../../../src/manifest/model/yaml-chunks.ts';
import { madeManifests } from '../../../support/manifest-texts.ts';

describe('a manifest that is parsed again after each change', () => {
  it('says what the whole text says', () => {
    fc.assert(
      fc.property(fc.array(madeManifests(), { minLength: 1, maxLength: 3 }), (manifests) => {
        const parse = createManifestParser();
        for (const { text } of manifests) {
          assert.ok(splitYaml(text), 'it is cut into pieces');
          assert.deepEqual(parse(text), parseManifest(text));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says what the whole text says when lines move, and tells the scopes that are there twice in two pieces', () => {
    const scopes = Array.from({ length: 40 }, (_, index) => `    - read:thing-${index % 39}:jira\n`).join('');
    const parse = createManifestParser();
    for (const head of ['', '# one\n', '# one\n\n\n', 'app:\n  id: x\n']) {
      const text = `${head}permissions:\n  scopes:\n${scopes}  external: {}\n`;
      assert.ok(splitYaml(text)?.kind === 'map');
      assert.deepEqual(parse(text), parseManifest(text));
      assert.equal(parse(text).problems.length, 1);
    }
  });

  it('says what the whole text says of modules that stay as they are, also of mistakes in them', () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, index) => `    - key: p${index}\n      events: [e${index}]\n`).join('');
    const text = (types: readonly string[], more: string, head: string) =>
      `app: ${head}\nmodules:\n${types.map((type) => `  ${type}:\n${items(20)}    - key: a\n      title: A\n${more}`).join('')}`;
    const parse = createManifestParser();
    for (const more of ['', '      title: B\n', '      events: {}\n']) {
      for (const types of [['trigger'], ['jira:issuePanel'], ['trigger', 'jira:issuePanel']]) {
        for (const head of ['{ id: x }', '{ id: y }', '{}\n# moved', '{}']) {
          const now = text(types, more, head);
          assert.deepEqual(parse(now), parseManifest(now));
        }
      }
    }
  });

  it('has its problems named, and the rest read, at every keystroke', () => {
    fc.assert(
      fc.property(
        madeManifests(25),
        fc.nat(),
        fc.constantFrom('x', ':', '-', '[', '{', '"', "'", '\n', '\t', '&a ', '*a', '|', '? ', '--- '),
        ({ text }, seed, typed) => {
          const parse = createManifestParser();
          parse(text);
          const at = seed % (text.length + 1);
          const broken = text.slice(0, at) + typed + text.slice(at);
          const [now, whole] = [parse(broken), parseManifest(broken)];
          assert.equal(
            now.problems.length > 0,
            whole.problems.length > 0,
            JSON.stringify([broken, now.problems, whole.problems]),
          );
          if (whole.problems.length === 0) assert.deepEqual(now.scopes, whole.scopes);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('has the mistake that a byte order mark in its midst is', () => {
    const text = 'app:\n  id: x\nmodules:\n  function: []\n';
    for (const broken of [`${text}\uFEFF`, `${text}\uFEFF\n`, `${text}\uFEFFb: 1\n`, `\uFEFF${text}`])
      assert.deepEqual(createManifestParser()(broken), parseManifest(broken));
  });

  it('is nothing where it is empty, whatever word says so', () => {
    for (const text of ['null', '~', '', '\n', '# nothing\n', 'null # yet\n'])
      assert.deepEqual(createManifestParser()(text), parseManifest(text));
  });

  it('is not parsed at all when it is the same', () => {
    const parse = createManifestParser();
    assert.equal(parse('app: {}\n'), parse('app: {}\n'));
  });
});
