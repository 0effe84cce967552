import assert from 'node:assert/strict';
import { mayBeForgeManifest } from '../../../../src/manifest/model/forge-manifest.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';

const isForge = (text: string) => mayBeForgeManifest(text) && parseManifest(text).isForge;

describe('a manifest.yml', () => {
  const ofForge: Record<string, string> = {
    'with the id of an app': 'app:\n  id: ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\n',
    'with such an id half-typed': 'app:\n  id: ari:cloud:ecosystem::app/5e2f\n',
    'with a variable in the id': 'app:\n  id: ari:cloud:ecosystem::app/${APP_ID}\n',
    'with a variable as id': 'app:\n  id: ${APP_ID}\n',
    'without an id, with a module of Jira': 'modules:\n  jira:issuePanel:\n    - key: p\n',
    'without an id, with functions': 'modules:\n  function:\n    - key: f\n      handler: index.run\n',
    'with an id to be filled in, and a runtime of Forge': 'app:\n  id: TODO\n  runtime:\n    name: nodejs22.x\n',
    'of a Connect app': 'connectModules:\n  jira:webhooks:\n    - key: w\n',
    'that can’t be parsed, with the line of an id': 'app:\n\tid: x\nname: "open\n  id: ari:cloud:ecosystem::app/x\n',
  };
  for (const [title, text] of Object.entries(ofForge)) it(`${title} is Forge’s`, () => assert.ok(isForge(text)));

  const ofOthers: Record<string, string> = {
    'with the id of another kind of app': 'app:\n  id: org.example.shop\npermissions:\n  scopes: [camera]\n',
    'with modules that are no lists': 'modules:\n  jira:sync:\n    enabled: true\n  function:\n    enabled: true\n',
    'with a list of modules': 'app:\n  name: Shop\nmodules:\n  - payment\n  - basket\n',
    'with remotes and permissions': 'permissions:\n  scopes: [read]\nremotes:\n  - name: origin\n',
    'with a runtime of its own': 'app:\n  id: shop\n  runtime:\n    name: python3\n',
    'with nothing but a name': 'name: chart\nversion: 1.0.0\n',
    'that is empty': '',
  };
  for (const [title, text] of Object.entries(ofOthers)) it(`${title} is not`, () => assert.ok(!isForge(text)));
});
