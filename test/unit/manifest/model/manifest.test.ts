import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { handMadeId, textAt } from '../../../support/parse-manifest.ts';

const whole = `# Everything that is read, once
app:
  id: ${handMadeId}
  runtime: { name: nodejs22.x }
  licensing:
    enabled: true
  storage:
    classifications: [ugc, pii]
permissions:
  scopes:
    - read:jira-work # a comment
    - 'write:jira-work'
    - "storage:app"
  content:
    scripts:
      - unsafe-eval
      - "'sha256-2YxA5rq8'"
    styles:
      - 'unsafe-inline'
  external:
    fetch:
      backend:
        - api.example.com
        - address: '*.stats.example.com'
          category: analytics
          inScopeEUD: false
        - remote: payroll
      client:
        - https://client.example.com
    fonts:
      - fonts.example.com
    images:
      - address: cdn.example.com
    configurable:
      enabled: true
remotes:
  - key: payroll
    baseUrl: https://payroll.example.com/forge
    operations: [fetch, storage]
    storage:
      inScopeEUD: true
  - key: regional
    baseUrl:
      default: https://example.com
      EU: https://eu.example.com
modules:
  jira:issuePanel:
    - key: panel
      title: Release notes
  jira:customField:
    - key: field
      name: Risk
      type: string
  jira:issueGlance:
    - key: glance
      title:
        i18n: glance.title
  webtrigger:
    - key: hook
      function: main
      response:
        type: static
  function:
    - key: main
      handler: index.run
connectModules:
  jira:webhooks:
    - key: hooks
`;

describe('a manifest', () => {
  const manifest = parseManifest(whole);
  const at = (range: Parameters<typeof textAt>[1]) => textAt(whole, range);

  it('has no problems when it is whole', () => {
    assert.deepEqual(manifest.problems, []);
  });

  it('has its app, with storage and licensing', () => {
    assert.deepEqual(manifest.app, { id: handMadeId, at: { line: 2, character: 6 } });
    assert.equal(manifest.isLicensingEnabled, true);
    assert.deepEqual(manifest.storage?.classifications, ['ugc', 'pii']);
    assert.equal(manifest.hasConnectModules, true);
  });

  it('has scopes in a list, plain and quoted, each at its place', () => {
    assert.deepEqual(
      manifest.scopes.map(({ key, range, allowImpersonation }) => [key, at(range), allowImpersonation]),
      [
        ['read:jira-work', 'read:jira-work', false],
        ['write:jira-work', "'write:jira-work'", false],
        ['storage:app', '"storage:app"', false],
      ],
    );
    assert.deepEqual(manifest.scopes[1]?.range, {
      start: { line: 11, character: 6 },
      end: { line: 11, character: 23 },
    });
  });

  it('has egress of each kind, in both forms, and of remotes by their address', () => {
    assert.deepEqual(
      manifest.egress.map(({ range, ...egress }) => ({ ...egress, at: at(range) })),
      [
        { kind: 'fetch.backend', address: 'api.example.com', at: 'api.example.com' },
        {
          kind: 'fetch.backend',
          address: '*.stats.example.com',
          category: 'analytics',
          inScopeEUD: false,
          at: "'*.stats.example.com'",
        },
        { kind: 'fetch.backend', address: 'https://payroll.example.com/forge', remote: 'payroll', at: 'payroll' },
        { kind: 'fetch.client', address: 'https://client.example.com', at: 'https://client.example.com' },
        { kind: 'fonts', address: 'fonts.example.com', at: 'fonts.example.com' },
        { kind: 'images', address: 'cdn.example.com', at: 'cdn.example.com' },
      ],
    );
  });

  it('has content policies without their quotes', () => {
    assert.deepEqual(
      manifest.contentPolicies.map(({ kind, policy }) => [kind, policy]),
      [
        ['scripts', 'unsafe-eval'],
        ['scripts', 'sha256-2YxA5rq8'],
        ['styles', 'unsafe-inline'],
      ],
    );
  });

  it('has remotes with one address, or one a region', () => {
    const [payroll, regional] = manifest.remotes;
    assert.deepEqual(
      [payroll?.key, payroll?.baseUrl, payroll?.operations, payroll && at(payroll.range)],
      ['payroll', 'https://payroll.example.com/forge', ['fetch', 'storage'], 'payroll'],
    );
    assert.deepEqual(
      [regional?.baseUrl, regional?.baseUrls],
      [undefined, { default: 'https://example.com', EU: 'https://eu.example.com' }],
    );
  });

  it('has modules with the title or name that users see, and its place', () => {
    assert.deepEqual(
      manifest.modules.map(({ type, key, title }) => [
        type,
        key,
        title?.text,
        title?.isTranslated,
        title && at(title.range),
      ]),
      [
        ['jira:issuePanel', 'panel', 'Release notes', false, 'Release notes'],
        ['jira:customField', 'field', 'Risk', false, 'Risk'],
        ['jira:issueGlance', 'glance', 'glance.title', true, 'glance.title'],
        ['webtrigger', 'hook', undefined, undefined, undefined],
        ['function', 'main', undefined, undefined, undefined],
      ],
    );
    assert.equal(manifest.modules.find(({ key }) => key === 'hook')?.responseType, 'static');
  });

  it('is the same with CRLF, places included', () => {
    assert.deepEqual(parseManifest(whole.replaceAll('\n', '\r\n')), manifest);
  });

  it('is the same in flow style', () => {
    const flow = parseManifest(
      `{app: {id: "${handMadeId}"}, permissions: {scopes: [read:jira-work, "storage:app"], external: {images: ["a.example.com"]}}, modules: {macro: [{key: m, title: Hello}]}}`,
    );
    assert.deepEqual(flow.problems, []);
    assert.deepEqual(
      [flow.app?.id, flow.scopes.map(({ key }) => key), flow.egress[0]?.address, flow.modules[0]?.title?.text],
      [handMadeId, ['read:jira-work', 'storage:app'], 'a.example.com', 'Hello'],
    );
  });

  it('may be empty, a comment, or a byte order mark', () => {
    for (const text of ['', '\n\n', '# nothing yet\n', '\uFEFF', '---\n']) {
      const empty = parseManifest(text);
      assert.deepEqual(
        [empty.app, empty.scopes, empty.modules, empty.problems],
        [undefined, [], [], []],
        JSON.stringify(text),
      );
    }
  });

  it('keeps an interpolated id out, and the rest in', () => {
    const interpolated = parseManifest('app:\n  id: ${APP_ID}\npermissions:\n  scopes: [storage:app]\n');
    assert.equal(interpolated.app, undefined);
    assert.deepEqual(
      interpolated.scopes.map(({ key }) => key),
      ['storage:app'],
    );
  });
});

describe('a manifest being typed', () => {
  it('is read at every keystroke', () => {
    const known = new Set(parseManifest(whole).scopes.map(({ key }) => key));
    for (let end = 0; end <= whole.length; end++) {
      const { scopes, problems } = parseManifest(whole.slice(0, end));
      for (const { range } of problems) assert.ok(range.start.line >= 0 && range.start.character >= 0);
      // The last one may be a part of what it will be.
      for (const { key } of scopes.slice(0, -1)) assert.ok(known.has(key), `${key} after ${end} characters`);
    }
  }).timeout(20_000);

  it('is read with any line missing', () => {
    const lines = whole.split('\n');
    for (let missing = 0; missing < lines.length; missing++)
      assert.ok(parseManifest(lines.toSpliced(missing, 1).join('\n')));
  }).timeout(20_000);

  it('is read whatever is in it', () => {
    for (const text of [
      '\0',
      '[[[[',
      '{{{{',
      '*',
      '&',
      '? ? ?',
      '!!x y',
      '%YAML 9',
      '--- a\n--- b',
      'a: b: c',
      '"',
      "'",
      '|',
      '>-',
      '- - - -\n',
    ]) {
      assert.ok(Array.isArray(parseManifest(text).problems), JSON.stringify(text));
    }
  });

  for (const part of ['[', '{a: ', '- ']) {
    it(`is given up with a word on it when ${JSON.stringify(part)} never ends`, () => {
      // Mocha keeps whole stacks, and those of a parser at its limit are long.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 10;
      const { problems } = parseManifest(part.repeat(2500));
      Error.stackTraceLimit = stackTraceLimit;
      assert.match(problems[0]?.message ?? '', /nested too deeply|can’t be read/);
    }).timeout(20_000);
  }
});

describe('a manifest of 200 KB', () => {
  it('is read in no time, where a careless reader would take minutes', () => {
    const modules = Array.from(
      { length: 2200 },
      (_, index) =>
        `    - key: module-${index}\n      title: Title of module ${index}\n      resource: main\n      render: native\n`,
    );
    const text = `app:\n  id: ${handMadeId}\nmodules:\n  jira:issuePanel:\n${modules.join('')}`;
    assert.ok(text.length > 200_000);
    const started = performance.now();
    const manifest = parseManifest(text);
    const ms = performance.now() - started;
    assert.equal(manifest.modules.length, 2200);
    assert.equal(manifest.modules.at(-1)?.title?.range.start.line, 4 + 2199 * 4 + 1);
    assert.ok(ms < 10_000, `${Math.round(ms)} ms`);
  }).timeout(20_000);
});
