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

describe('scopes as a map', () => {
  const text = `permissions:
  scopes:
    read:jira-work: {}
    'write:jira-work':
      allowImpersonation: true
    read:jira-user:
      allowImpersonation: false
    storage:app:
`;
  it('tell which of them allow impersonation', () => {
    const { scopes, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      scopes.map(({ key, range, allowImpersonation }) => [key, textAt(text, range), allowImpersonation]),
      [
        ['read:jira-work', 'read:jira-work', false],
        ['write:jira-work', "'write:jira-work'", true],
        ['read:jira-user', 'read:jira-user', false],
        ['storage:app', 'storage:app', false],
      ],
    );
  });

  it('count once when they are there twice, and that is a problem', () => {
    const twice = 'permissions:\n  scopes:\n    storage:app: {}\n    storage:app: { allowImpersonation: true }\n';
    const { scopes, problems } = parseManifest(twice);
    assert.deepEqual(
      scopes.map(({ key, allowImpersonation }) => [key, allowImpersonation]),
      [['storage:app', false]],
    );
    assert.deepEqual(
      problems.map(({ message, range }) => [message, range.start.line, textAt(twice, range)]),
      [['"storage:app" is there twice', 3, 'storage:app']],
    );
  });
});

describe('a manifest with aliases', () => {
  it('stands for what they stand for, at the place of the alias', () => {
    const text = `shared:
  name: &name Release notes
  scope: &scope read:jira-work
  hosts: &hosts
    - a.example.com
    - b.example.com
permissions:
  scopes:
    - *scope
    - storage:app
  external:
    fetch:
      backend: *hosts
    images: *hosts
modules:
  jira:issuePanel:
    - key: panel
      title: *name
    - &module
      key: other
      title: Other
  jira:issueGlance:
    - *module
`;
    const { scopes, egress, modules, problems } = parseManifest(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      scopes.map(({ key, range }) => [key, textAt(text, range)]),
      [
        ['read:jira-work', '*scope'],
        ['storage:app', 'storage:app'],
      ],
    );
    assert.deepEqual(
      egress.map(({ kind, address }) => [kind, address]),
      [
        ['fetch.backend', 'a.example.com'],
        ['fetch.backend', 'b.example.com'],
        ['images', 'a.example.com'],
        ['images', 'b.example.com'],
      ],
    );
    assert.deepEqual(
      modules.map(({ type, key, title }) => [type, key, title?.text]),
      [
        ['jira:issuePanel', 'panel', 'Release notes'],
        ['jira:issuePanel', 'other', 'Other'],
        ['jira:issueGlance', 'other', 'Other'],
      ],
    );
  });

  it('means the last anchor of the name before it', () => {
    const { scopes } = parseManifest(
      'a: &x storage:app\npermissions:\n  scopes:\n    - *x\n    - &x read:me\n    - *x\n',
    );
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app', 'read:me'],
    );
  });

  it('goes without what an unknown alias would stand for', () => {
    const { scopes, problems } = parseManifest('permissions:\n  scopes:\n    - *nothing\n    - storage:app\n');
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app'],
    );
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['There is no anchor &nothing before this'],
    );
  });

  it('may refer to itself', () => {
    const { problems } = parseManifest('permissions: &p\n  scopes: *p\nmodules: &m\n  macro: &l\n    - *l\n    - *m\n');
    assert.ok(Array.isArray(problems));
  });

  it('is not blown up by aliases of aliases', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} [${Array.from({ length: 12 }, () => (level === 0 ? 'storage:app' : `*l${level - 1}`)).join(', ')}]`,
    );
    const items = Array.from({ length: 3000 }, (_, index) => `    - h${index}.example.com`).join('\n');
    const kinds = ['fonts', 'frames', 'images', 'media', 'navigation', 'scripts', 'styles'];
    const text = `${levels.join('\n')}\nhosts: &hosts\n${items}\npermissions:\n  scopes: *l11\n  external:\n${kinds.map((kind) => `    ${kind}: *hosts\n`).join('')}modules:\n${Array.from({ length: 3000 }, (_, index) => `  t${index}: *hosts\n`).join('')}`;
    const started = performance.now();
    const { egress, modules, problems } = parseManifest(text);
    assert.ok(performance.now() - started < 10_000, 'it took too long');
    assert.ok(egress.length <= 20_000 && modules.length <= 20_000);
    assert.ok(problems.some(({ message }) => message.includes('too many entries')));
  }).timeout(20_000);
});

describe('a manifest with mistakes', () => {
  const mistakes: readonly [what: string, text: string, message: RegExp, at: string][] = [
    ['scopes that are a text', 'permissions:\n  scopes: storage:app\n', /list, or a map/, 'storage:app'],
    ['a scope that is a number', 'permissions:\n  scopes:\n    - 12\n', /A scope is a text/, '12'],
    [
      'a scope half-typed in a list',
      'permissions:\n  scopes:\n    - read:\n    - storage:app\n',
      /A scope is a text/,
      'read:',
    ],
    ['the same scope twice', 'permissions:\n  scopes:\n    - storage:app\n    - storage:app\n', /twice/, 'storage:app'],
    [
      'egress that is no list',
      'permissions:\n  external:\n    images: cdn.example.com\n',
      /images is a list/,
      'cdn.example.com',
    ],
    [
      'egress without an address',
      'permissions:\n  external:\n    images:\n      - inScopeEUD: true\n',
      /"address"/,
      'inScopeEUD: true',
    ],
    [
      'content that is no list',
      'permissions:\n  content:\n    styles: unsafe-inline\n',
      /content\.styles is a list/,
      'unsafe-inline',
    ],
    ['a remote without a key', 'remotes:\n  - baseUrl: https://example.com\n', /"key"/, 'baseUrl: https://example.com'],
    ['modules of a type that are no list', 'modules:\n  macro:\n    key: m\n', /macro is a list/, 'macro'],
    ['a list instead of a map', '- app\n- modules\n', /is a map/, '- app\n- modules'],
  ];
  for (const [what, text, message, at] of mistakes) {
    it(`names ${what}, and where`, () => {
      const { problems } = parseManifest(text);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(problems[0] && textAt(text, problems[0].range).trimEnd(), at);
    });
  }

  it('names YAML that can’t be, and reads the rest', () => {
    const { scopes, problems } = parseManifest(
      'permissions:\n  scopes:\n    - storage:app\n  external: {fetch: [\nmodules:\n  macro:\n',
    );
    assert.deepEqual(
      scopes.map(({ key }) => key),
      ['storage:app'],
    );
    assert.ok(problems.length > 0);
  });

  it('does not mind a tab where there must be none', () => {
    assert.ok(parseManifest('app:\n\tid: x\n').problems.length > 0);
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
