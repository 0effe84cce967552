import assert from 'node:assert/strict';
import { createManifestParser, parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { handMadeId, textAt } from '../../../support/parse-manifest.ts';

const app = `app:\n  id: ${handMadeId}\n  runtime:\n    name: nodejs22.x\n`;

/** Problems as lines: kind, `+` where forge lint says it too, the text that they are about, and the name that is meant. */
function found(rest: string, head = app): string[] {
  const text = `${head}${rest}`;
  return parseManifest(text).shapeProblems.map((problem) => {
    const nearest = 'nearest' in problem ? ` → ${problem.nearest}` : '';
    return `${problem.kind}${problem.isLinted ? '+' : ''} ${textAt(text, problem.range)}${nearest}`;
  });
}

const functions = '  function:\n    - key: run\n      handler: index.run\n';
const panel = '  jira:issuePanel:\n    - key: panel\n      title: Panel\n      icon: a.svg\n      function: run\n';

describe('what a manifest says that Forge does not take', () => {
  it('is nothing where all is well', () => {
    assert.deepEqual(
      found(
        `modules:\n${panel}${functions}permissions:\n  scopes: [storage:app]\n  external:\n    fetch:\n      backend:\n        - address: a.example.com\n          category: analytics\nresources:\n  - key: main\n    path: static\n`,
      ),
      [],
    );
  });

  it('is a type of module that is not known, with the one that is meant', () => {
    assert.deepEqual(found(`modules:\n  jira:issuePannel:\n    - key: a\n  jira:somethingNew:\n    - key: b\n`), [
      'unknownModule+ jira:issuePannel → jira:issuePanel',
      'unknownModule+ jira:somethingNew',
    ]);
  });

  it('is a required key that is missing, in one of the forms that a module has', () => {
    const [problem, ...others] = parseManifest(
      `${app}modules:\n  jira:issuePanel:\n    - key: panel\n      title: Panel\n`,
    ).shapeProblems;
    assert.ok(problem?.kind === 'missingKey' && others.length === 0);
    assert.deepEqual(problem.keys, [
      ['function', 'icon'],
      ['icon', 'resource'],
    ]);
    assert.deepEqual(found('modules:\n  sql:\n    - key: db\n'), ['missingKey+ db']);
    assert.deepEqual(found('', `app:\n  id: ${handMadeId}\n`), ['missingKey+ app']);
  });

  it('is a key that is not known where no other is taken, and elsewhere one that is nearly known', () => {
    assert.deepEqual(found(`modules:\n${functions.replace('handler', 'timeout: 5\n      handler')}`), [
      'unknownKey+ timeout',
    ]);
    assert.deepEqual(found(`modules:\n${panel}      viewportSise: small\n      mine: 1\n${functions}`), [
      'unknownKey viewportSise → viewportSize',
    ]);
    assert.deepEqual(found('scopes: []\n'), ['unknownKey+ scopes']);
  });

  it('is a map of modules without any, unless those of a Connect app are there', () => {
    assert.deepEqual(found('modules: {}\n'), ['noModules+ modules']);
    assert.deepEqual(found('modules: {}\nconnectModules:\n  jira:webhooks: []\n'), []);
    assert.deepEqual(found('modules:\n'), []);
  });

  it('is a number, a length or characters that are beyond what is taken', () => {
    const function_ = (lines: string) => `modules:\n  function:\n    - key: run\n      handler: index.run\n${lines}`;
    const limits = (rest: string) =>
      parseManifest(`${app}${rest}`).shapeProblems.map((problem) =>
        problem.kind === 'beyondLimit' ? { key: problem.key, ...problem.limit } : problem.kind,
      );
    assert.deepEqual(limits(function_('      timeoutSeconds: 901\n      runtime:\n        memoryMB: 127\n')), [
      { key: 'timeoutSeconds', kind: 'range', min: 1, max: 900 },
      { key: 'memoryMB', kind: 'range', min: 128, max: 4096 },
    ]);
    assert.deepEqual(limits(function_('      timeoutSeconds: 900\n      runtime:\n        memoryMB: 4096\n')), []);
    assert.deepEqual(limits(function_('').replace('key: run', 'key: a b')), [
      { key: 'key', kind: 'form', form: 'name' },
    ]);
    const resource = (key: string) => `resources:\n  - key: ${key}\n    path: static\n`;
    assert.deepEqual(limits(resource('a'.repeat(24))), [{ key: 'key', kind: 'length', max: 23 }]);
    assert.deepEqual(
      [limits(resource('a'.repeat(23))), limits(resource('""')), limits(resource('${K}'))],
      [[], [], []],
    );
  });

  it('is a value of a wrong kind, or none of those that are allowed', () => {
    assert.deepEqual(found('', app.replace('nodejs22.x', 'nodejs12.x')), ['wrongValue+ nodejs12.x → nodejs22.x']);
    assert.deepEqual(found('', `${app}    memoryMB: much\n`), ['wrongValue+ much']);
    assert.deepEqual(found(`modules:\n  sql:\n    - key: db\n      engine: [mysql]\n`), ['wrongValue+ [mysql]']);
    assert.deepEqual(found(`modules:\n  sql:\n    - only a text\n`), ['wrongValue+ only a text']);
  });

  it('is a key of a function, resource, endpoint or remote that is not there', () => {
    assert.deepEqual(found(`modules:\n${panel.replace('run', 'rum')}${functions}`), ['unknownReference+ rum → run']);
    assert.deepEqual(
      found(
        `modules:\n${panel.replace('function: run', 'resource: main/view\n      resolver:\n        function: none')}${functions}resources:\n  - key: other\n    path: static\n`,
      ),
      ['unknownReference+ main/view', 'unknownReference+ none'],
    );
    assert.deepEqual(
      found(
        'modules:\n  endpoint:\n    - key: far\n      remote: back\nremotes:\n  - key: front\n    baseUrl: https://a.example.com\n',
      ),
      ['unknownReference+ back'],
    );
  });

  it('is a handler in another form, and a key of a module that another one has', () => {
    assert.deepEqual(
      found(
        `modules:\n${panel}${functions.replace('index.run', 'src/index.js')}${functions.replace('  function:\n', '').replace('index.run', 'run')}`,
      ),
      ['wrongHandler+ run', 'duplicateModule+ run'],
    );
  });

  it('is a variable that is not named where others are', () => {
    const variables = 'environment:\n  variables:\n    - HOST\n';
    const external = "permissions:\n  external:\n    fetch:\n      backend: ['${HOST}', '${HSOT}']\n";
    assert.deepEqual(found(`${variables}${external}`), ["unknownVariable+ '${HSOT}'"]);
    assert.deepEqual(found(external), []);
  });

  it('is nothing of what a variable, an alias or a merged map may hold, or what is not typed yet', () => {
    const variables = 'environment:\n  variables:\n    - NAME\n';
    assert.deepEqual(
      found(
        `${variables}modules:\n  jira:issuePanel:\n    - key: a\n      title:\n      icon: x\n      function: \${NAME}\n  sql:\n    - key: db\n      engine: \${NAME}\n`,
      ),
      [],
    );
    assert.deepEqual(found(`modules:\n  sql:\n    - <<: {}\n      key: db\n`), []);
  });

  it('is nothing in a manifest whose YAML is broken, and in one of another tool', () => {
    assert.deepEqual(found(`modules:\n  jira:issuePannel:\n    - key: "a\n`), []);
    assert.deepEqual(found('modules:\n  - one\n', 'app:\n  id: org.example.shop\n'), []);
  });

  it('is the same while the text is edited piece by piece', () => {
    const parse = createManifestParser();
    const many = Array.from({ length: 60 }, (_, index) =>
      panel.replace('  jira:issuePanel:\n', '').replace('panel', `p${index}`),
    ).join('');
    const text = (key: string) =>
      `${app}modules:\n  jira:issuePanel:\n${many}${functions.replace('key: run', `key: ${key}`)}`;
    for (const key of ['run', 'ran', 'run'])
      assert.deepEqual(parse(text(key)).shapeProblems, parseManifest(text(key)).shapeProblems);
    assert.equal(parse(text('ran')).shapeProblems.length, 60);
  });
});
