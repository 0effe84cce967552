import assert from 'node:assert/strict';
import { scanFile } from '../../../../src/manifest/code/scan-file.ts';
import { callsIn } from '../../../support/scanned-calls.ts';

describe('The scan of a file does not guess', () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    [
      'a path that is a parameter',
      "const path = '/rest/api/3/field'; const ask = (path) => requestJira(path);",
      ['? requestJira (path)'],
    ],
    [
      'a path that a loop gives',
      'for (const path of paths) requestJira(path); for (const { path } of paths) requestJira(path);',
      ['? requestJira (path)', '? requestJira (path)'],
    ],
    [
      'a path that is assigned from elsewhere',
      "let path = '/rest/api/3/field'; path = other(); requestJira(path);",
      ['? requestJira (path)'],
    ],
    [
      'a path without anything known',
      'requestJira(`${path}`); requestJira(a + b); requestJira();',
      ['? requestJira (path)', '? requestJira (path)', '? requestJira (path)'],
    ],
    [
      'a method that is a parameter',
      "const ask = (method) => requestJira('/rest/api/3/field', { method });",
      ['? requestJira /rest/api/3/field (method)'],
    ],
    [
      'options from elsewhere',
      "requestJira('/rest/api/3/field', options); requestJira('/rest/api/3/field', { ...options });",
      ['? requestJira /rest/api/3/field (method)', '? requestJira /rest/api/3/field (method)'],
    ],
    [
      'an operation that is not known',
      "requestJira('/rest/api/3/no-such'); requestJira(`/rest/api/3/${what}`); requestJira('/rest/api/3/field', { method: 'PATCH' });",
      [
        '? GET /rest/api/3/no-such (operation)',
        '? GET /rest/api/3/{…} (operation)',
        '? PATCH /rest/api/3/field (operation)',
      ],
    ],
    ['a GraphQL query', 'api.asApp().requestGraph(query);', ['? requestGraph (scopes)']],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(callsIn(text), expected));

  it('callers, clients and options that mean themselves', () =>
    assert.deepEqual(
      callsIn(
        "const a = b, b = a; a.requestJira('/rest/api/3/field'); const f = g.x, g = f; f(1); const o = { ...o, ...p }, p = { ...o }; requestJira('/rest/api/3/field', o);",
      ),
      ['GET /rest/api/3/field', '? requestJira /rest/api/3/field (method)'],
    ));

  it('names that mean themselves', () =>
    assert.deepEqual(
      callsIn(
        'const path = path; let a = b, b = a; requestJira(path); requestJira(a); const o = { p: o.p }; requestJira(o.p);',
      ),
      ['? requestJira (path)', '? requestJira (path)', '? requestJira (path)'],
    ));

  it('long chains of methods, which would cost twice as much with each link', () => {
    const chain = `const strip = (html) => html${'.replace(/a/g, "b")'.repeat(30)}.trim();`;
    assert.deepEqual(callsIn(`${chain} requestJira('/rest/api/3/myself');`), ['GET /rest/api/3/myself']);
  });

  it('texts that could come out in very many ways', () => {
    const either = '${a ? "x" : "y"}'.repeat(30);
    assert.deepEqual(callsIn(`requestJira(\`/rest/api/3/issue/${either}\`)`).length <= 16, true);
  });

  it('other functions of the same names', () =>
    assert.deepEqual(
      callsIn(
        "import { storage } from './storage'; storage.get('a'); const kvs = new Map(); kvs.set('@forge/kvs', 1); localStorage.storage.get(1); useIssueProperty('a');",
      ),
      [],
    ));
});

describe('The scan of a file survives', () => {
  it('code that would take ages', () => {
    const names = Array.from(
      { length: 12 },
      (_, level) => `const p${level + 1} = \`${`\${p${level}}\n`.repeat(40)}\`;`,
    ).join('\n');
    const wrappers = Array.from(
      { length: 6 },
      (_, level) => `const f${level + 1} = (path) => { ${`f${level}(path);\n`.repeat(150)} };`,
    ).join('\n');
    const text = `const p0 = cond ? 'a' : 'b';\n${names}\nrequestJira(p12);\nconst f0 = (path) => requestJira(path);\n${wrappers}\nf6('/rest/api/3/field');\n`;
    const started = performance.now();
    assert.equal(scanFile('a.js', text).failed, undefined);
    assert.ok(performance.now() - started < 5000);
  });
  it('paths without an end, which it cuts', () =>
    assert.ok((scanFile('a.js', `requestJira('/rest/${'x'.repeat(5000)}')\n`).unread[0]?.text.length ?? 0) < 300));
  it('small mistakes', () =>
    assert.deepEqual(
      callsIn("const a = 1; const a = 2; requestJira('/rest/api/3/field'); return; export { nothing };"),
      ['GET /rest/api/3/field'],
    ));
  it('half-typed code', () => assert.equal(scanFile('a.js', "requestJira('/rest/api/3/field', {").failed, 'syntax'));
  it('code nested thousands of levels deep', () =>
    assert.equal(scanFile('a.js', `requestJira('/rest/api/3/field');${'[\n'.repeat(100_000)}`).failed, 'syntax'));
  it('texts that are no code', () => assert.equal(scanFile('a.ts', '\u0000\uFFFD requestJira(').failed, 'syntax'));
  it('every beginning of a file', () => {
    const whole =
      "import api, { route } from '@forge/api';\nexport const f = async ({ a = 1, ...b }) => {\n  const { requestJira: ask } = api.asApp();\n  for (let i = 0; i < 1; i += 1) await ask(route`/rest/api/3/issue/${b.key}`, { method: `P${'UT'}` });\n};\n";
    for (let end = 0; end <= whole.length; end += 1) scanFile('a.tsx', whole.slice(0, end));
    assert.deepEqual(callsIn(whole), ['PUT /rest/api/3/issue/{…} (app)']);
  });
  it('files that are too large or packed, which it leaves out', () => {
    assert.equal(scanFile('a.js', `requestJira('/rest/api/3/field');${' '.repeat(1_000_000)}`).failed, 'tooLarge');
    assert.equal(scanFile('a.js', `${'requestJira("/rest/api/3/field");'.repeat(1000)}\n`).failed, 'minified');
  });
});
