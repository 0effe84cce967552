import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { root } from '../../../support/paths.ts';

const ari = 'ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3';
const other = 'ari:cloud:ecosystem::app/b7d04a19-3c5e-4f82-8a6d-91e0c37f5b24';

describe('the app of a manifest', () => {
  // Where it stands is found again in the text itself.
  const found: Record<string, string> = {
    'as the Forge CLI writes it': `modules:\n  macro:\n    - key: hello\napp:\n  id: ${ari}\n  runtime:\n    name: nodejs22.x\n`,
    'at the very start': `app:\n  id: ${ari}`,
    'in double quotes': `app:\n  id: "${ari}"\n`,
    'in single quotes': `app:\n  id: '${ari}'\n`,
    'with comments everywhere': `# first\napp: # the app\n  # its id\n  id: ${ari} # do not change\n`,
    'with CRLF line ends': `modules:\r\n  macro: []\r\napp:\r\n  runtime:\r\n    name: nodejs22.x\r\n  id: ${ari}\r\n`,
    'with a byte order mark': `\uFEFFmodules: {}\napp:\n  id: ${ari}\n`,
    'with a document marker': `%YAML 1.2\n---\napp:\n  id: ${ari}\n...\n`,
    'in flow style': `{ app: { runtime: { name: nodejs22.x }, id: "${ari}" }, modules: {} }`,
    'with quoted keys': `"app":\n  'id': ${ari}\n`,
    'with an anchor on it': `app:\n  id: &id ${ari}\nother: *id\n`,
    'with an anchor on the app': `app: &app\n  id: ${ari}\n`,
    'with a tag': `app:\n  id: !!str ${ari}\n`,
    'with letters of several units before it': `description: "議事録 𝒳 é"\napp:\n  description: 🚀\n  id: ${ari}\n`,
    'after tabs that stand where they may': `app:\n  id:\t${ari}\t# comment\n`,
    'after far too many lines': `${'# line\n'.repeat(5000)}app:\n  id: ${ari}\n`,
    'before a second document': `app:\n  id: ${ari}\n---\napp:\n  id: ${other}\n`,
    'with trailing spaces': `app:\n  id: ${ari}   \n`,
  };
  for (const [title, text] of Object.entries(found)) {
    it(`is found ${title}, with its place`, () => {
      const { app } = parseManifest(text);
      assert.equal(app?.id, ari);
      const line = text.split('\n')[app.at.line] ?? '';
      assert.ok(
        line
          .slice(app.at.character)
          .replace(/^(&id |!!str )?["']?/, '')
          .startsWith(ari),
        `line ${app.at.line}, character ${app.at.character}: ${JSON.stringify(line)}`,
      );
    });
  }

  it('is the same app where its UUID is in capitals', () => {
    const capitals = ari.replace(/[0-9a-f-]+$/, (uuid) => uuid.toUpperCase());
    assert.notEqual(capitals, ari);
    assert.equal(parseManifest(`app:\n  id: ${capitals}\n`).app?.id, ari);
  });

  it('has its place counted from 0', () => {
    assert.deepEqual(parseManifest(`app:\n  id: ${ari}\n`).app?.at, { line: 1, character: 6 });
  });

  // Half-typed: what can be read is read, whatever is wrong around it.
  const stillFound: Record<string, string> = {
    'with a key half-typed below it': `app:\n  id: ${ari}\nmodu`,
    'with an open quote below it': `app:\n  id: ${ari}\n  name: "Half\n`,
    'with an open list below it': `app:\n  id: ${ari}\nmodules:\n  macro: [\n`,
    'with a wrong indent below it': `app:\n  id: ${ari}\n runtime:\n    name: x\n`,
    'with an alias of nothing below it': `app:\n  id: ${ari}\nmodules: *nothing\n`,
    'with a duplicate key below it': `app:\n  id: ${ari}\nmodules: {}\nmodules: {}\n`,
    'twice, the first counts': `app:\n  id: ${ari}\n  id: ${other}\n`,
    'in two apps, the first counts': `app:\n  id: ${ari}\napp:\n  id: ${other}\n`,
    'with an unknown tag': `app: !thing\n  id: ${ari}\n`,
  };
  for (const [title, text] of Object.entries(stillFound)) {
    it(`is found ${title}`, () => assert.equal(parseManifest(text).app?.id, ari));
  }

  const notFound: Record<string, string> = {
    'nothing at all': '',
    'spaces only': ' \n\n  ',
    'comments only': '# app:\n#   id: x\n',
    'a text': 'just words',
    'a list': `- app:\n    id: ${ari}\n`,
    'a number': '42',
    null: 'null',
    'no app': 'modules: {}\n',
    'an app that is null': 'app:\n',
    'an app that is a text': `app: ${ari}\n`,
    'an app that is a list': `app:\n  - id: ${ari}\n`,
    'an app without id': 'app:\n  runtime:\n    name: nodejs22.x\n',
    'an id that is null': 'app:\n  id:\n',
    'an id that is a map': `app:\n  id:\n    value: ${ari}\n`,
    'an id that is a number': 'app:\n  id: 42\n',
    'an id that is a plain UUID': 'app:\n  id: 5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\n',
    'an interpolated id': 'app:\n  id: ${APP_ID}\n',
    'an ARI with an interpolated UUID': 'app:\n  id: ari:cloud:ecosystem::app/${APP_ID}\n',
    'a half-typed id': `app:\n  id: ${ari.slice(0, -3)}\n`,
    'an ARI of something else': `app:\n  id: ari:cloud:ecosystem::environment/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\n`,
    'an id in the wrong place': `id: ${ari}\nmodules:\n  app:\n    id: ${ari}\n`,
    'a merged app': `base: &base\n  id: ${ari}\napp:\n  <<: *base\n`,
    'tabs for indents': `app:\n\tid: ${ari}\n`,
    'a colon without its space': `app:\n  id:${ari}\n`,
    'an open quote before it': `name: "half\napp:\n  id: ${ari}\n`,
    'bytes that are no text': '\u0000\u0001\uFFFD\uD800',
    markup: '<html><body>app: id</body></html>',
  };
  for (const [title, text] of Object.entries(notFound)) {
    it(`is not made up from ${title}`, () => assert.equal(parseManifest(text).app, undefined));
  }

  it('is found in a manifest whose aliases would grow beyond all bounds', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}*l${level}]`,
    );
    const { app } = parseManifest(['l0: &l0 lol', ...levels, 'app:', `  id: ${ari}`].join('\n'));
    assert.equal(app?.id, ari);
  });

  describe('in a text full of errors', () => {
    // Mocha has the whole stack kept with each error, which in deep nesting takes longer than all the rest.
    const limit = Error.stackTraceLimit;
    before(() => void (Error.stackTraceLimit = 10));
    after(() => void (Error.stackTraceLimit = limit));

    for (const part of ['[', '{a: ', '- ', '"\n', '? a\n: ', '---\n']) {
      it(`is nothing in ${JSON.stringify(part)} over and over, and nothing is thrown`, () =>
        assert.equal(parseManifest(part.repeat(1_000)).app, undefined));
    }

    it('costs little where there is an error at every step', function () {
      this.timeout(60_000);
      // 200 KB is the longest manifest that Atlassian takes. Looking back from each of the errors would take ten times
      // the limit.
      const before = process.cpuUsage();
      assert.equal(parseManifest('- &x '.repeat(40_000)).app, undefined);
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 6_000_000, `${user + system} µs of processor time`);
    });
  });

  it('is the same at every stage of typing, once it is complete', () => {
    const text = `modules:\n  macro:\n    - key: "hello"\n      title: [a, {b: c}]\napp:\n  id: ${ari}\n  runtime: { name: 'nodejs22.x' }\n`;
    const complete = text.indexOf(ari) + ari.length;
    for (let length = 0; length <= text.length; length++) {
      const { app } = parseManifest(text.slice(0, length));
      assert.equal(app?.id, length < complete ? undefined : ari, `after ${length} characters`);
    }
  });

  it('is read from the manifests of the sample workspace', () => {
    const workspace = join(root, 'test/fixtures/workspace');
    const folders = readdirSync(workspace, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.ok(folders.length >= 3);
    for (const { name } of folders)
      assert.ok(parseManifest(readFileSync(join(workspace, name, 'manifest.yml'), 'utf8')).app, name);
  });
});
