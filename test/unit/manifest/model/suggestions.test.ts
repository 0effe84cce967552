import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { suggestionsAt } from '../../../../src/manifest/model/suggestions.ts';
import { placeAt, type TextPlace } from '../../../../src/manifest/model/text-place.ts';

/** The place at `¦` in a text, and the text without it. */
function placed(marked: string): { text: string; place: TextPlace | undefined } {
  const before = marked.slice(0, marked.indexOf('¦')).split('\n');
  const text = marked.replace('¦', '');
  return { text, place: placeAt(text, { line: before.length - 1, character: before.at(-1)?.length ?? 0 }) };
}

const place = (marked: string) => {
  const { place: found } = placed(marked);
  return found && `${found.path.join(' > ')} ${found.kind} “${found.text}”${found.hasColon ? ':' : ''}`;
};

/** What is suggested at `¦`. */
function suggested(marked: string): string[] {
  const { text, place: found } = placed(marked);
  return found ? suggestionsAt(found, parseManifest(text)).map((one) => `${one.text}${one.suffix}`) : [];
}

const panel = 'modules:\n  jira:issuePanel:\n    - key: panel\n      title: Panel\n';

describe('the place of a position in a manifest', () => {
  const places: Record<string, string | undefined> = {
    'a¦pp:\n  id: x\n': ' key “app”:',
    'app:\n  runtime:\n    na¦me: x\n': 'app > runtime key “name”:',
    'app:\n  runtime:\n    name: nod¦\n': 'app > runtime > name value “nod”',
    'app:\n  runtime:\n    ¦\n': 'app > runtime key “”',
    'modules:\n  ¦': 'modules key “”',
    'modules:\n  jira:iss¦': 'modules key “jira:iss”',
    [`${panel}      ti¦`]: 'modules > jira:issuePanel key “ti”',
    [`${panel}      resolver:\n        fun¦`]: 'modules > jira:issuePanel > resolver key “fun”',
    [`${panel}    - ¦`]: 'modules > jira:issuePanel item “”',
    'modules:\n  jira:issuePanel:\n  - key: a\n    ti¦tle: b\n': 'modules > jira:issuePanel key “title”:',
    'modules:\n  trigger:\n    - key: t\n      events:\n        - avi:jira¦\n':
      'modules > trigger > events item “avi:jira”',
    "app:\n  id: '¦'\n": 'app > id value “”',
    '# app: ¦x\n': undefined,
    'app: {id: ¦x}\n': undefined,
    'app: # com¦ment\n': undefined,
    [`app: ${'x'.repeat(2_000)}¦`]: undefined,
  };
  for (const [text, expected] of Object.entries(places))
    it(`is told for ${JSON.stringify(text.slice(-40))}`, () => assert.equal(place(text), expected));
});

describe('what can stand in a manifest', () => {
  it('are types of modules that are not there yet', () => {
    const types = suggested(`${panel}  ¦`);
    assert.ok(types.includes('jira:projectPage:\n  - key: ') && types.includes('function:\n  - key: '));
    assert.ok(!types.some((type) => type.startsWith('jira:issuePanel:')));
  });

  it('are keys of a module, those first that it needs, without those that it has', () => {
    const keys = suggested(`${panel}      ¦\n      allowMultiple: true\n`);
    assert.equal(keys[0], 'icon: ');
    assert.ok(keys.includes('resource: ') && keys.includes('resolver:\n  '));
    assert.ok(!keys.some((key) => /^(?:key|title|allowMultiple):/.test(key)));
  });

  it('are keys of the manifest, of maps in it and of items', () => {
    assert.ok(suggested('app:\n  id: x\n¦').includes('permissions:\n  '));
    assert.deepEqual(suggested('app:\n  runtime:\n    name: nodejs22.x\n    ¦'), ['architecture: ', 'memoryMB: ']);
    assert.deepEqual(suggested('resources:\n  - key: main\n    ¦')[0], 'path: ');
    assert.ok(suggested('remotes:\n  - ¦').includes('key: '));
  });

  it('are the values that a key takes', () => {
    assert.deepEqual(suggested('app:\n  runtime:\n    name: ¦'), ['nodejs20.x', 'nodejs22.x', 'nodejs24.x']);
    assert.deepEqual(suggested(`${panel}      allowMultiple: t¦`), ['true', 'false']);
    assert.deepEqual(suggested('app:\n  storage:\n    classifications:\n      - ¦'), ['ugc', 'pii', 'other']);
  });

  it('are keys of functions, resources, endpoints and remotes', () => {
    const more =
      '  function:\n    - key: run\n      handler: index.run\n  endpoint:\n    - key: far\n      remote: back\nresources:\n  - key: main\n    path: static\nremotes:\n  - key: back\n    baseUrl: https://a.example.com\n';
    assert.deepEqual(suggested(`${panel}      function: ¦\n${more}`), ['run']);
    assert.deepEqual(suggested(`${panel}      resource: m¦\n${more}`), ['main']);
    assert.deepEqual(suggested(`${panel}      resolver:\n        endpoint: ¦\n${more}`), ['far']);
    assert.deepEqual(suggested(`modules:\n${more.replace('remote: back', 'remote: ¦')}`), ['back']);
  });

  it('is nothing where nothing is known', () => {
    assert.deepEqual(suggested('modules:\n  jira:noSuchModule:\n    - ¦'), []);
    assert.deepEqual(suggested('app:\n  id: ¦'), []);
    assert.deepEqual(suggested('nothing:\n  here: ¦'), []);
  });

  it('is found in a line of spaces and colons without end in no time', () => {
    const before = process.cpuUsage();
    for (const line of [' '.repeat(200_000), ': '.repeat(100_000), '- '.repeat(100_000), `a${' '.repeat(200_000)}:`])
      placeAt(`modules:\n${line}\n  x`, { line: 2, character: 3 });
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1_000_000, `${user + system} µs`);
  });
});
