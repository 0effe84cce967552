import assert from 'node:assert/strict';
import { entryPointsOf } from '../../../../src/manifest/model/entry-points.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';

const resources = (...keys: string[]) =>
  `resources:\n${keys.map((key) => `  - key: ${key}\n    path: static/${key}\n`).join('')}`;
const macro = (...lines: string[]) =>
  `modules:\n  macro:\n    - key: m\n${lines.map((line) => `      ${line}\n`).join('')}`;

describe('Where Forge starts the code of an app', () => {
  it('is the handlers of its functions and the resources that modules show, at any depth', () => {
    const text = `${macro('resource: page/entry', 'icon: resource:icons;a.png', 'config:', '  resource: config')}  function:\n    - key: f\n      handler: index.run\n`;
    assert.deepEqual(entryPointsOf(parseManifest(`${text}${resources('page', 'config', 'icons')}`)), {
      handlers: ['index.run'],
      resources: ['static/page', 'static/config'],
    });
  });

  it('is a resource that is alone, whatever names it', () => {
    assert.deepEqual(entryPointsOf(parseManifest(resources('page')))?.resources, ['static/page']);
  });

  it('is not known where a path depends on a variable, or there is nothing', () => {
    assert.equal(entryPointsOf(parseManifest(resources('${PAGE}'))), undefined);
    assert.equal(entryPointsOf(parseManifest(macro('title: x'))), undefined);
  });
});
