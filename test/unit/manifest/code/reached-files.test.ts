import assert from 'node:assert/strict';
import { type EntryPoints, layOut, parsePackage } from '../../../../src/manifest/code/app-layout.ts';
import { AppReading } from '../../../../src/manifest/code/app-reading.ts';
import { folderOf } from '../../../../src/manifest/code/module-paths.ts';

const call = "import api from '@forge/api'; export const run = () => api.asApp().requestJira('/rest/api/3/myself');";

/** The files of an app whose calls count: those that are read and deployed. */
function counted(files: Readonly<Record<string, string>>, entryPoints?: EntryPoints, folder = ''): string[] {
  const paths = Object.keys(files);
  const packages = paths.flatMap((path) =>
    path.endsWith('package.json') ? (parsePackage(folderOf(path), files[path] ?? '') ?? []) : [],
  );
  const code = paths.filter((path) => !path.endsWith('package.json'));
  const reading = new AppReading();
  reading.setLayout(
    layOut({ folder, code, isWide: true, isInOtherApp: () => false, packages, ...(entryPoints && { entryPoints }) }),
  );
  for (let round = 0; round < 10; round++) {
    const { wanted, scan } = reading.plan();
    for (const path of wanted) reading.setFile({ path, text: files[path] ?? '' });
    for (const path of scan) reading.scan(path);
  }
  return reading
    .results()
    .filter(({ uses, failed }) => uses.length > 0 || failed !== undefined)
    .map(({ file, failed }) => (failed === undefined ? file : `${file}: ${failed}`))
    .sort();
}

const handler: EntryPoints = { handlers: ['index.run'], resources: [] };

describe('The code of an app that counts', () => {
  it('is what its handlers reach', () => {
    const files = {
      'src/index.ts': "import './a.js'; export * from './b'; const c = () => import('./c'); require('./d');",
      'src/a.ts': call,
      'src/b/index.ts': call,
      'src/c.jsx': call,
      'src/d.cjs': call,
      'src/old.ts': call,
      'scripts/seed.ts': call,
      'tests/support/login.ts': call,
    };
    assert.deepEqual(counted(files, handler), ['src/a.ts', 'src/b/index.ts', 'src/c.jsx', 'src/d.cjs']);
  });

  it('is found in another case too, as on Windows and macOS', () => {
    const files = {
      'src/index.jsx': "import Button from './components/Button'; import './Api'; import './Other.js';",
      'src/components/button.jsx': "import '../../Lib/Calls';",
      'src/api/Index.ts': call,
      'src/other.ts': call,
      'lib/calls.js': call,
      'src/unused.js': call,
    };
    assert.deepEqual(counted(files, handler), ['lib/calls.js', 'src/api/Index.ts', 'src/other.ts']);
    const both = { 'src/index.js': "import './Call';", 'src/call.js': call, 'src/Call.js': '' };
    assert.deepEqual(counted(both, handler), []);
  });

  it('is all but tests where a handler is not found, or an import is known at run time only', () => {
    const files = { 'src/index.js': 'export const run = (name) => import(`./jobs/${name}`);', 'src/jobs/a.js': call };
    const others = {
      'src/a.test.js': call,
      'src/b.e2e.ts': call,
      'src/c.cy.ts': call,
      'src/d.stories.jsx': call,
      'test/login.ts': call,
      'test-e2e/site.ts': call,
      'cypress/login.ts': call,
    };
    assert.deepEqual(counted({ ...files, ...others }, handler), ['src/jobs/a.js']);
    assert.deepEqual(counted({ ...files, ...others }, { handlers: ['none.run'], resources: [] }), ['src/jobs/a.js']);
    assert.deepEqual(counted({ ...files, ...others }), ['src/jobs/a.js']);
  });

  it('is a test too where a handler reaches it', () => {
    assert.deepEqual(counted({ 'src/index.js': "import '../test/data';", 'test/data.js': call }, handler), [
      'test/data.js',
    ]);
  });

  it('is the whole package of a page, but for its output', () => {
    const files = {
      'src/index.js': '',
      'src/unused.js': call,
      'static/page/package.json': '{}',
      'static/page/src/App.jsx': call,
      'static/page/src/build/a.js': call,
      'static/page/build/main.js': call,
      'static/page/dist/main.js': call,
    };
    assert.deepEqual(counted(files, { handlers: ['index.run'], resources: ['static/page/build'] }), [
      'static/page/src/App.jsx',
      'static/page/src/build/a.js',
    ]);
  });

  it('is what a page begins with and imports, where all of that can be followed', () => {
    const page = (index: string, more: Readonly<Record<string, string>> = {}) => ({
      'src/index.js': '',
      'static/page/package.json': '{}',
      'static/page/src/index.jsx': `import './App'; ${index}`,
      'static/page/src/App.jsx': call,
      'static/page/src/old.js': call,
      ...more,
    });
    const points = { handlers: ['index.run'], resources: ['static/page/build'] };
    const all = ['static/page/src/App.jsx', 'static/page/src/old.js'];
    assert.deepEqual(counted(page('render(App)'), points), ['static/page/src/App.jsx']);
    assert.deepEqual(counted(page('import(`./${name}`)'), points), all);
    assert.deepEqual(counted(page('new Worker(new URL("./old.js", import.meta.url))'), points), all);
    const other = { 'static/page/src/admin.jsx': `import './old'; createRoot(document.body).render(1);` };
    assert.deepEqual(counted(page('render(App)', other), points), all);
  });

  it('is that of a package beside the app which writes a page into it', () => {
    const files = {
      'app/src/index.js': '',
      'app/src/unused.js': call,
      'custom-ui/package.json': '{}',
      'custom-ui/src/main.tsx': "import './client';",
      'custom-ui/src/client.ts': call,
      'other/package.json': '{}',
      'other/src/main.tsx': call,
    };
    const points = { handlers: ['index.run'], resources: ['build/custom-ui'] };
    assert.deepEqual(counted(files, points, 'app'), ['custom-ui/src/client.ts']);
  });

  it('is the output of a page without its source, which is not read', () => {
    const files = {
      'src/index.js': '',
      'static/page/build/main.js': `${call}\n${'x'.repeat(20_000)}`,
      'static/page/build/react.js': 'y'.repeat(20_000),
      'static/other/build/main.js': call,
    };
    assert.deepEqual(counted(files, { handlers: ['index.run'], resources: ['static/page/build'] }), [
      'static/page/build/main.js: minified',
    ]);
  });

  it('is in folders of any name but those of output', () => {
    const files = { 'src/build/a.js': call, 'src/coverage/b.js': call, 'build/c.js': call, 'coverage/d.js': call };
    assert.deepEqual(counted(files), ['src/build/a.js', 'src/coverage/b.js']);
  });

  it('is in packages beside the manifest’s folder', () => {
    const files = {
      'apps/forge/package.json': '{ "dependencies": { "@acme/jira": "workspace:*", "lodash": "1" } }',
      'apps/forge/src/index.ts':
        "import { run } from '@acme/jira'; import lodash from 'lodash/get'; import '../../shared/x';",
      'apps/shared/x.ts': call,
      'packages/jira/package.json': '{ "name": "@acme/jira" }',
      'packages/jira/src/index.ts': "export * from './run';",
      'packages/jira/src/run.ts': call,
      'packages/other/src/index.ts': call,
    };
    assert.deepEqual(counted(files, handler, 'apps/forge'), ['apps/shared/x.ts', 'packages/jira/src/run.ts']);
  });

  it('is found by other names of folders', () => {
    const files = {
      'package.json': '{}',
      'src/index.ts': "import '@/a'; import '~/b'; import 'src/c'; import 'lib/d';",
      ...Object.fromEntries(['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/lib/d.ts'].map((path) => [path, call])),
      'src/old.ts': call,
    };
    assert.deepEqual(counted(files, handler), ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/lib/d.ts']);
  });

  it('is not the output of bundlers and compilers, wherever it lies', () => {
    const line = 'export const a = 1;\n'.repeat(1_000);
    const files = {
      'web/a.js': `${call}\n__webpack_require__.r(1);\n`,
      'web/b.js': `${call}\n${line}\n//# sourceMappingURL=b.js.map\n`,
      'web/c.js': `var __defProp = Object.defineProperty;\n${call}`,
      'web/d.js': call + 'x'.repeat(20_000),
      'web/e.js': `${line}${call}`,
      'web/f.js': `${line}// nothing\n//# sourceMappingURL=f.js.map`,
    };
    assert.deepEqual(counted(files), ['a', 'b', 'c', 'd'].map((name) => `web/${name}.js: minified`).concat('web/e.js'));
  });
});
